"""Canonical base64url without padding (PROTOCOL.md §1)."""

import base64
from binascii import a2b_base64

from ..errors import ProtocolError

_URL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# To the alphabet that the decoder knows; every other character to one that is in none.
_STANDARD = bytes(
    b"+/"[b"-_".index(byte)] if byte in b"-_" else byte if byte in _URL else ord("!")
    for byte in range(256)
)
# The last characters that leave no bit over, by how many stand behind the last four.
_LAST = {0: _URL.decode(), 2: "AQgw", 3: "AEIMQUYcgkosw048"}


def b64u(data: bytes) -> str:
    """Encode bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64u(text: str) -> bytes:
    """Decode canonical base64url.

    Raises ProtocolError `bad-base64` for any text that `b64u` would not have written.
    """
    # Python's strict decoder takes stray bits of the last character all the same.
    if not _ends_well(text):
        raise ProtocolError("bad-base64")
    try:
        data = text.encode("ascii").translate(_STANDARD) + b"=" * (-len(text) % 4)
        return a2b_base64(data, strict_mode=True)
    except ValueError:
        raise ProtocolError("bad-base64") from None


def length_of(text: str) -> int | None:
    """Tell how many bytes canonical base64url stands for; None if it is not that."""
    if not _ends_well(text) or not text.isascii():
        return None
    if text.encode("ascii").translate(None, _URL):
        return None
    return len(text) * 3 // 4


def _ends_well(text: str) -> bool:
    return not text or text[-1] in _LAST.get(len(text) % 4, "")
