"""Signals (PROTOCOL.md §19)."""

# Long, because every line of the lists below is one scenario.

import hmac

from ..insecure import (
    b64,
    canonical,
    compact,
    derive,
    flipped,
    make_id,
    sha,
    stray_bits,
    unb64,
    with_part,
)
from ..world import (
    ALICE,
    BOB,
    CHAIN,
    MALLORY,
    OTHER_ROOM,
    ROOM,
    SID,
    TIME,
    group,
    message_key,
    message_text,
    padded,
    session,
    signed,
)
from . import accepted, refused

TYP = "securechat-signal"
JWS_HEADER = {"alg": "PS256", "kid": ALICE["sig_thumbprint"], "typ": TYP}
HERE = {"ask": False, "idle": True}
MARKS = {"delivered": 7, "read": 5}
KEY = hmac.digest(CHAIN, b"\x03", "sha512")


def members(**changes: object) -> dict:
    """Make the payload of Alice's signal."""
    value = {
        "kind": "typing",
        "n": 4,
        "room": ROOM,
        "sender": "alice",
        "sid": SID,
        "time": TIME + 20,
        "v": 1,
    }
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def outside(**changes: object) -> dict:
    """Make the header of Alice's signal."""
    value = {"alg": "dir", "enc": "A256CBC-HS512", "n": 4, "sid": SID, "typ": TYP}
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def inside(value: object = None, actor: dict = ALICE, header: object = None) -> str:
    """Write the JWS of a signal."""
    return signed(actor, TYP, members() if value is None else value, header)


def plaintext(data: bytes, header: object = None, key: bytes = KEY) -> str:
    """Encrypt something that is not padded here."""
    return compact(header or outside(), key, data)


def around(text: str | bytes, **how: object) -> str:
    """Pad and encrypt."""
    return plaintext(padded(text.encode() if isinstance(text, str) else text), **how)


def payload(**changes: object) -> str:
    """Send another payload."""
    return around(inside(members(**changes)))


def header(**changes: object) -> str:
    """Encrypt under another header."""
    return around(inside(), header=outside(**changes))


def refusals() -> dict:
    """List signals by reason."""
    text, jws, one = around(inside()), inside(), canonical(members())
    protected, _, iv, ciphertext, tag = text.split(".")
    data = unb64(ciphertext)
    return {
        "too-large": {"one-character-too-long": {"repeat": "A", "times": 8_193}},
        "bad-shape": {
            "empty": "",
            "four-parts": ".".join((protected, iv, ciphertext, tag)),
            "three-parts": jws,
            "not-ascii": text[:-1] + "\u00e9",
            "encrypted-key-not-empty": with_part(text, 1, bytes(384)),
            "iv-too-short": with_part(text, 2, unb64(iv)[:12]),
            "ciphertext-empty": with_part(text, 3, ""),
            "ciphertext-not-whole-blocks": with_part(text, 3, data[:-5]),
            "tag-empty": with_part(text, 4, ""),
            "tag-cut-to-sixteen-bytes": with_part(text, 4, unb64(tag)[:16]),
            "plaintext-empty": around(""),
            "plaintext-the-payload-alone": around(one),
            "plaintext-not-utf8": around(b"\xff" + jws.encode()),
            "payload-a-list": around(inside([members()])),
            "kind-missing": payload(kind=...),
            "kind-empty": payload(kind=""),
            "kind-in-capitals": payload(kind="Typing"),
            "kind-too-long": payload(kind="a" * 33),
            "kind-a-list": payload(kind=["typing"]),
            "n-missing": payload(n=...),
            "n-a-string": payload(n="4"),
            "n-negative": payload(n=-4),
            "room-missing": payload(room=...),
            "room-a-hash": payload(room=sha(b"room")),
            "sender-missing": payload(sender=...),
            "sender-in-capitals": payload(sender="ALICE"),
            "sid-missing": payload(sid=...),
            "time-missing": payload(time=...),
            "time-a-string": payload(time="now"),
            "further-member": payload(seq=5),
            "body-a-list": payload(body=[]),
            "body-null": payload(body=None),
        },
        "bad-base64": {
            "header-padded": with_part(text, 0, protected + "="),
            "tag-with-stray-bits": with_part(text, 4, stray_bits(tag)),
        },
        "bad-json": {
            "header-with-space": around(jws, header=canonical(outside()) + b" "),
            "header-member-twice": around(
                jws, header=b'{"alg":"dir",' + canonical(outside())[1:]
            ),
            "n-a-fraction": around(
                jws, header=canonical(outside()).replace(b'"n":4', b'"n":4.0')
            ),
            "payload-not-canonical": around(inside(one + b"\n")),
        },
        "bad-header": {
            "alg-rsa": header(alg="RSA-OAEP-256"),
            "enc-gcm": header(enc="A256GCM"),
            "typ-missing": header(typ=...),
            "typ-of-a-message": header(typ="securechat-message"),
            "zip": header(zip="DEF"),
            "kid": header(kid=ALICE["sig_thumbprint"]),
            "idx": header(idx=4),
            "idx-for-n": header(n=..., idx=4),
            "header-sid-missing": header(sid=...),
            "header-sid-a-hash": header(sid=sha(b"sid")),
            "header-n-missing": header(n=...),
            "header-n-a-string": header(n="4"),
            "header-n-negative": header(n=-1),
            "header-n-true": header(n=True),
            "a-message": message_text(),
            "jws-of-a-message": around(signed(ALICE, "securechat-message", members())),
            "jws-alg-none": around(inside(header={**JWS_HEADER, "alg": "none"})),
        },
        "no-session": {"of-another-session": header(sid=make_id("other session"))},
        "bad-tag": {
            "tag-altered": flipped(text, 4),
            "ciphertext-altered": flipped(text, 3, 500),
            "iv-altered": flipped(text, 2, 7),
            "header-n-replaced": with_part(text, 0, canonical(outside(n=5))),
            "under-a-message-key": around(jws, key=message_key(4)),
            "under-the-key-of-another-session": around(jws, key=derive("other", 64)),
        },
        "bad-padding": {
            "not-padded": plaintext(jws.encode()),
            "mark-missing": plaintext(jws.encode().ljust(2048, b"\0")),
            "larger-bucket": plaintext(padded(jws.encode(), 4096)),
            "between-buckets": plaintext(padded(jws.encode(), 3072)),
            "empty-plaintext": plaintext(b""),
        },
        "bad-version": {"v-two": payload(v=2), "v-missing": payload(v=...)},
        "unknown-key": {
            "signed-by-another-member": around(inside(actor=BOB)),
            "signed-by-a-stranger": around(inside(actor=MALLORY)),
        },
        "bad-signature": {
            "signature-altered": around(flipped(jws, 2, 9)),
            "signed-by-a-member-under-this-kid": around(
                inside(actor=BOB, header=JWS_HEADER)
            ),
            "kind-replaced": around(with_part(jws, 1, canonical(members(kind="away")))),
        },
        "wrong-room": {"inside-another-room": payload(room=OTHER_ROOM)},
        "wrong-sender": {"inside-another-sender": payload(sender="bob")},
        "wrong-session": {
            "inside-another-session": payload(sid=make_id("other session"))
        },
        "bad-body": {
            "typing-with-body": payload(body={}),
            "away-with-body": payload(kind="away", body={}),
            "marks-without-body": payload(kind="marks"),
            "marks-negative": payload(kind="marks", body={"read": -1}),
            "marks-a-string": payload(kind="marks", body={"delivered": "7"}),
            "marks-with-further-member": payload(kind="marks", body={"seen": 7}),
            "here-without-body": payload(kind="here"),
            "here-without-idle": payload(kind="here", body={"ask": True}),
            "here-idle-a-number": payload(kind="here", body={"ask": True, "idle": 0}),
            "here-with-further-member": payload(kind="here", body={**HERE, "at": 5}),
        },
        "wrong-index": {
            "n-inside-another": payload(n=5),
            "n-outside-another": header(n=5),
        },
    }


