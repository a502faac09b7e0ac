"""The key log: every bundle that was ever published, append-only (PROTOCOL.md §17).

The table is the log. The tree in memory only follows it, and is brought up to date from
it at every question: any number of processes may append.
"""

import threading
import time
from typing import Any

from sqlalchemy import select, update

from chat.database import db
from chat.key_tree import KeyTree
from chat.models import KeyLogEntry, KeyLogSize
from encryption.signed import b64u, leaf_hash

# How many leaves are read from the database at a time.
PAGE = 10_000


class KeyLog:
    """Appends entries, and proves that nothing else was ever done to them."""

    def __init__(self) -> None:
        self._tree = KeyTree()
        self._lock = threading.Lock()

    def append(self, username: str, bundle_hash: str) -> bool:
        """Log a bundle unless it is there, in the transaction at hand; tell whether.

        It has to be the first statement of that transaction, which other writers wait
        for the end of.
        """
        # The row is written before anything is read. PostgreSQL locks it, and SQLite
        # takes its write lock: whoever else appends sees what is appended here.
        size = db.session.scalar(
            update(KeyLogSize)
            .values(size=KeyLogSize.size)
            .returning(KeyLogSize.size)
            .execution_options(synchronize_session=False)
        )
        if _find(bundle_hash) is not None:
            return False
        entry = {
            "bundle": bundle_hash,
            "time": time.time_ns() // 1_000_000,
            "username": username,
        }
        db.session.add(KeyLogEntry(index=size, leaf=leaf_hash(entry), **entry))
        db.session.execute(
            update(KeyLogSize)
            .values(size=size + 1)
            .execution_options(synchronize_session=False)
        )
        return True

    def size(self) -> int:
        """Return the number of entries; the tree has them all from then on."""
        size = db.session.scalar(select(KeyLogSize.size))
        while self._tree.size < size:
            self._read_leaves(size)
        return size

    def root(self, size: int) -> str:
        """Return the root of the first `size` entries."""
        return b64u(self._tree.root(size))

    def consistency(self, first: int, second: int) -> list[str]:
        """Prove that the log of `second` entries continues that of `first`."""
        return [b64u(one) for one in self._tree.consistency(first, second)]

    def inclusion(self, bundle_hash: str, size: int) -> dict[str, Any] | None:
        """Prove that a bundle is among the first `size` entries, where it is."""
        found = _find(bundle_hash)
        if found is None or found.index >= size:
            return None
        proof = [b64u(one) for one in self._tree.inclusion(found.index, size)]
        return {"entry": _entry(found), "index": found.index, "proof": proof}

    def entries(self, start: int, end: int) -> list[dict]:
        """Read entries: `start` included, `end` not."""
        statement = (
            select(KeyLogEntry)
            .where(KeyLogEntry.index >= start, KeyLogEntry.index < end)
            .order_by(KeyLogEntry.index)
        )
        return [_entry(found) for found in db.session.scalars(statement)]

    def _read_leaves(self, size: int) -> None:
        start = self._tree.size
        statement = (
            select(KeyLogEntry.index, KeyLogEntry.leaf)
            .where(KeyLogEntry.index >= start, KeyLogEntry.index < size)
            .order_by(KeyLogEntry.index)
            .limit(PAGE)
        )
        rows = db.session.execute(statement).all()
        if not rows or rows[0].index != start:
            raise RuntimeError("the key log has a hole")
        with self._lock:
            # Another request may have appended some of these meanwhile.
            for index, leaf in rows:
                if index == self._tree.size:
                    self._tree.append(bytes(leaf))


def _find(bundle_hash: str) -> KeyLogEntry | None:
    statement = select(KeyLogEntry).where(KeyLogEntry.bundle == bundle_hash)
    return db.session.scalars(statement).one_or_none()


def _entry(found: KeyLogEntry) -> dict[str, Any]:
    return {"bundle": found.bundle, "time": found.time, "username": found.username}
