"""Canonical base64url without padding (PROTOCOL.md §1)."""

import base64
import binascii

from ..errors import ProtocolError


def b64u(data: bytes) -> str:
    """Encode bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64u(text: str) -> bytes:
    """Decode canonical base64url.

    Raises ProtocolError `bad-base64` for any text that `b64u` would not have written.
    """
    # Python's decoder skips characters outside the alphabet and ignores stray bits
    # of the last one; writing it again finds both.
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise ProtocolError("bad-base64") from None
    if b64u(data) != text:
        raise ProtocolError("bad-base64")
    return data
