"""What each kind of message says in a log that is read as text (PROTOCOL.md §8)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .log_opener import Opened

# Control characters of terminals, and those that reorder the text around them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
# Of a message that another one is about this much is said again, in characters.
EXCERPT = 40


@dataclass(frozen=True)
class Said:
    """What is remembered of a message: who wrote it, and how it begins."""

    sender: str
    kind: str
    excerpt: str


def escaped(text: str) -> str:
    """Write what would steer a terminal as what it is."""
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def shown(text: str) -> str:
    """Write a text of several lines below the beginning of its first."""
    return escaped(text).replace("\n", "\n    ")


def _beginning(text: str) -> str:
    line = escaped(" ".join(text.split()))
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT]}…"


class Sentences:
    """Writes messages in their order, and so knows what later ones are about."""

    def __init__(self) -> None:
        self._said: dict[str, Said] = {}

    def of(self, opened: Opened) -> str:
        """Write what a message says, behind the name of its sender."""
        write: Callable[[Opened], str] | None = getattr(
            self, f"_{opened.message.kind}", None
        )
        if not opened.message.known or write is None:
            return f" sent a “{opened.message.kind}”, written by a newer version"
        return write(opened)

    def _text(self, opened: Opened) -> str:
        text = opened.message.body["text"]
        return f"{self._content(opened, text)}: {shown(text)}"

    def _title(self, opened: Opened) -> str:
        return f' named the chat "{shown(opened.message.body["text"])}"'

    def _file(self, opened: Opened) -> str:
        body = opened.message.body
        names = ", ".join(
            f"“{escaped(file['name'])}” ({file['type']}, {file['size']} bytes)"
            for file in body["files"]
        )
        caption = f": {shown(body['text'])}" if body["text"] else ""
        beginning = body["text"] or body["files"][0]["name"]
        return f"{self._content(opened, beginning)} sent {names}{caption}"

    def _edit(self, opened: Opened) -> str:
        text = opened.message.body["text"]
        if not self._may_change(opened):
            return f" tried to change {self._about(opened)}"
        return f" changed {self._about(opened)} to: {shown(text)}"

    def _delete(self, opened: Opened) -> str:
        verb = "deleted" if self._may_change(opened) else "tried to delete"
        return f" {verb} {self._about(opened)}"

    def _farewell(self, opened: Opened) -> str:
        return " is leaving SecureChat, and has deleted what they wrote here before"

    def _reaction(self, opened: Opened) -> str:
        emoji, on = opened.message.body["emoji"], opened.message.body["on"]
        if on:
            return f" reacted with {escaped(emoji)} to {self._about(opened)}"
        return f" took {escaped(emoji)} off {self._about(opened)}"

    def _content(self, opened: Opened, text: str) -> str:
        message, sender = opened.message, opened.record["sender"]
        said = Said(sender, message.kind, _beginning(text))
        self._said[opened.record["id"]] = said
        answers = ""
        if message.reply_to is not None:
            answers = f", answering {self._named(message.reply_to)}"
        return answers + (" (forwarded)" if message.body.get("forwarded") else "")

    def _about(self, opened: Opened) -> str:
        return self._named(opened.message.body["target"])

    def _named(self, identity: str) -> str:
        said = self._said.get(identity)
        if said is None:
            return "a message that is not in this log"
        return f"“{said.excerpt}” of {said.sender}"

    def _may_change(self, opened: Opened) -> bool:
        said = self._said.get(opened.message.body["target"])
        # Of what is not here nothing is known; it was not for this reader to refuse.
        return said is None or said.sender == opened.record["sender"]
