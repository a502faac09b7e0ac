"""The time by which logins and timers end: the clock on the wall, unless it leaps.

Clocks are set by mistake, by a battery that died, by a time server that lies. Forward
by a year, every login would be over and every timer out, for good; back by a day, what
is taken in would come before what was. So a leap is not followed until it has lasted;
small corrections are, at once. Whoever starts the server says that its clock is right.
"""

import time

# What is no leap but a correction, in seconds.
SMALL = 60 * 60
# How long the clock on the wall has to stay where it leapt, in seconds.
LASTING = 24 * 60 * 60


class Steady:
    """A clock that goes on as it went when the one on the wall is set."""

    def __init__(self) -> None:
        self._wall, self._running = time.time(), _running()
        self._leapt: float | None = None

    def now(self) -> float:
        """Tell the time, in seconds since 1970."""
        wall, running = time.time(), _running()
        expected = self._wall + running - self._running
        if abs(wall - expected) > SMALL:
            if self._leapt is None:
                self._leapt = running
            if running - self._leapt < LASTING:
                return expected
        self._wall, self._running, self._leapt = wall, running, None
        return wall


def now_ms() -> int:
    """Tell the time as the protocol writes it, by this process's steady clock."""
    return int(_clock.now() * 1000)


def _running() -> float:
    # It goes on while the machine sleeps, which the other monotonic one does not.
    return time.clock_gettime(_KIND)


_KIND = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_clock = Steady()
