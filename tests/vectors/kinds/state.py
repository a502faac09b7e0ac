"""Account data (PROTOCOL.md §12)."""

from ..insecure import (
    canonical,
    compact,
    derive,
    flipped,
    make_id,
    sha,
    stray_bits,
    unb64,
    with_part,
    wrap_oaep,
    wrap_v15,
)
from ..world import ALICE, BOB, CAROL, MALLORY, OTHER_ROOM, ROOM, TIME, padded, signed
from . import accepted, refused

TYP = "securechat-state"
HEADER = {
    "alg": "RSA-OAEP-256",
    "enc": "A256CBC-HS512",
    "kid": ALICE["enc_thumbprint"],
    "typ": TYP,
}
KEY = derive("state key", 64)
WRAPPED = wrap_oaep(ALICE["enc"]["public"], KEY)


CHAT = {"archived": False, "muted": TIME + 9, "pinned": True, "time": TIME - 2}
PRIVACY = {
    "delivered": True,
    "presence": False,
    "read": False,
    "time": TIME - 3,
    "typing": True,
}
LOG = {"root": sha(b"root"), "size": 7}


def contact(actor: dict = BOB, **changes: object) -> dict:
    """Write what is known of a person's keys."""
    value = {
        "enc": actor["enc_thumbprint"],
        "sig": actor["sig_thumbprint"],
        "since": TIME - 5,
        "time": TIME - 1,
        "verified": True,
    }
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def payload(**changes: object) -> dict:
    """Make the payload."""
    value = {
        "contacts": {"bob": contact()},
        "log": LOG,
        "owner": "alice",
        "read": {ROOM: 7},
        "rev": 4,
        "time": TIME,
        "v": 1,
    }
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def sealed(plaintext: bytes, header: object = None, wrapped: bytes = WRAPPED) -> str:
    """Encrypt a plaintext to Alice."""
    return compact(header or HEADER, KEY, plaintext, wrapped)


def around(jws: str, size: int = 2048, **how: object) -> str:
    """Pad and encrypt a JWS."""
    return sealed(padded(jws.encode(), size), **how)


def state(**changes: object) -> str:
    """Write account data."""
    return around(signed(ALICE, TYP, payload(**changes)))


def header(**changes: object) -> str:
    """Encrypt under another header."""
    value = {k: v for k, v in {**HEADER, **changes}.items() if v is not ...}
    return around(signed(ALICE, TYP, payload()), header=value)


