"""Group commit: whoever comes while a transaction runs shares the next one.

There is no thread of its own. The first who has something to store leads: they take
all that waits through one transaction, publish it in order, answer everybody, and
hand the lead to the first who came meanwhile.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from chat import journal
from chat.transport import run_in_thread

MAX_BATCH = 256


class Ticket:
    """One thing to store, and who waits for what becomes of it."""

    def __init__(self, item: Any) -> None:
        self.item = item
        self.outcome: Any = None
        self.done = False
        # Held until it is this one's turn. Not an Event: of all there is to wait for,
        # a lock is the cheapest.
        self.turn = threading.Lock()
        self.turn.acquire()

    def result(self) -> Any:
        """Return what became of the item, or raise it."""
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


class Group:
    """Collect items and store them together.

    `commit` takes a list of items, in a thread, and returns as many outcomes; an
    outcome that is an exception refuses its item alone. `publish` is called with each
    stored item and its outcome, in order, before anybody is answered.
    """

    def __init__(
        self,
        commit: Callable[[list[Any]], list[Any]],
        publish: Callable[[Any, Any], None],
    ) -> None:
        self._commit = commit
        self._publish = publish
        self._lock = threading.Lock()
        self._waiting: list[Ticket] = []
        self._led = False

    def submit(self, item: Any) -> Any:
        """Store one item and return its outcome once it is durable and published.

        Raises what refused it.
        """
        ticket = Ticket(item)
        with self._lock:
            self._waiting.append(ticket)
            leads = not self._led
            self._led = True
        if not leads:
            ticket.turn.acquire()
        if not ticket.done:
            self._lead()
        return ticket.result()

    def _lead(self) -> None:
        # Whoever else has heard of something to store in this moment comes along.
        time.sleep(0)
        with self._lock:
            batch = self._waiting[:MAX_BATCH]
            del self._waiting[:MAX_BATCH]
        # Should anything go wrong, this is what everybody hears.
        outcomes: list[Any] = [RuntimeError("the log could not be written")]
        outcomes *= len(batch)
        try:
            outcomes = run_in_thread(self._commit, [ticket.item for ticket in batch])
            for ticket, outcome in zip(batch, outcomes, strict=True):
                if not isinstance(outcome, BaseException):
                    self._tell(ticket.item, outcome)
        finally:
            self._answer(batch, outcomes)

    def _tell(self, item: Any, outcome: Any) -> None:
        try:
            self._publish(item, outcome)
        except Exception:
            # It is stored: who missed it fetches it.
            journal.get("log").exception("could not publish a record")

    def _answer(self, batch: list[Ticket], outcomes: list[Any]) -> None:
        with self._lock:
            heir = self._waiting[0] if self._waiting else None
            self._led = heir is not None
        for ticket, outcome in zip(batch, outcomes, strict=True):
            ticket.outcome = outcome
            ticket.done = True
            # Not of the leader, who waits for nothing; it does no harm.
            ticket.turn.release()
        if heir is not None:
            heir.turn.release()
