"""Faces: parse, call perform() or a query, render. Nothing else."""
