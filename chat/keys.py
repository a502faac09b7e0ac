"""The directory of key bundles: those stored, and those held while somebody is here."""

import threading
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Select, literal, select, union_all

from chat.database import db, let_go
from chat.held_keys import newest_held, publish_held
from chat.key_log import KeyLog
from chat.models import Account, DepartedBundle, EarlierBundle, Keys
from chat.refusal import Refusal
from encryption.signed import (
    MAX_INTEGER,
    Bundle,
    ProtocolError,
    read_bundle,
)

# A verified bundle is the same at every reading; verifying takes a tenth of a
# millisecond, and a room's page needs one for each member.
read_known = lru_cache(maxsize=2048)(read_bundle)


class Directory:
    """Finds bundles by username, and holds those of who is here."""

    def __init__(self, key_log: KeyLog) -> None:
        self._key_log = key_log
        # username → connection → bundle. Of an account that keeps its keys in the
        # browser only, this is all the server ever has.
        self._held: dict[str, dict[str, Bundle]] = {}
        # For a moment only: a dictionary that is put in place while another thread
        # takes the empty one away would be lost.
        self._lock = threading.Lock()

    def bundles_of(self, usernames: Iterable[str]) -> dict[str, list[Bundle]]:
        """Return those of these people's bundles that the server has now, oldest first.

        One that is held has none before it.
        """
        wanted = sorted(set(usernames))
        bundles: dict[str, list[Bundle]] = {}
        for username, text in db.session.execute(stored(wanted)):
            bundles.setdefault(username, []).append(read_known(text, username))
        here = {name: self._holds(name) for name in wanted if name not in bundles}
        here = {name: held for name, held in here.items() if held}
        newest = newest_held(here) if here else {}
        let_go()  # Whoever asks may go on to wait for the log.
        for username, held in here.items():
            # An account may be here with several browsers: those with keys that are
            # out of use do not bring them back by staying longest.
            shown = [one for one in held if one.hash == newest.get(username)]
            if shown:
                bundles[username] = shown[-1:]
        return bundles

    def find(self, username: str) -> list[Bundle]:
        """Return somebody's bundles, oldest first; there is at least one.

        Raises Refusal `unknown-user`, `keys-offline`.
        """
        # Also of one that was deleted, though its bundles may still be here.
        if db.session.get(Account, username) is None:
            raise Refusal("unknown-user")
        bundles = self.bundles_of([username]).get(username)
        if bundles is None:
            raise Refusal("keys-offline")
        return bundles

    def hold(self, username: str, connection: str, text: str) -> tuple[str, bool]:
        """Hold a bundle for as long as a connection lasts.

        Returns the bundle hash, and whether the key log did not have it yet.

        The connection may have ended by the time that it returns: it is the caller's to
        ask again, and to release what is held for nobody.

        Raises Refusal: a reason of PROTOCOL.md §4, `wrong-thumbprint` where another
        bundle is stored for the account or its keys are in the log by another text,
        `stale-bundle` for keys that the account had before, `too-many`.
        """
        is_new = False
        try:
            bundle = read_bundle(text, username)
            stored = db.session.scalar(
                select(Keys.bundle).where(Keys.username == username)
            )
            # Before anybody is shown it: nobody uses a bundle that is not in the log.
            if stored is None:
                is_new = publish_held(self._key_log, bundle)
            elif stored != text:
                raise ProtocolError("wrong-thumbprint")
        except ProtocolError as error:
            raise Refusal.of(error) from None
        with self._lock:
            held = self._held.setdefault(username, {})
            # Out first: what is held anew is the newest.
            held.pop(connection, None)
            held[connection] = bundle
        return bundle.hash, is_new

    def release(self, username: str, connection: str) -> None:
        """Forget what a connection held."""
        with self._lock:
            held = self._held.get(username, {})
            held.pop(connection, None)
            if not held:
                self._held.pop(username, None)

    def _holds(self, username: str) -> list[Bundle]:
        """Return what is held for an account, the newest last."""
        with self._lock:
            return list(self._held.get(username, {}).values())


def stored(usernames: list[str]) -> Select:
    """Select (username, text) of all bundles in one statement.

    So no renewal falls in between.
    """
    newest = select(Keys.username, Keys.bundle, literal(MAX_INTEGER).label("n"))
    earlier = select(EarlierBundle.username, EarlierBundle.bundle, EarlierBundle.n)
    departed = select(DepartedBundle.username, DepartedBundle.bundle, DepartedBundle.n)
    rows = union_all(
        newest.where(Keys.username.in_(usernames)),
        earlier.where(EarlierBundle.username.in_(usernames)),
        departed.where(DepartedBundle.username.in_(usernames)),
    ).subquery()
    return select(rows.c.username, rows.c.bundle).order_by(rows.c.username, rows.c.n)
