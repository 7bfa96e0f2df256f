"""Django's Arabic has no form of an instant of its own, and falls back to the American one."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
