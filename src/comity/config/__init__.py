"""Settings, URLs and the server entry points."""
