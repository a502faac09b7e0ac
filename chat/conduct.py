"""How a connection behaves: one that floods waits, and keeps nobody else waiting.

A connection's events are taken one after the other, so whatever one of them waits for
holds up that connection alone. What is stored waits for the disk, which gives everybody
one place in each transaction. What is refused would wait for nothing, and a connection
with much to say would be listened to until it has said it all.
"""

from collections.abc import Callable

# So many refusals in a row are a slip of a program's; those behind them come late.
SLIPS = 20
PAUSE_SECONDS = 0.05


class Conduct:
    """Counts what was refused to one connection since something was taken in."""

    def __init__(self) -> None:
        self._refused = 0

    def taken(self) -> None:
        """Note that something was taken in."""
        self._refused = 0

    def refused(self, sleep: Callable[[float], None]) -> None:
        """Note a refusal, and let the others come first."""
        self._refused += 1
        sleep(PAUSE_SECONDS if self._refused > SLIPS else 0)
