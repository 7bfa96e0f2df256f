"""Joint gains: packages that every party prefers, found exactly and proved.

Pure: no web framework, no clock but for deadlines, no chance. What bargaining calls stands here; the rest is its own.
"""
