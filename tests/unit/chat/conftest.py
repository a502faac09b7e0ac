"""What several of the server's tests need."""

import time

import pytest

REAL = time.time_ns


class Clock:
    """The clock of the log: it stands still, some seconds `ahead` of its start."""

    ahead = 0

    def __init__(self):
        self._begun = REAL() // 1_000_000

    def now_ms(self):
        """Tell the time."""
        return self._begun + self.ahead * 1_000


@pytest.fixture
def clock(monkeypatch):
    """Return a clock of the log's that the test moves on."""
    clock = Clock()
    for module in ("chat.logs", "chat.logs.reading"):
        monkeypatch.setattr(f"{module}.now_ms", clock.now_ms)
    return clock
