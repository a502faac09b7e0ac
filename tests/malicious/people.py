"""Bob, Carol and Mallory: people with an account on the lying server.

Names are used once, so that no attack leaves anything behind for the next.
"""

from __future__ import annotations

import os
from itertools import count

from encryption.crypto_utils import login_secret, new_id, new_salt, seal_keys
from encryption.signed import b64u
from tests.actors import PASSWORD, Actor, Online
from tests.evil_server import EvilServer
from tests.factories import SEALED, now
from tests.malicious.forge import Letter

_numbers = count(1)


class Fellow(Online):
    """Somebody whose browser does as it should, or as Mallory wants."""

    def __init__(self, evil: EvilServer, actor: str, keys: str = "") -> None:
        super().__init__(evil.url, f"{actor}.{next(_numbers)}", keys or actor)
        self.evil = evil

    def arrive(self) -> Fellow:
        """Make an account that nobody will ever log in to again."""
        body = {
            "bundle": self.bundle,
            "salt": new_salt(),
            "sealed": SEALED,
            "secret": b64u(os.urandom(32)),
            "store": "server",
            "username": self.username,
        }
        self.ask("POST", "/api/register", body)
        return self

    def say(self, room: str, text: str, **changes: object) -> dict:
        """Send a text, past the socket: closing one takes seconds."""
        sent = [
            self.evil.take(self.username, one)
            for one in self.send(room, text, **changes)
        ]
        return sent[-1]

    def write(self, room: str, text: str, **changes: object) -> Letter:
        """Write the next message of the session in use, and do not send it."""
        view = self.view(room)
        session, idx = view.own
        view.own = (session, idx + 1)
        seen = {"head": b64u(view.head), "seq": view.seq}
        letter = {"by": self.signer, "session": session, "idx": idx, "seen": seen}
        return Letter(**{**letter, "text": text, "id": new_id(), **changes})


def account(url: str, username: str, keys: str) -> Online:
    """Make an account as a browser does: its sealed keys know the salt of the login."""
    person, salt = Online(url, username, keys), new_salt()
    body = {
        "bundle": person.bundle,
        "salt": salt,
        "sealed": sealed(person, login=salt),
        "secret": login_secret(PASSWORD, salt),
        "store": "server",
        "username": username,
    }
    person.ask("POST", "/api/register", body)
    return person


def sealed(person: Actor, **changes: str) -> str:
    """Seal somebody's keys under the password, as theirs unless it says otherwise."""
    whole = {"username": person.username, "purpose": "password", **changes}
    return seal_keys(
        private_jwks=person.private_jwks, password=PASSWORD, time=now(), **whole
    )


__all__ = ["PASSWORD", "Actor", "Fellow", "account"]
