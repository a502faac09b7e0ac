"""How long a visit to a server may take, whatever it does to make it longer."""

import contextlib
import signal
from collections.abc import Iterator
from typing import Any

from .key_log_server import Unreachable

# The exception is lost where it is raised in a finalizer; then it is raised again.
AGAIN_SECONDS = 1


@contextlib.contextmanager
def visit_ends(seconds: float) -> Iterator[None]:
    """End what is done within, in the main thread, after so many seconds.

    An alarm: a time limit of the socket begins anew with every byte, so that headers
    may trickle in and `100 Continue` be repeated for ever.

    Raises Unreachable.
    """

    def end(*_: Any) -> None:
        raise Unreachable(f"the visit takes more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        # Once more: the alarm may have come just before it was turned off.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
