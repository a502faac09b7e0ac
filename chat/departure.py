"""Delete an account, for good (PROTOCOL.md §5.6).

One transaction of the accounts database takes the account with all that hangs on it:
whenever the server dies, the account opens as before, or is gone. What is left to do
behind it in the log and on the disk is noted in the same transaction, and done at once,
or by the sweep: also after a crash.

What stays: the username, which nobody can take again, since rosters, pins and safety
numbers name people by it; its entries in the key log, which only grows; and the public
bundles as long as a room of others names the account, whose signatures its members go
on to verify.
"""

import time
from collections.abc import Callable

from sqlalchemy import delete, insert, select, update

from chat import credential, journal, second_factor
from chat.database import Model, begin_writing, db, forget, let_go
from chat.departed import departed_among
from chat.logs.items import DropFiles, Prune
from chat.models import Account, Departed, DepartedBundle, Login
from chat.refusal import Refusal, bad
from chat.services import services


def leave(login: Login, username: str, password: str) -> None:
    """Delete the account whose login asks, for who knows its password and its name.

    Raises Refusal `bad-request`, `bad-credentials`, `too-often`.
    """
    if username != login.username:
        raise bad("username")
    account = second_factor.prove(login, password)

    def demand_unchanged() -> None:
        # Locks the row, and finds out whether the password is another by now.
        unchanged = {"secret_hash": account.secret_hash}
        credential.replace_password(account, unchanged)

    ended = _take_out(username, demand_unchanged)
    services().hub.end_logins(ended, "expired")
    _clean_up_now(username)


def remove(username: str) -> None:
    """Delete an account, as the operator decides; the server ends what is open."""
    _take_out(username, lambda: None)
    services().hub.settle()
    _clean_up_now(username)


def sweep() -> None:
    """Finish what a crash has left of deleted accounts."""
    statement = select(Departed.username).where(Departed.pending)
    left = db.session.scalars(statement).all()
    begin_writing()
    for username in left:
        clean_up(username)


def clean_up(username: str) -> None:
    """Take out of log and disk what only a deleted account had; twice does no harm."""
    log, others = services().hub.log, {username}
    for room in [*(one.roster.room for one in log.rooms(username)), *log.deserted()]:
        # One that others have left, or deleted their accounts in, goes as a whole.
        named = set(log.named(room))
        if username in named:
            gone = tuple(sorted(departed_among(named)))
            let_go()
            log.submit(Prune(room, gone))
            others.update(gone)
    log.submit(DropFiles(username))
    services().files.sweep()
    for name in sorted(others):
        if not log.names(name):
            mine = DepartedBundle.username == name
            db.session.execute(delete(DepartedBundle).where(mine))
    done = update(Departed).where(Departed.username == username)
    db.session.execute(done.values(pending=False))
    db.session.commit()


def _clean_up_now(username: str) -> None:
    try:
        clean_up(username)
    except Exception as error:
        # The account is gone, and the sweep goes on with the rest.
        db.session.rollback()
        journal.get("departure").error("not finished: %s", journal.place(error))


def _take_out(username: str, demand_unchanged: Callable[[], None]) -> list[str]:
    bundles = services().directory.bundles_of([username]).get(username, [])
    begin_writing()
    try:
        demand_unchanged()
    except Refusal:
        db.session.rollback()
        raise
    logins = db.session.scalars(select(Login.id).where(Login.username == username))
    ended = sorted(logins)
    for table in reversed(Model.metadata.sorted_tables):
        # All that hangs on an account, whatever is added to the tables.
        if any(key.column.table.name == "accounts" for key in table.foreign_keys):
            db.session.execute(delete(table).where(table.c.username == username))
    db.session.execute(delete(Account).where(Account.username == username))
    now = time.time_ns() // 1_000_000
    row = {"username": username, "time": now, "pending": True}
    db.session.execute(insert(Departed).values(row))
    for n, bundle in enumerate(bundles):
        kept = {"username": username, "n": n, "bundle": bundle.text}
        db.session.execute(insert(DepartedBundle).values(kept))
    db.session.commit()
    db.session.expunge_all()
    forget()
    return ended
