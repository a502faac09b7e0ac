"""The lines of a downloaded log file: form, numbers and links (PROTOCOL.md §11)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from .signed import MAX_LINE_BYTES, ProtocolError, b64u, from_canonical
from .signed.log_lines import FIRST_LINK, next_link

MEMBERS = {
    "manifest": {"by", "head", "room", "seq", "time", "v"},
    "bundle": {"bundle", "username"},
    "sealed": {"sealed", "username"},
    "recovery": {"sealed", "username"},
    "record": {"head", "record"},
    "erased": {"head", "record"},
    "gap": {"first", "head", "last"},
    "end": {"head", "lines", "seq"},
}
# A type may follow one of the same or a lower place; records, erased or not, and gaps
# mix.
PLACES = {
    "manifest": 0,
    "bundle": 1,
    "sealed": 2,
    "recovery": 3,
    "record": 4,
    "erased": 4,
    "gap": 4,
    "end": 5,
}
ONCE = {"manifest", "sealed", "recovery", "end"}


class BadLine(Exception):
    """The first line of a log file that breaks the protocol."""

    def __init__(self, number: int, error: ProtocolError) -> None:
        self.number = number
        self.reason = error.reason
        super().__init__(f"line {number}: {error.reason}: {error}")


@dataclass(frozen=True)
class Line:
    """A line whose form, number and link hold."""

    number: int
    type: str
    members: dict


def _parse(data: bytes, number: int, link: bytes) -> tuple[Line, bytes]:
    if len(data) > MAX_LINE_BYTES:
        raise ProtocolError("too-large")
    if not data.endswith(b"\n"):
        raise ProtocolError("bad-line", "it does not end")
    value = from_canonical(data[:-1])
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise ProtocolError("bad-shape", "line")
    if value.keys() != MEMBERS.get(value["type"], set()) | {"line", "link", "type"}:
        raise ProtocolError("bad-shape", "members of the line")
    if type(value["line"]) is not int or value["line"] != number:
        raise ProtocolError("bad-line", "number")
    claimed = value.pop("link")
    link = next_link(link, value)
    if claimed != b64u(link):
        raise ProtocolError("bad-link")
    del value["line"]
    return Line(number, value.pop("type"), value), link


def _check_order(before: str, line: Line) -> None:
    if before == "end":
        raise ProtocolError("after-end")
    first = before == ""
    if first != (line.type == "manifest") or (
        not first and PLACES[line.type] < PLACES[before]
    ):
        raise ProtocolError("bad-line", "order of types")
    if line.type == before and line.type in ONCE:
        raise ProtocolError("bad-line", "only one")


def read_lines(
    file: BinaryIO, progress: Callable[[int], object] = lambda size: None
) -> Iterator[Line]:
    """Read a log file line by line, telling how many bytes each took.

    Raises BadLine for the first line that does not belong where it stands, and where
    the last one is missing.
    """
    number, link, before = 0, FIRST_LINK, ""
    # One byte more than allowed is read of a line, so that no line fills the memory.
    while data := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        try:
            if before == "end":
                raise ProtocolError("after-end")
            line, link = _parse(data, number, link)
            _check_order(before, line)
        except ProtocolError as error:
            raise BadLine(number, error) from None
        before = line.type
        progress(len(data))
        yield line
    if before != "end":
        raise BadLine(number + 1, ProtocolError("no-end"))
