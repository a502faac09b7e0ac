"""The accounts database, through Flask-SQLAlchemy, and what SQLite needs anywhere."""

from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase

from chat import journal

MIGRATIONS = Path(__file__).parent / "migrations"

# How long a connection waits for another process that writes to the same file.
BUSY_MS = 10_000

UNFORGOTTEN = "unforgotten"


class Model(DeclarativeBase):
    """The base of the tables of the accounts database."""

    # Constraints have names, so that later migrations can change them.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


# What was read stays readable after a commit: requests commit before they write.
db = SQLAlchemy(model_class=Model, session_options={"expire_on_commit": False})


def init_app(app: Flask, url: str, sync: str) -> None:
    """Open the accounts database and bring its tables up to date."""
    prepare(url)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        tune(db.engine, sync)
        upgrade()
        # A server that was killed may have left in it what was replaced before.
        forget()


def begin_writing() -> None:
    """End what this request has read, so that it writes on the newest state.

    In SQLite a transaction that has read, and then finds that another one wrote
    meanwhile, cannot write any more.
    """
    db.session.commit()


def let_go() -> None:
    """End what this request has read, so that it holds no connection while it waits.

    There are few of them: requests that kept theirs while login secrets are stretched,
    or while the log is written, would keep everybody else from being answered.
    """
    db.session.commit()


def prepare(url: str) -> None:
    """Make the file of an SQLite database where it is missing, for its owner alone."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        path = Path(parsed.database)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # SQLite gives its -wal and -shm files the mode of the database.
        path.touch(mode=0o600, exist_ok=True)


def tune(
    engine: Engine, sync: str, begin: str = "BEGIN", cache_kb: int | None = None
) -> None:
    """Set what every connection to an SQLite database needs; others are left alone.

    `cache_kb` is how much of the database a connection keeps in memory, if not 2 000.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # The driver begins no transactions of its own; `on_begin` does.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={sync.upper()}")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        if cache_kb is not None:
            cursor.execute(f"PRAGMA cache_size=-{cache_kb}")
        # What is deleted is overwritten, not only forgotten.
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)


def forget() -> None:
    """Take what was replaced in the accounts database out of its files, now or soon."""
    current_app.extensions[UNFORGOTTEN] = not truncate(db.engine)


def sweep() -> None:
    """Do it now where it was not possible when it was asked for."""
    if current_app.extensions[UNFORGOTTEN]:
        forget()


def truncate(engine: Engine) -> bool:
    """Take what was deleted out of SQLite's write-ahead file, too; tell if it is."""
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        # While somebody reads, this may not be possible now, and nobody is to wait for
        # it: it is tried again.
        raw.cursor().execute("PRAGMA busy_timeout=0")
        ((busy, *_),) = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.cursor().execute(f"PRAGMA busy_timeout={BUSY_MS}")
        return not busy
    except Exception as error:
        journal.get("database").error("not emptied: %s", journal.place(error))
        return False
    finally:
        raw.close()
