"""Writing opened messages and roster changes, for people or for programs."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TextIO

from .log_opener import Opened
from .signed import read_entry

# Control characters of terminals, and those that reorder the text around them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

SENTENCES: dict[str, Callable[[str, dict], str]] = {
    "create": lambda by, entry: f"{by} made this {entry['kind']} chat",
    "add": lambda by, entry: f"{by} added {entry['subject']['username']}",
    "remove": lambda by, entry: f"{by} removed {entry['subject']['username']}",
    "leave": lambda by, entry: f"{by} left",
    "role": lambda by, entry: (
        f"{by} made {entry['subject']['username']} {entry['role']}"
    ),
    "settings": lambda by, entry: (
        f"{by} turned the log {'on' if entry['settings']['log'] else 'off'}"
    ),
    "rekey": lambda by, entry: f"{by} changed keys",
}


def when(milliseconds: int) -> str:
    """Write a time for people."""
    try:
        moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return f"[{milliseconds}]"  # Beyond the year 9999.
    return f"[{moment:%Y-%m-%d %H:%M:%S}Z]"


def _shown(text: str) -> str:
    escaped = UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return escaped.replace("\n", "\n    ")


class TextWriter:
    """One paragraph for each message, one line for each roster change."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def message(self, opened: Opened) -> None:
        """Write a message."""
        message = opened.message
        start = f"{when(message.time)} {opened.record['sender']}"
        if message.kind == "text":
            line = f"{start}: {_shown(message.body['text'])}"
        elif message.kind == "title":
            line = f'{start} named the chat "{_shown(message.body["text"])}"'
        else:
            line = f"{start} sent a “{message.kind}”, written by a newer version"
        self._out.write(line + "\n")

    def entry(self, record: dict) -> None:
        """Write a roster change."""
        entry = read_entry(record["data"])
        sentence = SENTENCES[entry["op"]](entry["by"], entry)
        self._out.write(f"{when(entry['time'])} {sentence}\n")

    def close(self) -> None:
        """Write what comes behind the last one: nothing."""


class JsonWriter:
    """A JSON list with one object in each line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._before = "[\n"

    def _write(self, record: dict, type: str, members: dict) -> None:
        common = {"id": record["id"], "sender": record["sender"], "seq": record["seq"]}
        # ASCII alone: no terminal is told anything by it.
        text = json.dumps({**common, **members, "type": type}, sort_keys=True)
        self._out.write(self._before + text)
        self._before = ",\n"

    def message(self, opened: Opened) -> None:
        """Write a message."""
        message = opened.message
        members = {
            "body": message.body,
            "kind": message.kind,
            "reply_to": message.reply_to,
            "time": message.time,
        }
        self._write(opened.record, "message", members)

    def entry(self, record: dict) -> None:
        """Write a roster change."""
        entry = read_entry(record["data"])
        names = ("kind", "op", "role", "settings", "time")
        members = {name: entry[name] for name in names if name in entry}
        if "subject" in entry:
            members["subject"] = entry["subject"]["username"]
        self._write(record, "roster", members)

    def close(self) -> None:
        """End the list."""
        self._out.write("[]\n" if self._before == "[\n" else "\n]\n")


WRITERS = {"json": JsonWriter, "text": TextWriter}
