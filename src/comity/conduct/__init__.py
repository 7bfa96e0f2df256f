"""Conduct: statements, protocol, sessions, and the endings that are no settlement."""
