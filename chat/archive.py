"""Everything that the server has of an account, as one archive (PROTOCOL.md §11.1).

All of it is ciphertext, or public, so the server can make the archive: page by page,
from the log as it was when the download began, and never as a whole in memory.
docs/decisions/zipstream-ng.md says why it is not made in the browser.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from zipstream import ZipStream

from chat.logs import Room, Snapshot
from chat.rooms import DOWNLOAD_PAGE, log_file

README = """\
SecureChat: everything that the server had of the account {username} on {day}.

All of it is encrypted. Unpack it, and open it on any computer with Python and the
source of SecureChat, without a network:

    python -m encryption.log_tool verify FOLDER
    python -m encryption.log_tool decrypt FOLDER --output NEW-FOLDER

FOLDER is what was unpacked. "verify" checks every chat and needs no key. "decrypt" asks
for the password, or for the recovery phrase, as it was on that day.

    keys/       {keys}
    logs/       one file for each chat, as its log is downloaded
    files/      ROOM/FILE: the encrypted pieces of what was sent, by the ids of chat and
                file. To open one, decrypt its chat's log with --format json and say
                python -m encryption.log_tool attachment LOG NAME files/ROOM/FILE \\
                  --output NEW-FILE
    state.txt   the account's sealed data: contacts, what was read, how chats are kept
"""
SEALED = "the key bundle, and the private keys, sealed"
# The server never had them.
UNSEALED = """nothing: this account keeps its keys in a browser. A key file
                that was saved there opens the logs, by --keys KEY-FILE"""


@dataclass(frozen=True)
class Parts:
    """What is in an archive: texts by their names, and the rooms with their bundles."""

    username: str
    texts: dict[str, str | None]
    rooms: list[Room]
    bundles: dict[str, dict[str, list[str]]] = field(hash=False)

    @property
    def sealed(self) -> dict[str, str | None]:
        """Return the sealed keys by the type of their line in a log."""
        return {
            "sealed": self.texts["keys/password.txt"],
            "recovery": self.texts["keys/recovery.txt"],
        }


def archive(
    parts: Parts, snapshot: Snapshot, chunk: Callable[[str], bytes | None]
) -> Iterator[bytes]:
    """Write an archive, piece by piece; `chunk` gives one by its hash while it is."""
    made = ZipStream()
    for name, data in _members(parts, snapshot, chunk):
        made.add(data, name)
        yield from made.file()
    yield from made.finalize()


def _members(
    parts: Parts, snapshot: Snapshot, chunk: Callable[[str], bytes | None]
) -> Iterator[tuple[str, Iterable[bytes] | str]]:
    now = time.time()
    day = time.strftime("%Y-%m-%d", time.gmtime(now))
    username = parts.username
    keys = SEALED if parts.sealed["sealed"] else UNSEALED
    yield "README.txt", README.format(username=username, day=day, keys=keys)
    for name, text in parts.texts.items():
        if text is not None:
            yield name, text
    for room in parts.rooms:
        name = room.roster.room
        lines = log_file(
            room,
            snapshot.all(name, DOWNLOAD_PAGE),
            parts.bundles[name],
            username,
            parts.sealed,
            int(now * 1000),
        )
        yield f"logs/{name}.securechat.jsonl", lines
    for room in parts.rooms:
        for file, n, digest in snapshot.chunks(room.roster.room):
            # What was taken back or has expired since the download began is gone.
            if (data := chunk(digest)) is not None:
                yield f"files/{room.roster.room}/{file}/{n}", [data]
