"""The form of what clients send, over HTTP and socket: exact members, exact types."""

from collections.abc import Callable
from typing import Any

from chat.refusal import Refusal, bad
from encryption.signed import ProtocolError, is_username, unb64u


def take(
    body: Any,
    optional: dict[str, Callable[[Any], bool]] | None = None,
    **checks: Callable[[Any], bool],
) -> dict[str, Any]:
    """Return `body` if it is an object of exactly these members, as their checks ask.

    Those that are optional may be missing.

    Raises Refusal `bad-request` naming the first field that is not.
    """
    if not isinstance(body, dict):
        raise bad("")
    if optional:
        checks |= {name: optional[name] for name in optional if name in body}
    for name in body:
        if name not in checks:
            # A stranger's name may be anything: it is not echoed.
            raise bad("unknown")
    for name, is_good in checks.items():
        if name not in body or not is_good(body[name]):
            raise bad(name)
    return body


def number(name: str, text: str | None, least: int, most: int) -> int:
    """Return a whole number that a query names.

    Raises Refusal `bad-request`.
    """
    # Sixteen digits hold 2^53; int() alone would also take signs, spaces, other
    # scripts' digits and texts of any length.
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise bad(name)
    if not least <= int(text) <= most:
        raise bad(name)
    return int(text)


def username(value: Any) -> str:
    """Fold a username as a person may have typed it.

    Raises Refusal `bad-username`.
    """
    # ASCII first: lower-casing turns some other letters (U+212A) into ASCII ones.
    if not isinstance(value, str) or not value.isascii():
        raise Refusal("bad-username")
    if not is_username(value.lower()):
        raise Refusal("bad-username")
    return value.lower()


def is_text(value: Any) -> bool:
    """Tell whether a value is a string that can be stored: plain ASCII, not empty."""
    return isinstance(value, str) and value != "" and value.isascii()


def is_texts(value: Any) -> bool:
    """Tell whether a value is a list of such strings, at least one."""
    return isinstance(value, list) and value != [] and all(map(is_text, value))


def is_bytes(size: int) -> Callable[[Any], bool]:
    """Return a check for canonical base64url of so many bytes."""

    def check(value: Any) -> bool:
        if not isinstance(value, str) or len(value) > 2 * size:
            return False
        try:
            return len(unb64u(value)) == size
        except ProtocolError:
            return False

    return check


def is_compact_jwe(value: Any) -> bool:
    """Tell whether a value looks like a compact JWE: five canonical parts."""
    if not is_text(value) or value.count(".") != 4:
        return False
    try:
        parts = [unb64u(part) for part in value.split(".")]
    except ProtocolError:
        return False
    return all(parts)
