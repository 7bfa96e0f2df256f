"""Panels: the roster, number and choice of mediators, appointment in default, declaration."""
