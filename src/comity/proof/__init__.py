"""Proof: canonical JSON, Merkle trees, signed checkpoints and the bundle verifier. Pure."""
