"""As on every page: 27 Nov 2026, 10:59."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
