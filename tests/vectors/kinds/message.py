"""Messages (PROTOCOL.md §8)."""

# Long, because every line of the lists below is one scenario.

from .. import bodies
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
    MALLORY,
    MESSAGE_ID,
    OTHER_ROOM,
    ROOM,
    SID,
    group,
    message_header,
    message_key,
    message_payload,
    message_text,
    padded,
    session,
    signed,
)
from . import accepted, refused

TYP = "securechat-message"
BUCKETS = (2_048, 4_096, 8_192, 16_384, 32_768, 65_536)
LOG = {"root": sha(b"root"), "size": 7}
JWS_HEADER = {"alg": "PS256", "kid": ALICE["sig_thumbprint"], "typ": TYP}


def payload(**changes: object) -> str:
    """Send another payload."""
    value = {**message_payload(), **changes}
    return message_text({k: v for k, v in value.items() if v is not ...})


def body(value: object, kind: str = "text", size: int = 2048) -> str:
    """Send another body."""
    return message_text(message_payload(body=value, kind=kind), size=size)


def header(**changes: object) -> str:
    """Encrypt under another header."""
    value = message_header(**changes)
    return message_text(header={k: v for k, v in value.items() if v is not ...})


def plaintext(data: bytes) -> str:
    """Encrypt something that is not padded here."""
    return compact(message_header(), message_key(3), data)


def around(text: str | bytes) -> str:
    """Encrypt something else than the right JWS."""
    return plaintext(padded(text.encode() if isinstance(text, str) else text))


def inside(value: object = None, actor: dict = ALICE, header: object = None) -> str:
    """Write the JWS of a message."""
    value = message_payload() if value is None else value
    return signed(actor, TYP, value, header)


def bad_body(kind: str, value: object) -> str:
    """Send a body that breaks its row, in the smallest bucket that fits."""
    whole = len(inside(message_payload(body=value, kind=kind)))
    return body(value, kind, next(size for size in BUCKETS if size > whole))


