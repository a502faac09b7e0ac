"""The directory of key bundles: those stored, and those held while somebody is here."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import select

from chat.database import db, let_go
from chat.models import Account, Keys
from chat.refusal import Refusal
from encryption.signed import Bundle, ProtocolError, read_bundle

# A verified bundle is the same at every reading; verifying takes a tenth of a
# millisecond, and a room's page needs one for each member.
read_known = lru_cache(maxsize=2048)(read_bundle)


class Directory:
    """Finds bundles by username."""

    def __init__(self) -> None:
        # username → connection → bundle. Of an account that keeps its keys in the
        # browser only, this is all the server ever has.
        self._held: dict[str, dict[str, Bundle]] = {}

    def bundle_of(self, username: str) -> Bundle | None:
        """Return somebody's bundle if the server has it now."""
        return self.bundles_of([username]).get(username)

    def bundles_of(self, usernames: Iterable[str]) -> dict[str, Bundle]:
        """Return those of these people's bundles that the server has now."""
        wanted = sorted(set(usernames))
        statement = select(Keys.username, Keys.bundle).where(Keys.username.in_(wanted))
        bundles = {
            username: read_known(text, username)
            for username, text in db.session.execute(statement)
        }
        let_go()  # Whoever asks may go on to wait for the log.
        for username in wanted:
            held = self._held.get(username)
            if held and username not in bundles:
                # The newest: an account may be here with several browsers.
                bundles[username] = list(held.values())[-1]
        return bundles

    def find(self, username: str) -> Bundle:
        """Return somebody's bundle.

        Raises Refusal `unknown-user`, `keys-offline`.
        """
        bundle = self.bundle_of(username)
        if bundle is not None:
            return bundle
        if db.session.get(Account, username) is None:
            raise Refusal("unknown-user")
        raise Refusal("keys-offline")

    def hold(self, username: str, connection: str, text: str) -> None:
        """Hold a bundle for as long as a connection lasts.

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
        self._held.setdefault(username, {})[connection] = bundle

    def release(self, username: str, connection: str) -> None:
        """Forget what a connection held."""
        held = self._held.get(username, {})
        held.pop(connection, None)
        if not held:
            self._held.pop(username, None)
