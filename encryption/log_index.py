"""What a log has named so far, on disk instead of in memory.

A long log has more heads and ids than should be held in memory. Nothing secret is
written here: heads, ids and numbers stand in the log file itself.
"""

import sqlite3
from types import TracebackType

TABLES = """
CREATE TABLE heads (seq INTEGER PRIMARY KEY, head BLOB NOT NULL);
CREATE TABLE ids (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE sessions (sid TEXT PRIMARY KEY, roster TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE used (sid TEXT, idx INTEGER, PRIMARY KEY (sid, idx)) WITHOUT ROWID;
"""


class LogIndex:
    """An index in a temporary file that SQLite deletes when it is closed."""

    def __init__(self) -> None:
        # An empty name is SQLite's temporary database: in memory while small.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES + "BEGIN;"
        )

    def __enter__(self) -> "LogIndex":
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Delete the index."""
        self._database.close()

    def _is_new(self, statement: str, *values: object) -> bool:
        return self._database.execute(statement, values).rowcount == 1

    def add_head(self, seq: int, head: bytes) -> None:
        """Remember the head behind a record."""
        self._database.execute("INSERT INTO heads VALUES (?, ?)", (seq, head))

    def head(self, seq: int) -> bytes | None:
        """Find the head behind a record, where the log has it."""
        found = self._database.execute("SELECT head FROM heads WHERE seq = ?", (seq,))
        return next((head for (head,) in found), None)

    def is_new_id(self, id: str) -> bool:
        """Remember a record's id and tell whether it was not met before."""
        return self._is_new("INSERT OR IGNORE INTO ids VALUES (?)", id)

    def add_session(self, sid: str, roster: str) -> None:
        """Remember a session with the roster head in force at its record."""
        self._database.execute("INSERT INTO sessions VALUES (?, ?)", (sid, roster))

    def session_roster(self, sid: str) -> str | None:
        """Find the roster head that was in force where a session was announced."""
        found = self._database.execute(
            "SELECT roster FROM sessions WHERE sid = ?", (sid,)
        )
        return next((roster for (roster,) in found), None)

    def is_new_index(self, sid: str, idx: int) -> bool:
        """Remember an index of a session and tell whether it was not used before."""
        return self._is_new("INSERT OR IGNORE INTO used VALUES (?, ?)", sid, idx)