def refusals() -> dict:
    """List texts by reason."""
    jws = signed(ALICE, TYP, payload())
    text = around(jws)
    alice = ALICE["enc"]["public"]
    jws_header = {"alg": "PS256", "kid": ALICE["sig_thumbprint"], "typ": TYP}
    return {
        "too-large": {"one-character-too-long": {"repeat": "A", "times": 98_305}},
        "bad-shape": {
            "three-parts": jws,
            "encrypted-key-empty": with_part(text, 1, ""),
            "encrypted-key-too-short": with_part(text, 1, bytes(256)),
            "tag-too-short": with_part(text, 4, unb64(text.split(".")[4])[:16]),
            "read-missing": state(read=...),
            "read-a-list": state(read=[ROOM, 7]),
            "read-null": state(read=None),
            "read-of-a-room-without-id": state(read={"kitchen": 7}),
            "read-seq-negative": state(read={ROOM: -1}),
            "read-seq-a-string": state(read={ROOM: "7"}),
            "read-seq-an-object": state(read={ROOM: {"seq": 7}}),
            "owner-missing": state(owner=...),
            "owner-in-capitals": state(owner="Alice"),
            "rev-missing": state(rev=...),
            "rev-a-string": state(rev="4"),
            "time-missing": state(time=...),
            "further-member": state(verified=[]),
            "contacts-null": state(contacts=None),
            "contacts-a-list": state(contacts=[contact()]),
            "contacts-by-a-name-in-capitals": state(contacts={"Bob": contact()}),
            "contact-null": state(contacts={"bob": None}),
            "contact-a-text": state(contacts={"bob": BOB["enc_thumbprint"]}),
            "contact-without-sig": state(contacts={"bob": contact(sig=...)}),
            "contact-of-enc-an-id": state(contacts={"bob": contact(enc=make_id("x"))}),
            "contact-of-sig-with-stray-bits": state(
                contacts={"bob": contact(sig=stray_bits(BOB["sig_thumbprint"]))}
            ),
            "contact-of-since-a-string": state(contacts={"bob": contact(since="1")}),
            "contact-of-time-negative": state(contacts={"bob": contact(time=-1)}),
            "contact-verified-a-number": state(contacts={"bob": contact(verified=1)}),
            "contact-verified-null": state(contacts={"bob": contact(verified=None)}),
            "contact-with-further-member": state(contacts={"bob": contact(nick="B")}),
            "second-contact-without-time": state(
                contacts={"bob": contact(), "carol": contact(CAROL, time=...)}
            ),
            "chats-null": state(chats=None),
            "chats-a-list": state(chats=[CHAT]),
            "chat-without-id": state(chats={"kitchen": CHAT}),
            "chat-pinned-a-number": state(chats={ROOM: {**CHAT, "pinned": 1}}),
            "chat-archived-null": state(chats={ROOM: {**CHAT, "archived": None}}),
            "chat-muted-true": state(chats={ROOM: {**CHAT, "muted": True}}),
            "chat-with-further-member": state(chats={ROOM: {**CHAT, "colour": 5}}),
            "notes-null": state(notes=None),
            "notes-a-room": state(notes=ROOM),
            "notes-room-a-hash": state(notes={"room": sha(b"room")}),
            "notes-further-member": state(notes={"room": ROOM, "time": TIME}),
            "privacy-null": state(privacy=None),
            "privacy-read-a-number": state(privacy={**PRIVACY, "read": 1}),
            "privacy-time-a-string": state(privacy={**PRIVACY, "time": "1"}),
            "privacy-without-typing": state(
                privacy={k: v for k, v in PRIVACY.items() if k != "typing"}
            ),
            "privacy-further-member": state(privacy={**PRIVACY, "online": True}),
            "log-null": state(log=None),
            "log-a-root": state(log=LOG["root"]),
            "log-without-root": state(log={"size": 7}),
            "log-size-a-string": state(log={**LOG, "size": "7"}),
            "log-size-negative": state(log={**LOG, "size": -1}),
            "log-further-member": state(log={**LOG, "time": TIME}),
        },
        "bad-base64": {
            "encrypted-key-padded": with_part(text, 1, text.split(".")[1] + "=")
        },
        "bad-json": {
            "header-with-space": around(jws, header=canonical(HEADER) + b" "),
            "payload-not-canonical": around(
                signed(ALICE, TYP, canonical(payload()) + b" ")
            ),
        },
        "bad-header": {
            "alg-dir": header(alg="dir"),
            "enc-gcm": header(enc="A256GCM"),
            "kid-missing": header(kid=...),
            "kid-a-name": header(kid="alice"),
            "typ-of-a-message": header(typ="securechat-message"),
            "typ-missing": header(typ=...),
            "zip": header(zip="DEF"),
            "jws-of-another-typ": around(
                signed(ALICE, "securechat-message", payload())
            ),
        },
        "no-key": {"to-another": header(kid=MALLORY["enc_thumbprint"])},
        "bad-unwrap": {
            "wrapped-key-altered": flipped(text, 1, 100),
            "wrapped-with-pkcs1-v1-5": around(jws, wrapped=wrap_v15(alice, KEY)),
            "wrapped-for-another": around(
                jws, wrapped=wrap_oaep(MALLORY["enc"]["public"], KEY)
            ),
            "content-key-of-32-bytes": around(jws, wrapped=wrap_oaep(alice, KEY[:32])),
        },
        "bad-tag": {
            "tag-altered": flipped(text, 4),
            "another-content-key": around(
                jws, wrapped=wrap_oaep(alice, derive("other", 64))
            ),
        },
        "bad-padding": {"not-padded": sealed(jws.encode())},
        "bad-version": {"v-two": state(v=2)},
        "unknown-key": {"signed-by-another": around(signed(MALLORY, TYP, payload()))},
        "bad-signature": {
            "signature-altered": around(flipped(jws, 2)),
            "signed-by-another-under-this-kid": around(
                signed(MALLORY, TYP, payload(), jws_header)
            ),
        },
        "wrong-owner": {"of-another-account": state(owner="mallory")},
        "wrong-rev": {"older-revision": state(rev=3), "newer-revision": state(rev=5)},
    }