def refusals() -> dict:
    """List messages by reason."""
    text = message_text()
    protected, _, iv, ciphertext, tag = text.split(".")
    data = unb64(ciphertext)
    jws = inside()
    one = canonical(message_payload())
    seen = message_payload()["seen"]
    return {
        "too-large": {"one-character-too-long": {"repeat": "A", "times": 98_305}},
        "bad-shape": {
            "empty": "",
            "four-parts": ".".join((protected, iv, ciphertext, tag)),
            "six-parts": text + ".",
            "three-parts": jws,
            "not-ascii": text[:-1] + "\u00e9",
            "general-json": canonical({"ciphertext": ciphertext}).decode(),
            "encrypted-key-not-empty": with_part(text, 1, bytes(384)),
            "iv-empty": with_part(text, 2, ""),
            "iv-too-short": with_part(text, 2, unb64(iv)[:12]),
            "iv-too-long": with_part(text, 2, unb64(iv) + bytes(8)),
            "ciphertext-empty": with_part(text, 3, ""),
            "ciphertext-not-whole-blocks": with_part(text, 3, data[:-5]),
            "tag-empty": with_part(text, 4, ""),
            "tag-cut-to-sixteen-bytes": with_part(text, 4, unb64(tag)[:16]),
            "tag-of-64-bytes": with_part(text, 4, unb64(tag) + bytes(32)),
            "plaintext-empty": around(""),
            "plaintext-the-payload-alone": around(one),
            "plaintext-not-ascii": around(jws[:-1] + "\u00e9"),
            "plaintext-not-utf8": around(b"\xff" + jws.encode()),
            "payload-a-list": around(inside([message_payload()])),
            "body-missing": payload(body=...),
            "body-a-string": payload(body="Hello"),
            "body-null": payload(body=None),
            "body-a-list": payload(body=["Hello"]),
            "id-missing": payload(id=...),
            "id-a-number": payload(id=1),
            "id-too-long": payload(id=sha(b"id")),
            "idx-missing": payload(idx=...),
            "idx-a-string": payload(idx="3"),
            "idx-negative": payload(idx=-3),
            "kind-missing": payload(kind=...),
            "kind-empty": payload(kind=""),
            "kind-in-capitals": payload(kind="Text"),
            "kind-with-digit": payload(kind="text2"),
            "kind-too-long": payload(kind="a" * 33),
            "kind-a-list": payload(kind=["text"]),
            "kind-with-line-feed": payload(kind="text\n"),
            "log-null": payload(log=None),
            "log-a-root": payload(log=sha(b"root")),
            "log-without-size": payload(log={"root": sha(b"root")}),
            "log-root-an-id": payload(log={"root": MESSAGE_ID, "size": 7}),
            "log-size-a-string": payload(log={"root": sha(b"root"), "size": "7"}),
            "log-size-negative": payload(log={"root": sha(b"root"), "size": -7}),
            "log-further-member": payload(log={**LOG, "time": 5}),
            "reply-to-null": payload(reply_to=None),
            "reply-to-a-number": payload(reply_to=4),
            "room-missing": payload(room=...),
            "seen-missing": payload(seen=...),
            "seen-a-number": payload(seen=5),
            "seen-without-head": payload(seen={"seq": 5}),
            "seen-head-an-id": payload(seen={**seen, "head": MESSAGE_ID}),
            "seen-seq-negative": payload(seen={**seen, "seq": -1}),
            "seen-seq-a-string": payload(seen={**seen, "seq": "5"}),
            "seen-further-member": payload(seen={**seen, "time": 5}),
            "sender-missing": payload(sender=...),
            "sender-in-capitals": payload(sender="ALICE"),
            "sid-missing": payload(sid=...),
            "time-missing": payload(time=...),
            "time-a-string": payload(time="now"),
            "further-member": payload(edited=True),
        },
        "bad-base64": {
            "header-padded": with_part(text, 0, protected + "="),
            "iv-with-stray-bits": with_part(text, 2, stray_bits(iv)),
            "ciphertext-of-plain-base64": with_part(text, 3, "+/" + ciphertext[2:]),
            "tag-with-line-feed": text + "\n",
            "tag-with-stray-bits": with_part(text, 4, stray_bits(tag)),
        },
        "bad-json": {
            "header-empty": with_part(text, 0, ""),
            "header-with-space": message_text(
                header=canonical(message_header()) + b" "
            ),
            "header-not-in-order": message_text(
                header=b'{"typ":"securechat-message","alg":"dir"}'
            ),
            "header-member-twice": message_text(
                header=b'{"alg":"dir",' + canonical(message_header())[1:]
            ),
            "idx-a-fraction": message_text(
                header=canonical(message_header()).replace(b'"idx":3', b'"idx":3.0')
            ),
            "payload-not-canonical": around(inside(one + b"\n")),
            "payload-empty": around(inside(b"")),
            "payload-with-lone-surrogate": around(
                inside(one.replace(b"Hello", b"\\ud800"))
            ),
            "payload-with-letter-escaped": around(
                inside(one.replace(b"Hello", b"\\u0048ello"))
            ),
        },
        "bad-header": {
            "header-a-list": message_text(header=[message_header()]),
            "alg-rsa": header(alg="RSA-OAEP-256"),
            "alg-key-wrap": header(alg="A256KW"),
            "alg-missing": header(alg=...),
            "enc-gcm": header(enc="A256GCM"),
            "enc-shorter": header(enc="A128CBC-HS256"),
            "enc-missing": header(enc=...),
            "typ-missing": header(typ=...),
            "typ-of-a-session": header(typ="securechat-session"),
            "zip": header(zip="DEF"),
            "crit": header(crit=["sid"]),
            "kid": header(kid=ALICE["sig_thumbprint"]),
            "header-sid-missing": header(sid=...),
            "header-sid-a-hash": header(sid=sha(b"sid")),
            "header-sid-a-number": header(sid=1),
            "header-idx-missing": header(idx=...),
            "header-idx-a-string": header(idx="3"),
            "header-idx-negative": header(idx=-1),
            "header-idx-null": header(idx=None),
            "header-idx-true": header(idx=True),
            "jws-of-another-typ": around(
                signed(ALICE, "securechat-session", message_payload())
            ),
            "jws-alg-none": around(inside(header={**JWS_HEADER, "alg": "none"})),
            "jws-alg-rs256": around(inside(header={**JWS_HEADER, "alg": "RS256"})),
        },
        "no-session": {"of-another-session": header(sid=make_id("other session"))},
        "wrong-index": {
            "header-idx-one-too-high": header(idx=100),
            "header-idx-far-too-high": header(idx=2**53 - 1),
            "idx-inside-another": payload(idx=4),
        },
        "bad-tag": {
            "tag-altered": flipped(text, 4),
            "ciphertext-altered": flipped(text, 3, 500),
            "iv-altered": flipped(text, 2, 7),
            "ciphertext-cut": with_part(text, 3, data[:-16]),
            "header-idx-another": with_part(text, 0, canonical(message_header(idx=4))),
            "key-of-another-index": compact(
                message_header(), message_key(2), padded(jws.encode())
            ),
            "key-of-another-session": compact(
                message_header(), derive("other key", 64), padded(jws.encode())
            ),
            "halves-of-the-key-exchanged": compact(
                message_header(),
                message_key(3)[32:] + message_key(3)[:32],
                padded(jws.encode()),
            ),
        },
        "bad-padding": {
            "not-padded": plaintext(jws.encode()),
            "mark-missing": plaintext(jws.encode().ljust(2048, b"\0")),
            "bucket-one-byte-short": plaintext(padded(jws.encode(), 2047)),
            "ones-behind-mark": plaintext((jws.encode() + b"\x80").ljust(2048, b"\1")),
            "between-buckets": plaintext(padded(jws.encode(), 6144)),
            "empty-plaintext": plaintext(b""),
        },
        "bad-version": {"v-two": payload(v=2), "v-missing": payload(v=...)},
        "unknown-key": {
            "signed-by-another-member": around(inside(actor=BOB)),
            "signed-by-a-stranger": around(inside(actor=MALLORY)),
        },
        "bad-signature": {
            "signature-altered": around(flipped(jws, 2, 9)),
            "signature-empty": around(with_part(jws, 2, "")),
            "signed-by-a-member-under-this-kid": around(
                inside(actor=BOB, header=JWS_HEADER)
            ),
            "body-replaced": around(
                with_part(jws, 1, canonical(message_payload(body={"text": "No"})))
            ),
        },
        "wrong-room": {"inside-another-room": payload(room=OTHER_ROOM)},
        "wrong-sender": {"inside-another-sender": payload(sender="bob")},
        "wrong-session": {
            "inside-another-session": payload(sid=make_id("other session"))
        },
        "wrong-id": {"inside-another-id": payload(id=make_id("other message"))},
        "bad-body": {name: bad_body(*case) for name, case in bodies.bad().items()},
    }


