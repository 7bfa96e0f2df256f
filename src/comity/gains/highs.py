"""HiGHS, one thread and silent."""

from collections.abc import Mapping

import highspy
import numpy as np

INFINITE: float = highspy.kHighsInf


class Quiet(highspy.Highs):
    """HiGHS without the callbacks, which greet on standard output when they are enabled."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.silent()
        self.setOptionValue("threads", 1)
        self.setOptionValue("presolve", "off")  # programmes are small and solved again: the last basis is worth more

    def enableCallbacks(self) -> None:  # noqa: N802  HiGHS's name
        """None is wanted."""

    def row(self, low: float, high: float, entries: Mapping[int, float]) -> None:
        """Add a row: low <= sum of value x column <= high."""
        columns, values = np.fromiter(entries, np.int32), np.fromiter(entries.values(), float)
        self.addRow(low, high, len(entries), columns, values)