def vectors() -> list[dict]:
    """Write the vectors."""
    read = "read_state"
    how = {
        "keys": "alice",
        "sig_public": ALICE["sig"]["public"],
        "owner": "alice",
        "rev": 4,
    }
    two = {ROOM: 7, OTHER_ROOM: 0}
    many = {make_id(f"room {n}"): n for n in range(300)}

    def value(rooms: dict, **changes: object) -> dict:
        also = {"contacts": {"bob": contact()}, "log": LOG}
        also |= {"chats": {}, "notes": None, "privacy": None}
        return {**also, "read": rooms, "rev": 4, "time": TIME, **changes}

    known = {
        "bob": contact(verified=False),
        "carol": contact(CAROL, since=0, time=0),
        "x.y-z_1": contact(MALLORY),
    }
    # Bob's keys are the ones that Alice has now: what she wrote before is hers.
    later = {**how, "keys": "bob after alice", "sig_public": BOB["sig"]["public"]}
    by_newer = around(
        signed(BOB, TYP, payload()), header={**HEADER, "kid": ALICE["enc_thumbprint"]}
    )
    return [
        accepted(
            "from-before-a-renewal", read, value({ROOM: 7}), **later, text=state()
        ),
        refused(
            "sealed-to-earlier-keys-and-signed-by-newer",
            "unknown-key",
            read,
            **later,
            text=by_newer,
        ),
        accepted(
            "of-version-1-0",
            read,
            value({ROOM: 7}, contacts={}, log=None),
            **how,
            text=state(contacts=..., log=...),
        ),
        accepted(
            "contacts-alone",
            read,
            value({ROOM: 7}, contacts=known, log=None),
            **how,
            text=state(contacts=known, log=...),
        ),
        accepted(
            "log-alone",
            read,
            value({ROOM: 7}, contacts={}),
            **how,
            text=state(contacts=...),
        ),
        accepted(
            "no-contact",
            read,
            value({ROOM: 7}, contacts={}),
            **how,
            text=state(contacts={}),
        ),
        *(
            accepted(name, read, value({ROOM: 7}, **parts), **how, text=state(**parts))
            for name, parts in {
                "chats": {"chats": {ROOM: CHAT, OTHER_ROOM: {**CHAT, "muted": 0}}},
                "no-chat": {"chats": {}},
                "notes": {"notes": {"room": ROOM}},
                "privacy": {"privacy": PRIVACY},
            }.items()
        ),
        accepted("one-room", read, value({ROOM: 7}), **how, text=state()),
        accepted("two-rooms", read, value(two), **how, text=state(read=two)),
        accepted("no-room", read, value({}), **how, text=state(read={})),
        accepted(
            "many-rooms",
            read,
            value(many),
            **how,
            text=around(signed(ALICE, TYP, payload(read=many)), 16_384),
        ),
        *(
            refused(name, reason, read, **how, text=text)
            for reason, texts in refusals().items()
            for name, text in texts.items()
        ),
        refused(
            "read-with-other-keys",
            "no-key",
            read,
            **{**how, "keys": "mallory", "text": state()},
        ),
    ]
