"""JSON for the socket's packets: orjson in the form that python-socketio asks for.

What orjson does not read (a lone surrogate, NaN) is left to the standard library, so
that its sender is told which field is wrong, as over HTTP, instead of nothing.
"""

import json
from typing import Any

import orjson


def loads(text: str) -> Any:
    """Read a text.

    Raises ValueError, RecursionError.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


def dumps(value: Any, **_: Any) -> str:
    """Write a value without spaces."""
    return packed(value).decode()


def packed(value: Any) -> bytes:
    """Write a value without spaces, in UTF-8."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()
