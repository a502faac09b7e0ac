"""Let an account begin anew whose password and keys are lost (PROTOCOL.md §5.9).

One transaction of the accounts database takes all that the old keys and the old
password opened, and puts the new ones there: whenever the server dies, the old account
is there and the code is good, or the new one is. What is left to do behind it in the
log is noted in the same transaction, and done at once, or by the sweep.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from chat import credential, journal, keys, reset_codes
from chat.database import Model, begin_writing, db, forget, let_go
from chat.departed import departed_among
from chat.held_keys import held_row
from chat.key_row import demand_new
from chat.logs.items import Lose, Prune
from chat.models import (
    Account,
    EarlierBundle,
    HeldKeys,
    Keys,
    LostKeys,
)
from chat.refusal import Refusal, bad
from chat.services import services
from encryption.signed import Bundle, ProtocolError, read_bundle

# What of an account is there afterwards. Everything else that hangs on it goes,
# whatever is added to the tables.
STAYS = {table.__tablename__ for table in (EarlierBundle, HeldKeys, Keys, LostKeys)}


def reset(username: str, wish: Mapping[str, Any]) -> bytes:
    """Give an account new keys and a new password, for who has its reset code.

    Returns the stored secret. Raises Refusal `bad-reset`, `account-disabled`, a reason
    of PROTOCOL.md §4, `stale-bundle` for keys that the account had before, `too-many`.
    """
    try:
        bundle = read_bundle(wish["bundle"], username)
    except ProtocolError as error:
        raise Refusal.of(error) from None
    if not bundle.reset:
        raise bad("bundle")
    account = reset_codes.prove(username, wish["code"])
    let_go()
    columns = credential.stretched(wish)
    begin_writing()
    try:
        ended = _write(account, bundle, wish, columns)
    except ProtocolError as error:
        db.session.rollback()
        raise Refusal.of(error) from None
    except Refusal:
        db.session.rollback()
        raise
    db.session.commit()
    db.session.expunge_all()
    forget()
    services().hub.end_logins(ended, "expired")
    _lose_now(username)
    return columns["secret_hash"]


def sweep() -> None:
    """Finish what a crash has left of resets."""
    left = db.session.scalars(select(LostKeys.username).distinct()).all()
    begin_writing()
    for username in left:
        lose(username)


def lose(username: str) -> None:
    """Take an account out of the rooms that name its lost keys; twice does no harm."""
    log = services().hub.log
    mine = LostKeys.username == username
    sigs = tuple(db.session.scalars(select(LostKeys.sig).where(mine)))
    let_go()
    rooms, fellows = log.rooms_of(username, sigs), set()
    for room in rooms:
        log.submit(Lose(room, username, sigs))
        named = log.named(room)
        gone = tuple(sorted(departed_among(named)))
        let_go()
        # Its own notes, and whatever it was alone in but for deleted accounts.
        log.submit(Prune(room, gone))
        services().hub.lost(room)
        fellows.update(log.present(room))
    services().hub.tell_reset(fellows, username)
    db.session.execute(delete(LostKeys).where(mine, LostKeys.sig.in_(sigs)))
    db.session.commit()


def _lose_now(username: str) -> None:
    try:
        lose(username)
    except Exception as error:
        # The account is reset, and the sweep goes on with the rest.
        db.session.rollback()
        journal.get("reset").error("not finished: %s", journal.place(error))


def _write(
    account: Account, bundle: Bundle, wish: Mapping[str, Any], columns: Mapping
) -> list[str]:
    """Write what is new, take away what was; return the logins that have ended.

    Raises Refusal, ProtocolError `stale-bundle`.
    """
    username = account.username
    # First, because of its lock.
    services().key_log.append(username, bundle.hash)
    # The row is held: a login that is being made waits for it, or is found below.
    enabled = Account.disabled.is_(False)
    new = {**columns, "store": "server"}
    try:
        credential.replace_password(account, new, enabled)
    except Refusal:
        raise Refusal("bad-reset") from None
    reset_codes.spend(username, wish["code"])
    _replace_keys(username, bundle, wish["sealed"])
    ended = credential.end_others(username)
    for table in reversed(Model.metadata.sorted_tables):
        hangs = any(key.column.table.name == "accounts" for key in table.foreign_keys)
        if hangs and table.name not in STAYS:
            db.session.execute(delete(table).where(table.c.username == username))
    return ended


def _replace_keys(username: str, bundle: Bundle, sealed: str) -> None:
    """Put the new keys in the place of the lost ones, and note which those are."""
    row = [
        keys.read_known(text, username)
        for _, text in db.session.execute(keys.stored([username])).all()
    ]
    held = held_row(username)
    pairs = {(one.enc_thumbprint, one.sig_thumbprint) for one in row}
    pairs |= {(one.enc, one.sig) for one in held}
    demand_new(bundle, sorted(pairs))
    new = {"bundle": bundle.text, "sealed": sealed}
    if row:
        # Others verify with it what was signed before.
        earlier = {"username": username, "n": len(row) - 1, "bundle": row[-1].text}
        db.session.execute(insert(EarlierBundle).values(earlier))
        db.session.execute(update(Keys).where(Keys.username == username).values(**new))
    else:
        db.session.execute(insert(Keys).values(username=username, **new))
    db.session.execute(delete(LostKeys).where(LostKeys.username == username))
    lost = [{"username": username, "sig": sig} for sig in sorted({s for _, s in pairs})]
    db.session.execute(insert(LostKeys), lost)
