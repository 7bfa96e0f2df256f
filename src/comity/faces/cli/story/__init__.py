"""The demonstration's stories, played by performing acts, never by fixtures: in process, or over HTTP."""
