"""Canonical JSON (PROTOCOL.md §1.1)."""

import json
import re

from ..errors import ProtocolError
from .limits import MAX_INTEGER

MAX_DEPTH = 16
NAME = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)


def _check(value: object, depth: int) -> None:
    if isinstance(value, str):
        # Lone surrogates are found by the encoder in `to_canonical`.
        return
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise ProtocolError("bad-json", "integer out of range")
        return
    if not isinstance(value, (dict, list, tuple)):
        raise ProtocolError("bad-json", "not an integer, string, list or object")
    if depth == MAX_DEPTH:
        raise ProtocolError("bad-json", "too deep")
    if isinstance(value, dict):
        for name, member in value.items():
            if not isinstance(name, str) or not NAME.fullmatch(name):
                raise ProtocolError("bad-json", "member name")
            _check(member, depth + 1)
    else:
        for item in value:
            _check(item, depth + 1)


def to_canonical(value: object) -> bytes:
    """Write a value as canonical JSON.

    Raises ProtocolError `bad-json` for a value that canonical JSON cannot hold.
    """
    _check(value, 0)
    text = json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise ProtocolError("bad-json", "lone surrogate") from None


def from_canonical(text: bytes | str) -> object:
    """Read canonical JSON.

    Raises ProtocolError `bad-json` for anything that `to_canonical` would not write.
    """
    try:
        data = text.encode("utf-8") if isinstance(text, str) else bytes(text)
        value = json.loads(data.decode("utf-8"))
        same = to_canonical(value) == data
    except (ValueError, RecursionError):
        raise ProtocolError("bad-json") from None
    if not same:
        raise ProtocolError("bad-json", "not canonical")
    return value
