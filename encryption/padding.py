"""Padding to buckets, so that lengths say little (PROTOCOL.md §9)."""

from .signed import ProtocolError

BUCKETS = (2_048, 4_096, 8_192, 16_384, 32_768, 65_536)
MARK = b"\x80"  # ISO/IEC 7816-4


def pad(data: bytes) -> bytes:
    """Pad to the smallest bucket that holds the data and its mark.

    Raises ProtocolError `too-large` where none does.
    """
    for bucket in BUCKETS:
        if len(data) < bucket:
            return (data + MARK).ljust(bucket, b"\0")
    raise ProtocolError("too-large")


def unpad(data: bytes) -> bytes:
    """Take the padding off.

    Raises ProtocolError `bad-padding`.
    """
    stripped = data.rstrip(b"\0")
    if len(data) not in BUCKETS or not stripped.endswith(MARK):
        raise ProtocolError("bad-padding")
    return stripped[:-1]
