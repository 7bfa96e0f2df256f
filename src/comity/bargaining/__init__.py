"""Bargaining: packages proposed and answered double-blind."""
