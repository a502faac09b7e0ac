"""WebSocket frames as a browser sends them, made before anything is timed."""

import os
import struct

TEXT, PONG_BIT = 0x81, 0x80


def masked(payload: bytes) -> bytes:
    """Return a client's text frame of at most 65 535 bytes, with a mask of its own."""
    size, mask = len(payload), os.urandom(4)
    if size < 126:
        head = bytes([TEXT, 0x80 | size])
    else:
        head = struct.pack("!BBH", TEXT, 0x80 | 126, size)
    pad = (mask * (size // 4 + 1))[:size]
    mixed = int.from_bytes(payload, "little") ^ int.from_bytes(pad, "little")
    return head + mask + mixed.to_bytes(size, "little")


CONNECT = masked(b"40")
PONG = masked(b"3")
# What a server's ping looks like; a ciphertext is base64url, so it holds none of these.
PING_FRAME = b"\x81\x012"
