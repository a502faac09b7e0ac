"""Bob, Carol and Mallory: people with an account on the lying server.

Names are used once, so that no attack leaves anything behind for the next.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count

from encryption.crypto_utils import (
    chunk_count,
    file_hash,
    login_secret,
    make_chunk,
    make_state,
    new_file,
    new_id,
    new_salt,
    seal_keys,
    stored_size,
)
from encryption.file import File, chunk_tag
from encryption.signed import b64u
from encryption.signed.file_size import CHUNK_BYTES
from tests.actors import PASSWORD, Actor, Online
from tests.evil_server import EvilServer
from tests.factories import INSECURE_KEYS, SEALED, now
from tests.malicious.forge import Letter

_numbers = count(1)


@dataclass(frozen=True)
class Sent:
    """A file that is on the server, and its chunks as they are stored."""

    file: File
    chunks: list[bytes]

    @property
    def id(self) -> str:
        """What it is known by."""
        return self.file.id


class Fellow(Online):
    """Somebody whose browser does as it should, or as Mallory wants."""

    def __init__(self, evil: EvilServer, actor: str, keys: str = "") -> None:
        super().__init__(evil.url, f"{actor}.{next(_numbers)}", keys or actor)
        self.evil = evil

    def arrive(self) -> Fellow:
        """Make an account that nobody will ever log in to again."""
        self.secret = b64u(os.urandom(32))
        body = {
            "bundle": self.bundle,
            "salt": new_salt(),
            "sealed": SEALED,
            "secret": self.secret,
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

    def bring_file(self, room: str, data: bytes) -> Sent:
        """Bring a file to the server, and say nothing of it."""
        file = new_file(len(data))
        chunks = [
            make_chunk(file, n, data[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES])
            for n in range(chunk_count(len(data)))
        ]
        files = f"/api/rooms/{room}/files"
        self.ask("POST", files, {"id": file.id, "size": stored_size(len(data))})
        for n, chunk in enumerate(chunks):
            answer = self.http.put(
                f"{self.url}{files}/{file.id}/chunks/{n}",
                data=chunk,
                headers={"Content-Type": "application/octet-stream"},
                timeout=20,
            )
            answer.raise_for_status()
        return Sent(file, chunks)

    def send_file(self, room: str, name: str, data: bytes, caption: str) -> Sent:
        """Send a file with a caption."""
        sent = self.bring_file(room, data)
        about = {
            "hash": file_hash(map(chunk_tag, sent.chunks)),
            "id": sent.id,
            "key": b64u(sent.file.key),
            "name": name,
            "size": len(data),
            "type": "application/pdf",
        }
        body = {"files": [about], "text": caption}
        self.say(room, caption, kind="file", body=body)
        return sent

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
    person.ask("PUT", "/api/state", {"blob": _silence(person, keys), "rev": 1})
    return person


def _silence(person: Online, keys: str) -> str:
    # A mark that goes out by itself may begin a session at any moment, and what an
    # attack moves could not be told from what that does.
    signals = dict.fromkeys(("delivered", "presence", "read", "typing"), False)
    return make_state(
        keys=person.keys,
        owner=person.username,
        read={},
        rev=1,
        time=now(),
        enc_public=INSECURE_KEYS[keys]["enc"]["public"],
        privacy={**signals, "time": now()},
    )


def sealed(person: Actor, **changes: str) -> str:
    """Seal somebody's keys under the password, as theirs unless it says otherwise."""
    whole = {"username": person.username, "purpose": "password", **changes}
    return seal_keys(
        private_jwks=person.private_jwks, password=PASSWORD, time=now(), **whole
    )


__all__ = ["PASSWORD", "Actor", "Fellow", "account"]
