"""Which logins have ended, asked as often as something is sent.

An answer is remembered for as long as nobody has written to the accounts database:
SQLite counts that for each connection, and tells it in microseconds, whichever process
it was. PostgreSQL does not: there every question is one statement.
"""

from typing import Any

from sqlalchemy import Connection, bindparam, create_engine, select
from sqlalchemy.pool import NullPool

from chat import database
from chat.models import Login

FIND = select(Login.id).where(Login.id.in_(bindparam("logins", expanding=True)))

# How many logins are remembered before all are forgotten.
MOST = 100_000


class LiveLogins:
    """Remembers who is logged in, on a connection of its own.

    For one caller at a time: transactions of the log have one, the hub has another.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, poolclass=NullPool)
        database.tune(self._engine, "full")
        self._counts = self._engine.dialect.name == "sqlite"
        self._connection: Connection | None = None
        self._version: Any = None
        self._live: set[str] = set()

    def ended(self, logins: set[str]) -> set[str]:
        """Return those of these logins that have ended by now."""
        try:
            # Before they are asked for: what changes in between counts as changed.
            self._look()
            unknown = logins - self._live
            if not unknown:
                return unknown
            found = self._find(unknown)
        except Exception:
            self.close()
            raise
        if len(self._live) > MOST:
            self._live.clear()
        self._live |= found
        return unknown - found

    def changed(self) -> bool:
        """Tell whether any login may have ended since this was asked last."""
        before = self._version
        self._look()
        return before is None or self._version != before

    def close(self) -> None:
        """Forget everything, and let go of the database."""
        connection, self._connection = self._connection, None
        self._version = None
        self._live.clear()
        if connection is not None:
            connection.close()

    def _look(self) -> None:
        if self._connection is None:
            self._connection = self._engine.connect()
        version = None
        if self._counts:
            driver = self._connection.connection.dbapi_connection
            version = driver.execute("PRAGMA data_version").fetchone()
        if version is None or version != self._version:
            self._live.clear()
            self._version = version

    def _find(self, logins: set[str]) -> set[str]:
        # To its end: a transaction would go on seeing what was.
        with self._connection.begin():
            found = self._connection.execute(FIND, {"logins": sorted(logins)})
            return set(found.scalars())
