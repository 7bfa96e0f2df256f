"""Comity: the software of an international mediation organisation."""

__version__ = "0.1.0"
