"""Safety numbers and fingerprints (PROTOCOL.md §16)."""

import hashlib

from ..insecure import b64, derive, make_id, sha, stray_bits, unb64
from ..world import ALICE, BOB, CAROL, MALLORY, subject
from . import accepted, refused

# Signal's published vector of its version 0: identity keys and identifiers.
SIGNAL = {
    "0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868": (
        b"+14152222222"
    ),
    "05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b": (
        b"+14153333333"
    ),
}
SIGNAL_NUMBER = "300354477692869396892869876765458257569162576843440918079131"


def digits(key: bytes, identifier: bytes) -> str:
    """Compute one side."""
    f = b"\0\0" + key + identifier
    for _ in range(5_200):
        f = hashlib.sha512(f + key).digest()
    return "".join(
        f"{int.from_bytes(f[i : i + 5], 'big') % 100_000:05}" for i in range(0, 30, 5)
    )


def key(side: dict) -> bytes:
    """Join the thumbprints of one side."""
    return unb64(side["enc"]) + unb64(side["sig"])


def number(one: dict, other: dict) -> str:
    """Compute a safety number."""
    sides = [digits(key(side), side["username"].encode()) for side in (one, other)]
    return "".join(sorted(sides))


def between(one: dict, other: dict) -> dict:
    """Write the arguments of a safety number."""
    return {"one": one, "other": other}


def bad_sides() -> dict:
    """List what is no side of a safety number."""
    good = subject(ALICE)
    return {
        "null": None,
        "a-username-alone": "alice",
        "without-enc": {k: v for k, v in good.items() if k != "enc"},
        "without-sig": {k: v for k, v in good.items() if k != "sig"},
        "without-username": {k: v for k, v in good.items() if k != "username"},
        "with-bundle": {**good, "bundle": ALICE["bundle"]},
        "of-enc-an-id": {**good, "enc": make_id("enc")},
        "of-enc-a-key": {**good, "enc": ALICE["enc"]["public"]},
        "of-sig-with-stray-bits": {**good, "sig": stray_bits(good["sig"])},
        "of-sig-empty": {**good, "sig": ""},
        "of-username-in-capitals": {**good, "username": "Alice"},
        "of-username-empty": {**good, "username": ""},
        "of-username-not-ascii": {**good, "username": "al\u00efce"},
    }


def vectors() -> list[dict]:
    """Write the vectors."""
    call, one = "safety_number", "numeric_fingerprint"
    alice, bob, mallory = subject(ALICE), subject(BOB), subject(MALLORY)
    halves = sorted((SIGNAL_NUMBER[:30], SIGNAL_NUMBER[30:]))
    pairs = {
        "alice-and-bob": (alice, bob),
        "bob-and-alice": (bob, alice),
        "alice-and-carol": (alice, subject(CAROL)),
        "alice-and-mallory-as-bob": (alice, {**mallory, "username": "bob"}),
        "bob-with-enc-of-mallory": (alice, {**bob, "enc": mallory["enc"]}),
        "bob-with-sig-of-mallory": (alice, {**bob, "sig": mallory["sig"]}),
        "bob-with-enc-and-sig-exchanged": (
            alice,
            {**bob, "enc": bob["sig"], "sig": bob["enc"]},
        ),
        "alice-and-herself": (alice, alice),
        "longest-and-shortest-name": (
            {**alice, "username": "a" * 32},
            {**bob, "username": "_.-"},
        ),
    }
    fingerprints = {
        "alice": alice,
        "alice-with-enc-and-sig-exchanged": {"enc": alice["sig"], "sig": alice["enc"]},
        "zeros": {"enc": b64(bytes(32)), "sig": b64(bytes(32))},
    }
    label = b"securechat/fingerprint/1 "
    return [
        *(
            accepted(
                f"signal-{identifier.decode()[1:]}",
                one,
                # The lower half comes first; that is the first key's.
                halves[place],
                key=b64(bytes.fromhex(text)),
                identifier=b64(identifier),
            )
            for place, (text, identifier) in enumerate(SIGNAL.items())
        ),
        *(
            accepted(name, call, number(*pair), **between(*pair))
            for name, pair in pairs.items()
        ),
        *(
            accepted(
                f"fingerprint-of-{name}",
                "fingerprint",
                sha(label + key(side)),
                enc=side["enc"],
                sig=side["sig"],
            )
            for name, side in fingerprints.items()
        ),
        *(
            refused(f"one-{name}", "bad-shape", call, **between(side, bob))
            for name, side in bad_sides().items()
        ),
        *(
            refused(f"other-{name}", "bad-shape", call, **between(bob, side))
            for name, side in bad_sides().items()
        ),
        *(
            refused(f"fingerprint-{name}", "bad-shape", "fingerprint", enc=enc, sig=sig)
            for name, enc, sig in (
                ("enc-null", None, bob["sig"]),
                ("enc-an-id", make_id("enc"), bob["sig"]),
                ("sig-padded", bob["enc"], bob["sig"] + "="),
                ("sig-of-33-bytes", bob["enc"], b64(derive("sig", 33))),
            )
        ),
    ]