def value(**changes: object) -> dict:
    """Write what the message says."""
    says = message_payload()
    names = ("body", "idx", "kind", "seen", "time")
    return {
        **{name: says[name] for name in names},
        "known": True,
        "log": None,
        "reply_to": None,
        **changes,
    }


def headers(text: str) -> list[dict]:
    """Write the vectors of what can be read without a key."""
    call = "message_sid"
    return [
        accepted("names-its-session", call, {"idx": 3, "sid": SID}, text=text),
        refused("names-no-session", "bad-header", call, text=header(sid=...)),
        refused("is-no-message", "bad-shape", call, text=inside()),
    ]


def vectors() -> list[dict]:
    """Write the vectors."""
    read, text = "read_message", message_text()
    how = {
        "session": session(),
        "id": MESSAGE_ID,
        "sender": "alice",
        "room": ROOM,
        "roster_head": group()["head"],
    }
    reply = make_id("replied to")
    later = session(start=3, chain=b64(derive("later", 32)))
    at_start = compact(
        message_header(), message_key(0, derive("later", 32)), padded(inside().encode())
    )

    def found(name: str, reason: str, **changes: object) -> dict:
        return refused(name, reason, read, **{**how, "text": text, **changes})

    return [
        accepted("hello", read, value(), **how, text=text),
        accepted(
            "reply", read, value(reply_to=reply), **how, text=payload(reply_to=reply)
        ),
        accepted(
            "sender-has-seen-the-key-log",
            read,
            value(log=LOG),
            **how,
            text=payload(log=LOG),
        ),
        accepted(
            "larger-bucket-than-needed",
            read,
            value(),
            **how,
            text=message_text(size=65_536),
        ),
        accepted(
            "first-of-a-session-that-starts-later",
            read,
            value(),
            **{**how, "session": later},
            text=at_start,
        ),
        *(
            accepted(
                name,
                read,
                value(body=said, kind=kind, known=kind not in bodies.NEWER),
                **how,
                text=body(said, kind, size),
            )
            for name, (kind, said, size) in bodies.good().items()
        ),
        *(
            refused(name, reason, read, **how, text=sent)
            for reason, cases in refusals().items()
            for name, sent in cases.items()
        ),
        found("session-not-announced", "no-session", session=None),
        found("found-under-another-sender", "wrong-sender", sender="bob"),
        found("roster-has-changed", "stale-session", roster_head=sha(b"grown")),
        found("in-front-of-start", "wrong-index", session=session(start=4)),
        found("found-in-another-room", "wrong-room", room=OTHER_ROOM),
        found("found-under-another-id", "wrong-id", id=make_id("other message")),
        *headers(text),
    ]
