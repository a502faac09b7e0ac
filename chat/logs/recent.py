"""The ids of messages that are not kept, in memory, for a while.

A room whose log is off stores nothing of its messages, not even ids. A client that did
not hear its acknowledgement sends again all the same, and is answered from here.
"""

from collections import OrderedDict
from typing import Any

from chat.limits import MAX_RECENT


class Recent:
    """A bounded memory of (room, id); the oldest goes first."""

    def __init__(self, most: int = MAX_RECENT) -> None:
        self._most = most
        self._found: OrderedDict[tuple[str, str], Any] = OrderedDict()

    def add(self, key: tuple[str, str], found: Any) -> None:
        """Remember one id."""
        self._found[key] = found
        if len(self._found) > self._most:
            self._found.popitem(last=False)

    def get(self, key: tuple[str, str]) -> Any | None:
        """Return what is remembered of an id."""
        return self._found.get(key)
