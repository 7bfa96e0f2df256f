"""The pages of the web face: parse, call perform() or a query, render."""
