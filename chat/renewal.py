"""Renew the stored keys of an account: bundle, sealed keys, key log (PROTOCOL.md §5.5).

In one transaction, so that the old keys count with everything that belongs to them, or
the new ones do. The other logins end in it, too: their browsers have the old ones.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from chat import credential, keys
from chat.database import begin_writing, db, forget, let_go
from chat.held_keys import held_row
from chat.key_row import demand_new
from chat.models import Account, EarlierBundle, Keys, Login
from chat.password import count_guess
from chat.refusal import Refusal
from chat.services import services
from encryption.signed import Bundle, ProtocolError, read_bundle, read_renewals


def renew(login: Login, wish: Mapping[str, Any]) -> str:
    """Replace the stored keys of the account whose login asks; return the bundle hash.

    Raises Refusal: `bad-credentials`, a reason of PROTOCOL.md §4, `stale-bundle` for
    keys that the account had before, `keys-offline`, `too-many`, `not-logged-in`.
    """
    account = db.session.get(Account, login.username)
    let_go()
    try:
        bundle = read_bundle(wish["bundle"], login.username)
    except ProtocolError as error:
        raise Refusal.of(error) from None
    count_guess(login)
    # Whoever finds a browser unlocked can have its keys sign, and not take them over.
    if not credential.proves(wish["password"], account):
        raise Refusal("bad-credentials")
    begin_writing()
    try:
        ended = _write(account, login, bundle, wish["sealed"])
    except ProtocolError as error:
        db.session.rollback()
        raise Refusal.of(error) from None
    except Refusal:
        db.session.rollback()
        raise
    db.session.commit()
    if ended is None:
        return bundle.hash
    # What was sealed before is under the same password, and copies of it are enough.
    forget()
    services().hub.end_logins(ended, "expired")
    services().hub.tell_keys(login.username, bundle.hash)
    return bundle.hash


def _write(
    account: Account, login: Login, bundle: Bundle, sealed: str
) -> list[str] | None:
    """Write what is renewed; return the logins that have ended, None if it was there.

    Raises Refusal, ProtocolError `stale-bundle` or of PROTOCOL.md §4.1.
    """
    # First, because of its lock: nobody else renews the same bundle now.
    services().key_log.append(account.username, bundle.hash)
    # It changes nothing, and holds the row: keys that are sealed under a password that
    # was changed meanwhile would come back under the old one.
    credential.replace_password(account, {"secret_hash": account.secret_hash})
    if not _replace(bundle, sealed):
        return None
    # What is sealed under a recovery phrase, in a key file, or for a passkey, are the
    # keys before. A passkey stays a second factor.
    credential.drop_phrase(account.username)
    credential.drop_file(account.username)
    credential.drop_passkey_keys(account.username)
    return credential.end_others(account.username, keep=login.id)


def _replace(bundle: Bundle, sealed: str) -> bool:
    """Replace a stored bundle and keep it as an earlier one; tell whether it is new."""
    username, text = bundle.username, bundle.text
    mine = Keys.username == username
    stored = db.session.execute(select(Keys.bundle, Keys.sealed).where(mine)).first()
    if stored is None:
        raise Refusal("keys-offline")
    if tuple(stored) == (text, sealed):
        # Who did not hear the first answer asks again.
        return False
    read_renewals([stored.bundle, text], username)
    row = [
        keys.read_known(one, username)
        for _, one in db.session.execute(keys.stored([username])).all()
    ]
    pairs = {(one.enc_thumbprint, one.sig_thumbprint) for one in row}
    # And those from when the account kept its keys in the browser only.
    pairs |= {(one.enc, one.sig) for one in held_row(username)}
    demand_new(bundle, sorted(pairs))
    n = len(row) - 1
    db.session.add(EarlierBundle(username=username, n=n, bundle=stored.bundle))
    db.session.execute(
        update(Keys)
        .where(mine)
        .values(bundle=text, sealed=sealed)
        .execution_options(synchronize_session=False)
    )
    return True
