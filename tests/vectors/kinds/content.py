"""A256CBC-HS512 (RFC 7518 §5.2.5, PROTOCOL.md §3.1)."""

from ..insecure import b64, derive, encrypt
from . import accepted, refused

# RFC 7518 appendix B.3.
RFC = {
    "key": bytes(range(64)),
    "iv": bytes.fromhex("1af38c2dc2b96ffdd86694092341bc04"),
    "aad": b"The second principle of Auguste Kerckhoffs",
    "ciphertext": bytes.fromhex(
        "4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd"
        "822c301dd67c373bccb584ad3e9279c2e6d12a1374b77f077553df829410446b"
        "36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3"
        "a3b75e662a2594410ae496b2e2e6609e31e6e02cc837f053d21f37ff4f51950b"
        "be2638d09dd7a4930930806d0703b1f6"
    ),
    "tag": bytes.fromhex(
        "4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5"
    ),
}
RFC_PLAINTEXT = (
    b"A cipher system must not be required to be secret, and it must be able to fall "
    b"into the hands of the enemy without inconvenience"
)


def arguments(**changes: bytes) -> dict:
    """Write the RFC's arguments with changes."""
    return {name: b64(value) for name, value in {**RFC, **changes}.items()}


def made(plaintext: bytes, aad: bytes = b"aad", **how: bool) -> dict:
    """Encrypt something else."""
    key, iv = derive("content key", 64), derive("content iv", 16)
    ciphertext, tag = encrypt(key, iv, aad, plaintext, **how)
    return arguments(key=key, iv=iv, aad=aad, ciphertext=ciphertext, tag=tag)


def altered(name: str, at: int = 0) -> dict:
    """Flip one bit of one argument."""
    data = bytearray(RFC[name])
    data[at] ^= 1
    return arguments(**{name: bytes(data)})


def vectors() -> list[dict]:
    """Write the vectors."""
    read = "open_content"
    good = {
        "rfc-7518-appendix-b-3": (RFC_PLAINTEXT, arguments()),
        "empty": (b"", made(b"")),
        "one-byte": (b"x", made(b"x")),
        "one-block": (b"x" * 16, made(b"x" * 16)),
        "no-additional-data": (b"text", made(b"text", b"")),
        "every-byte": (bytes(range(256)), made(bytes(range(256)))),
    }
    bad = {
        "tag-first-bit": altered("tag"),
        "tag-last-bit": altered("tag", -1),
        "ciphertext-first-bit": altered("ciphertext"),
        "ciphertext-last-bit": altered("ciphertext", -1),
        "iv-altered": altered("iv"),
        "additional-data-altered": altered("aad"),
        "additional-data-longer": arguments(aad=RFC["aad"] + b"\0"),
        "mac-key-altered": altered("key"),
        "block-left-out": arguments(ciphertext=RFC["ciphertext"][16:]),
        "byte-moved-from-data-to-iv": arguments(
            aad=RFC["aad"][:-1], iv=RFC["aad"][-1:] + RFC["iv"][:-1]
        ),
        "encryption-key-altered": altered("key", 40),
        "block-padding-zero": made(b"x" * 15 + b"\0", pkcs7=False),
        "block-padding-too-long": made(b"x" * 15 + b"\x11", pkcs7=False),
        "block-padding-uneven": made(b"x" * 13 + b"\2\3\3", pkcs7=False),
    }
    return [
        *(accepted(name, read, b64(text), **how) for name, (text, how) in good.items()),
        *(refused(name, "bad-tag", read, **how) for name, how in bad.items()),
    ]
