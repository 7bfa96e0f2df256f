"""Django's Chinese writes dates as we do; large numbers it leaves without groups."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
