"""Docket: the kernel. perform() is the only way that anything changes."""
