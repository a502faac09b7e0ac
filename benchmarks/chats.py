"""Two chats of Alice: one of very many messages, and a short one beside it.

Making ten thousand messages takes longer than measuring them, so that a folder in
which they are can be used again.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.actors import PASSWORD, Online
from tests.server import Server

SHORT = 50
NOTE = "chats.json"
AHEAD = 100  # messages that are on their way
WORDS = ("so", "this", "is", "what", "one", "says", "of", "it", "when", "asked") * 2


@dataclass(frozen=True)
class Chats:
    """Room ids by how long they are, and how many messages the long one has."""

    long: str
    short: str
    messages: int


def furnished(server: Server, folder: Path, messages: int) -> Chats:
    """Let Bob write so many messages to Alice, and Carol a few; give the chats."""
    note = folder / NOTE
    if note.exists():
        return Chats(**json.loads(note.read_text("ascii")))
    alice = Online(server.url, "alice").register(PASSWORD)
    long = _written(alice, "bob", messages)
    short = _written(alice, "carol", SHORT)
    alice.disconnect()
    chats = Chats(long, short, messages)
    note.write_text(json.dumps(asdict(chats)), "ascii")
    return chats


def _written(alice: Online, name: str, messages: int) -> str:
    writer = Online(alice.url, name).register(PASSWORD).connect()
    room = writer.found(alice, kind="direct")
    for begin in range(0, messages, AHEAD):
        numbers = range(begin, min(begin + AHEAD, messages))
        _bring(writer, [one for n in numbers for one in writer.send(room, text(n))])
        writer.fetch(room)
    writer.disconnect()
    return room


def _bring(writer: Online, sent: list[dict]) -> None:
    """Send, in order, without waiting for one answer after the other."""
    answers: list[dict] = []
    done = threading.Event()

    def answered(answer: dict) -> None:
        answers.append(answer)
        if len(answers) == len(sent):
            done.set()

    for one in sent:
        writer.socket.emit("send", one, callback=answered)
    assert done.wait(60), f"{len(answers)} of {len(sent)} answers"
    assert all(answer["ok"] for answer in answers), answers


def text(number: int) -> str:
    """Return what a message says: a number, and up to eighteen words."""
    return " ".join([f"number {number}", *WORDS[: number % 19]])
