"""Settlement: the text, initials, approval at home, signatures, entry into force, attestation."""