def value(**changes: object) -> dict:
    """Write what the signal says."""
    says = members()
    kept = {name: says[name] for name in ("kind", "n", "sid", "time")}
    return {"body": None, **kept, **changes}


def vectors() -> list[dict]:
    """Write the vectors."""
    read, text = "read_signal", around(inside())
    how = {
        "session": session(),
        "sender": "alice",
        "room": ROOM,
        "roster_head": group()["head"],
        "last": None,
    }
    first = around(inside(members(n=0)), header=outside(n=0))
    highest = around(inside(members(n=2**53 - 1)), header=outside(n=2**53 - 1))
    later = session(start=3, chain=b64(derive("later", 32)))
    at_later = around(inside(), key=hmac.digest(derive("later", 32), b"\x03", "sha512"))

    def found(name: str, reason: str, **changes: object) -> dict:
        return refused(name, reason, read, **{**how, "text": text, **changes})

    return [
        accepted("typing", read, value(), **how, text=text),
        accepted("behind-another", read, value(), **{**how, "last": 3}, text=text),
        accepted("far-behind-another", read, value(), **{**how, "last": 0}, text=text),
        accepted("first-of-all", read, value(n=0), **how, text=first),
        accepted("highest-n", read, value(n=2**53 - 1), **how, text=highest),
        accepted(
            "of-a-session-that-starts-later",
            read,
            value(),
            **{**how, "session": later},
            text=at_later,
        ),
        accepted(
            "kind-of-a-newer-version",
            read,
            value(kind="screen-shared", body={"of": "x"}),
            **how,
            text=payload(kind="screen-shared", body={"of": "x"}),
        ),
        *(
            accepted(
                name,
                read,
                value(kind=kind, body=body),
                **how,
                text=payload(kind=kind, body=... if body is None else body),
            )
            for name, kind, body in (
                ("marks", "marks", MARKS),
                ("marks-of-what-was-received", "marks", {"delivered": 7}),
                ("marks-of-nothing", "marks", {}),
                ("here", "here", HERE),
                ("here-and-asking", "here", {"ask": True, "idle": False}),
                ("away", "away", None),
            )
        ),
        *(
            refused(name, reason, read, **how, text=sent)
            for reason, cases in refusals().items()
            for name, sent in cases.items()
        ),
        found("session-not-announced", "no-session", session=None),
        found("session-of-another-room", "no-session", room=OTHER_ROOM),
        found("found-under-another-sender", "wrong-sender", sender="bob"),
        found("roster-has-changed", "stale-session", roster_head=sha(b"grown")),
        found("met-before", "replayed", last=4),
        found("behind-a-later-one", "replayed", last=5),
        found("first-met-before", "replayed", text=first, last=0),
        accepted("names-its-session", "signal_sid", {"n": 4, "sid": SID}, text=text),
        refused("names-no-session", "bad-header", "signal_sid", text=header(sid=...)),
        refused("is-a-message", "bad-header", "signal_sid", text=message_text()),
        refused("message-is-a-signal", "bad-header", "message_sid", text=text),
        refused(
            "signal-read-as-message",
            "bad-header",
            "read_message",
            **{name: how[name] for name in ("session", "sender", "room")},
            roster_head=how["roster_head"],
            id=make_id("message"),
            text=text,
        ),
        *(
            accepted(
                name, "signal_key", b64(KEY), session={"chain": b64(CHAIN), "start": n}
            )
            for name, n in (("key", 0), ("key-of-a-session-that-starts-later", 90))
        ),
    ]
