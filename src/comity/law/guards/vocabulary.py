"""Where guards are entered by name."""

from comity.law.finding import Rule, collector

GUARDS: dict[str, Rule] = {}
guard = collector(GUARDS)
