"""How often something was done in windows of time, in the memory of this process.

Every send counts in four of them, so this is ours: `limits` takes sixteen microseconds
for each, as it locks, tells events from windows, and starts a thread to clear up. The
clock is one that nobody sets: with the clock of the wall put back by a day, whoever was
over a limit would be so for another day.
"""

import math
import time
from collections.abc import Hashable

# So many windows are kept before those that are over are looked for.
FEW = 10_000


class Windows:
    """Windows that are open, each from the first time that something was done in it."""

    def __init__(self) -> None:
        # What is counted → when its window ends, and how often it was done.
        self._open: dict[Hashable, list] = {}
        self._few = FEW

    def hit(self, what: Hashable, most: int, seconds: int) -> int:
        """Count once, and say for how many seconds that is too often; 0 if it is not.

        What is too often is not counted.
        """
        now = time.monotonic()
        found = self._open.get(what)
        if found is None or found[0] <= now:
            self._open[what] = [now + seconds, 1]
            if len(self._open) > self._few:
                self._close(now)
            return 0
        if found[1] >= most:
            return max(1, math.ceil(found[0] - now))
        found[1] += 1
        return 0

    def _close(self, now: float) -> None:
        for what, (end, _) in list(self._open.items()):
            if end <= now:
                self._open.pop(what, None)
        # Each window is looked at a few times at most, however many there are.
        self._few = max(FEW, 2 * len(self._open))
