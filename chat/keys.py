"""The directory of key bundles: those stored, and those held while somebody is here."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Select, func, literal, select, union_all, update

from chat.database import begin_writing, db, let_go
from chat.key_log import KeyLog
from chat.models import Account, EarlierBundle, Keys
from chat.refusal import Refusal
from encryption.signed import (
    MAX_INTEGER,
    Bundle,
    ProtocolError,
    read_bundle,
    read_renewals,
)

# A verified bundle is the same at every reading; verifying takes a tenth of a
# millisecond, and a room's page needs one for each member.
read_known = lru_cache(maxsize=2048)(read_bundle)


class Directory:
    """Finds bundles by username, and lets accounts replace theirs."""

    def __init__(self, key_log: KeyLog) -> None:
        self._key_log = key_log
        # username → connection → bundle. Of an account that keeps its keys in the
        # browser only, this is all the server ever has.
        self._held: dict[str, dict[str, Bundle]] = {}

    def bundles_of(self, usernames: Iterable[str]) -> dict[str, list[Bundle]]:
        """Return those of these people's bundles that the server has now, oldest first.

        One that is held has none before it.
        """
        wanted = sorted(set(usernames))
        bundles: dict[str, list[Bundle]] = {}
        for username, text in db.session.execute(_stored(wanted)):
            bundles.setdefault(username, []).append(read_known(text, username))
        let_go()  # Whoever asks may go on to wait for the log.
        for username in wanted:
            held = self._held.get(username)
            if held and username not in bundles:
                # The newest: an account may be here with several browsers.
                bundles[username] = [list(held.values())[-1]]
        return bundles

    def find(self, username: str) -> list[Bundle]:
        """Return somebody's bundles, oldest first; there is at least one.

        Raises Refusal `unknown-user`, `keys-offline`.
        """
        bundles = self.bundles_of([username]).get(username)
        if bundles is not None:
            return bundles
        if db.session.get(Account, username) is None:
            raise Refusal("unknown-user")
        raise Refusal("keys-offline")

    def renew(self, username: str, text: str, sealed: str) -> tuple[str, bool]:
        """Replace an account's stored keys.

        Returns the bundle hash, and whether the bundle is a new one.

        Raises Refusal: a reason of PROTOCOL.md §4, or `keys-offline`.
        """
        try:
            bundle = read_bundle(text, username)
            begin_writing()
            # First, because of its lock: nobody else renews the same bundle now.
            self._key_log.append(username, bundle.hash)
            is_new = _replace(username, text, sealed)
        except ProtocolError as error:
            db.session.rollback()
            raise Refusal.of(error) from None
        except Refusal:
            db.session.rollback()
            raise
        db.session.commit()
        return bundle.hash, is_new

    def hold(self, username: str, connection: str, text: str) -> tuple[str, bool]:
        """Hold a bundle for as long as a connection lasts.

        Returns the bundle hash, and whether the key log did not have it yet.

        Raises Refusal: a reason of PROTOCOL.md §4, or `wrong-thumbprint` where another
        bundle is stored for the account.
        """
        try:
            bundle = read_bundle(text, username)
            stored = db.session.get(Keys, username)
            if stored is not None and stored.bundle != text:
                raise ProtocolError("wrong-thumbprint")
        except ProtocolError as error:
            raise Refusal.of(error) from None
        # Before anybody is shown it: nobody uses a bundle that is not in the log.
        is_new = self._key_log.publish(username, bundle.hash)
        self._held.setdefault(username, {})[connection] = bundle
        return bundle.hash, is_new

    def release(self, username: str, connection: str) -> None:
        """Forget what a connection held."""
        held = self._held.get(username, {})
        held.pop(connection, None)
        if not held:
            self._held.pop(username, None)


def _stored(usernames: list[str]) -> Select:
    """Select all bundles in one statement, so that no renewal falls in between."""
    newest = select(Keys.username, Keys.bundle, literal(MAX_INTEGER).label("n"))
    earlier = select(EarlierBundle.username, EarlierBundle.bundle, EarlierBundle.n)
    rows = union_all(
        newest.where(Keys.username.in_(usernames)),
        earlier.where(EarlierBundle.username.in_(usernames)),
    ).subquery()
    return select(rows.c.username, rows.c.bundle).order_by(rows.c.username, rows.c.n)


def _replace(username: str, text: str, sealed: str) -> bool:
    """Replace a stored bundle and keep it as an earlier one; tell whether it is new.

    Raises Refusal `keys-offline`, ProtocolError of PROTOCOL.md §4.1.
    """
    mine = Keys.username == username
    stored = db.session.execute(select(Keys.bundle, Keys.sealed).where(mine)).first()
    if stored is None:
        raise Refusal("keys-offline")
    if tuple(stored) == (text, sealed):
        # Who did not hear the first answer asks again.
        return False
    read_renewals([stored.bundle, text], username)
    n = db.session.scalar(
        select(func.count())
        .select_from(EarlierBundle)
        .where(EarlierBundle.username == username)
    )
    db.session.add(EarlierBundle(username=username, n=n, bundle=stored.bundle))
    db.session.execute(
        update(Keys)
        .where(mine)
        .values(bundle=text, sealed=sealed)
        .execution_options(synchronize_session=False)
    )
    return True
