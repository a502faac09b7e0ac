"""The order in which a session's messages come (PROTOCOL.md §8)."""


class SessionOrder:
    """Where a session has come to, for a reader that may miss records.

    `missing` is how many records of the room the reader has been without so far, and
    `erased` of how many only the hash was left: between two messages with the same
    counts every record is there.
    """

    def __init__(self, start: int, missing: int, erased: int = 0) -> None:
        self._next = start
        self._missing = missing
        self._erased = erased
        # Those in front of the last message taken that could be the erased ones.
        self.maybe_erased = range(0)

    def pass_over(self, idx: int, missing: int, erased: int = 0) -> None:
        """Let a message that was refused count where its header says that it is next.

        What it says is not proven: anywhere else it would only hide or invent a gap.
        """
        if idx == self._next:
            self._move(idx, missing, erased)

    def take(self, idx: int, missing: int, erased: int = 0) -> str | None:
        """Take the index of the next message; tell the reason where it is not its turn.

        An index that was used before has to be refused already.
        """
        self.maybe_erased = range(0)
        if idx < self._next:
            return "out-of-order"
        skipped = range(self._next, idx) if missing == self._missing else range(0)
        complete = erased == self._erased
        self._move(idx, missing, erased)
        if not complete:
            self.maybe_erased = skipped
            return None
        return "index-gap" if skipped else None

    def _move(self, idx: int, missing: int, erased: int) -> None:
        self._next, self._missing, self._erased = idx + 1, missing, erased
