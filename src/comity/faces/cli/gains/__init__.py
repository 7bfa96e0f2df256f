"""Joint gains on the command line: solve, frontier, improve, certify, adjusted-winner. Offline, without a server."""
