"""Reading a log file through: verifying it, and opening it where there are keys."""

import contextlib
from collections.abc import Callable
from typing import BinaryIO

from .keys import Keys
from .log_file import BadLine, Line, read_lines
from .log_index import LogIndex
from .log_opener import LogOpener
from .log_text import JsonWriter, TextWriter
from .signed import ProtocolError
from .transcript import Transcript


class KeysUnavailable(Exception):
    """The keys that would open the log are not there or do not open."""


def verify(file: BinaryIO, progress: Callable[[int], object]) -> str:
    """Verify a log and say what it holds.

    Raises BadLine.
    """
    with LogIndex() as index:
        transcript = Transcript(index)
        for line in read_lines(file, progress):
            transcript.take(line)
        return _summary(transcript)


def _summary(transcript: Transcript) -> str:
    manifest = transcript.manifest
    return (
        f"room {transcript.room}, downloaded by {manifest['by']}: "
        f"{transcript.records} records to seq {manifest['seq']}, "
        f"{transcript.missing} not kept, {len(transcript.erased)} deleted, "
        f"{transcript.expired} expired, head {manifest['head']}"
    )


def decrypt(
    file: BinaryIO,
    progress: Callable[[int], object],
    open_keys: Callable[[Transcript], Keys],
    writer: TextWriter | JsonWriter,
    report: Callable[[BadLine], object],
) -> str:
    """Verify a log, write its messages and say what it holds.

    A message or session that only its readers can refuse is reported and does not end
    the reading: its sender must not be able to hide what the others wrote. A message
    whose turn it was not is reported, and written all the same.

    Raises BadLine, KeysUnavailable.
    """
    with LogIndex() as index, contextlib.closing(writer):
        transcript = Transcript(index)
        opener = None
        for line in read_lines(file, progress):
            before = transcript.expired
            transcript.take(line)
            if line.type == "erased":
                why = "expired" if transcript.expired > before else "deleted"
                writer.erased(line.members["record"], why)
            if line.type != "record":
                continue
            opener = opener or LogOpener(transcript, open_keys(transcript))
            try:
                order = _write(opener, line, writer)
            except ProtocolError as error:
                report(BadLine(line.number, error))
                continue
            if order is not None:
                report(BadLine(line.number, ProtocolError(order)))
        for bad in opener.unexplained() if opener else []:
            report(bad)
        others = opener.not_ours if opener else 0
        return f"{_summary(transcript)}, {others} messages not for this key"


def _write(
    opener: LogOpener, line: Line, writer: TextWriter | JsonWriter
) -> str | None:
    """Write what a record holds; return the reason where it was not its turn."""
    record = line.members["record"]
    opened = opener.open(record, line.number)
    if record["kind"] == "roster":
        writer.entry(record)
    if opened is None:
        return None
    if opened.expired and opened.message.kind not in ("delete", "farewell"):
        writer.erased(record, "expired")
    else:
        writer.message(opened)
    return opened.order
