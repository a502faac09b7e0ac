"""The compact serialization of JOSE: parts with points between them."""

from ..errors import ProtocolError


def split_compact(text: object, limit: int, count: int) -> list[str]:
    """Split a compact JWS or JWE into so many parts.

    Raises ProtocolError `too-large`, `bad-shape`.
    """
    if not isinstance(text, str):
        raise ProtocolError("bad-shape", "not a string")
    if len(text) > limit:
        raise ProtocolError("too-large")
    parts = text.split(".")
    if not text.isascii() or len(parts) != count:
        raise ProtocolError("bad-shape", "not a compact serialization")
    return parts
