"""Ledger: the append-only leaves and checkpoints. Never content."""
