"""Waiting for what comes by itself and tells nobody: what a server erases, for one."""

from __future__ import annotations

import time
from collections.abc import Callable

# In seconds. What goes right takes a small part of it, on any machine.
PATIENCE = 30
# Between two looks: a look into files takes from who is waited for.
PAUSE = 0.1


def until(is_so: Callable[[], bool], what: str, pause: float = PAUSE) -> None:
    """Wait until something is so. Raises AssertionError, which says what was not."""
    last = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < last, what
        time.sleep(pause)
