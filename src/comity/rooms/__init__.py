"""Rooms: speech where only its readers hear it, and its release."""
