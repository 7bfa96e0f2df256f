"""Keeper: room keys, sealing, and the organisation's signing key."""
