"""The programming face."""
