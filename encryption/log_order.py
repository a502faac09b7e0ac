"""The order in which a session's messages come (PROTOCOL.md §8)."""


class SessionOrder:
    """Where a session has come to, for a reader that may miss records.

    `missing` is how many records of the room the reader has been without so far:
    between two messages with the same count every record is there.
    """

    def __init__(self, start: int, missing: int) -> None:
        self._next = start
        self._missing = missing

    def pass_over(self, idx: int, missing: int) -> None:
        """Let a message that was refused count where its header says that it is next.

        What it says is not proven: anywhere else it would only hide or invent a gap.
        """
        if idx == self._next:
            self._next, self._missing = idx + 1, missing

    def take(self, idx: int, missing: int) -> str | None:
        """Take the index of the next message; tell the reason where it is not its turn.

        An index that was used before has to be refused already.
        """
        if idx < self._next:
            return "out-of-order"
        complete = missing == self._missing
        skipped = idx > self._next
        self._next, self._missing = idx + 1, missing
        return "index-gap" if skipped and complete else None
