"""Writing opened messages and roster changes, for people or for programs."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TextIO

from .log_opener import Opened
from .log_sentence import Sentences
from .signed import read_entry

# The longest first; names by seconds.
UNITS = {86_400: "day", 3_600: "hour", 60: "minute", 1: "second"}

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
        f"{_timer(entry['settings'].get('expire', 0))}"
    ),
    "rekey": lambda by, entry: f"{by} changed keys",
}


def _timer(seconds: int) -> str:
    """Say after which time messages disappear, where they do."""
    if not seconds:
        return ""
    unit = next(length for length in UNITS if seconds % length == 0)
    number = seconds // unit
    plural = "" if number == 1 else "s"
    return f"; messages disappear after {number} {UNITS[unit]}{plural}"


def when(milliseconds: int) -> str:
    """Write a time for people."""
    try:
        moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return f"[{milliseconds}]"  # Beyond the year 9999.
    return f"[{moment:%Y-%m-%d %H:%M:%S}Z]"


class TextWriter:
    """One paragraph for each message, one line for each roster change."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._sentences = Sentences()

    def message(self, opened: Opened) -> None:
        """Write a message."""
        start = f"{when(opened.message.time)} {opened.record['sender']}"
        self._out.write(f"{start}{self._sentences.of(opened)}\n")

    def entry(self, record: dict) -> None:
        """Write a roster change."""
        entry = read_entry(record["data"])
        sentence = SENTENCES[entry["op"]](entry["by"], entry)
        self._out.write(f"{when(entry['time'])} {sentence}\n")

    def erased(self, record: dict, why: str) -> None:
        """Write that there was a message, which was `deleted` or has `expired`."""
        self._out.write(f"{when(record['time'])} {record['sender']} ({why})\n")

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

    def erased(self, record: dict, why: str) -> None:
        """Write that there was a message, which was `deleted` or has `expired`."""
        self._write(record, why, {"time": record["time"]})

    def close(self) -> None:
        """End the list."""
        self._out.write("[]\n" if self._before == "[\n" else "\n]\n")


WRITERS = {"json": JsonWriter, "text": TextWriter}
