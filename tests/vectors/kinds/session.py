"""Session announcements (PROTOCOL.md §7)."""

# Long, because every line of the lists below is one scenario.

from ..insecure import (
    b64,
    canonical,
    derive,
    flipped,
    general,
    make_id,
    sha,
    stray_bits,
    unb64,
    with_part,
    wrap_oaep,
    wrap_v15,
)
from ..world import (
    ALICE,
    BOB,
    CAROL,
    CHAIN,
    MALLORY,
    OTHER_ROOM,
    ROOM,
    SESSION_HEADER,
    SID,
    added,
    announcement,
    bundle_payload,
    create,
    group,
    member,
    message_key,
    roster,
    session,
    session_payload,
    session_text,
    signed,
)
from . import accepted, refused

TYP = "securechat-session"
JWS_HEADER = {"alg": "PS256", "kid": ALICE["sig_thumbprint"], "typ": TYP}


def as_text(value: object) -> str:
    """Write an announcement that was an object."""
    return canonical(value).decode()


def inside(payload: object = None, actor: dict = ALICE, header: object = None) -> str:
    """Write the JWS of an announcement."""
    payload = session_payload() if payload is None else payload
    return signed(actor, TYP, payload, header)


def outer(**changes: object) -> str:
    """Change members of the general JWE."""
    value = {**announcement(inside()), **changes}
    return as_text({k: v for k, v in value.items() if v is not ...})


def recipient(place: int, **changes: object) -> str:
    """Change one recipient."""
    recipients = announcement(inside())["recipients"]
    one = {**recipients[place], **changes}
    recipients[place] = {k: v for k, v in one.items() if v is not ...}
    return outer(recipients=recipients)


def part(name: str, change) -> str:
    """Change the bytes of one member."""
    return outer(**{name: b64(change(unb64(announcement(inside())[name])))})


def header(**changes: object) -> str:
    """Encrypt under another protected header."""
    value = {**SESSION_HEADER, **changes}
    value = {k: v for k, v in value.items() if v is not ...}
    return as_text(announcement(inside(), header=value))


def payload(**changes: object) -> str:
    """Announce another payload."""
    value = {**session_payload(), **changes}
    return session_text({k: v for k, v in value.items() if v is not ...})


def around(text: str | bytes) -> str:
    """Encrypt something else than the right JWS."""
    return as_text(announcement(text))


def flip(data: bytes) -> bytes:
    """Flip one bit."""
    return bytes([data[0] ^ 1]) + data[1:]


def kids(*actors: dict) -> list:
    """List recipients' thumbprints in order."""
    return sorted(actor["enc_thumbprint"] for actor in actors)


def wrapped_for_bob(wrapped: bytes) -> str:
    """Replace the key that is wrapped for Bob."""
    recipients = announcement(inside())["recipients"]
    for one in recipients:
        if one["header"]["kid"] == BOB["enc_thumbprint"]:
            one["encrypted_key"] = b64(wrapped)
    return outer(recipients=recipients)


def refusals() -> dict:
    """List announcements by reason."""
    good = announcement(inside())
    text = as_text(good)
    recipients = good["recipients"]
    jws = inside()
    one = canonical(session_payload())
    key = derive("session key", 64, jws.encode())
    bob = BOB["enc"]["public"]
    mallorys = signed(
        MALLORY, "securechat-bundle", bundle_payload(MALLORY, username="alice")
    )
    return {
        "too-large": {"one-character-too-long": {"repeat": "A", "times": 262_145}},
        "bad-json": {
            "empty": "",
            "compact": "a.b.c.d.e",
            "lone-surrogate-escaped": outer(iv="IV").replace("IV", "\\ud800"),
            "space": text.replace(",", ", ", 1),
            "line-feed-behind": text + "\n",
            "members-not-in-order": '{"tag":"' + good["tag"] + '",' + text[1:],
            "member-twice": '{"ciphertext":"",' + text[1:],
            "header-with-space": as_text(
                announcement(jws, header=canonical(SESSION_HEADER) + b" ")
            ),
            "header-empty": outer(protected=""),
            "payload-not-canonical": around(inside(one + b" ")),
            "start-a-fraction": around(
                inside(one.replace(b'"start":0', b'"start":0.0'))
            ),
        },
        "bad-shape": {
            "a-list": as_text([good]),
            "lone-surrogate": text + "\ud800",
            "flattened": as_text(
                {k: v for k, v in good.items() if k != "recipients"}
                | {"encrypted_key": recipients[0]["encrypted_key"]}
            ),
            "aad": outer(aad=""),
            "unprotected": outer(unprotected={}),
            "tag-missing": outer(tag=...),
            "iv-a-number": outer(iv=1),
            "protected-an-object": outer(protected=SESSION_HEADER),
            "recipients-empty": outer(recipients=[]),
            "recipients-an-object": outer(recipients=recipients[0]),
            "recipients-descending": outer(recipients=recipients[::-1]),
            "recipient-twice": outer(recipients=[recipients[0], *recipients]),
            "recipients-257": outer(
                recipients=[
                    {"encrypted_key": "", "header": {"kid": kid}}
                    for kid in sorted(sha(b"%d" % n) for n in range(257))
                ]
            ),
            "recipient-without-key": recipient(0, encrypted_key=...),
            "recipient-without-header": recipient(0, header=...),
            "recipient-with-alg": recipient(
                0, header={**recipients[0]["header"], "alg": "RSA-OAEP-256"}
            ),
            "recipient-further-member": recipient(0, username="bob"),
            "recipient-kid-a-name": recipient(0, header={"kid": "bob"}),
            "recipient-kid-a-number": recipient(0, header={"kid": 1}),
            "recipient-key-a-number": recipient(0, encrypted_key=5),
            "recipient-key-too-short": recipient(0, encrypted_key=b64(bytes(256))),
            "recipient-key-empty": recipient(0, encrypted_key=""),
            "iv-too-short": part("iv", lambda data: data[:12]),
            "iv-empty": outer(iv=""),
            "tag-too-short": part("tag", lambda data: data[:16]),
            "tag-too-long": part("tag", lambda data: data + bytes(32)),
            "ciphertext-empty": outer(ciphertext=""),
            "ciphertext-not-whole-blocks": part("ciphertext", lambda data: data[:-1]),
            "plaintext-empty": around(""),
            "plaintext-not-ascii": around(jws[:-1] + "\u00e9"),
            "plaintext-not-utf8": around(b"\xff" + jws.encode()),
            "plaintext-four-parts": around(jws + "."),
            "payload-a-list": around(inside([session_payload()])),
            "bundle-missing": payload(bundle=...),
            "bundle-an-object": payload(bundle=bundle_payload(ALICE)),
            "chain-missing": payload(chain=...),
            "chain-too-short": payload(chain=b64(CHAIN[:31])),
            "chain-too-long": payload(chain=b64(CHAIN + b"\0")),
            "chain-padded": payload(chain=b64(CHAIN) + "="),
            "recipients-missing-inside": payload(recipients=...),
            "recipients-a-string-inside": payload(recipients=kids(BOB)[0]),
            "recipients-of-names-inside": payload(recipients=["alice", "bob"]),
            "room-missing": payload(room=...),
            "room-a-name": payload(room="kitchen"),
            "roster-missing": payload(roster=...),
            "roster-an-id": payload(roster=make_id("roster")),
            "sender-missing": payload(sender=...),
            "sender-in-capitals": payload(sender="ALICE"),
            "sid-missing": payload(sid=...),
            "sid-a-hash": payload(sid=sha(b"sid")),
            "start-missing": payload(start=...),
            "start-negative": payload(start=-1),
            "start-a-string": payload(start="0"),
            "start-false": payload(start=False),
            "time-missing": payload(time=...),
            "time-null": payload(time=None),
            "further-member": payload(end=99),
        },
        "bad-base64": {
            # The bundle inside has two dots, which make three parts.
            "plaintext-the-payload-alone": around(one),
            "protected-padded": outer(protected=good["protected"] + "="),
            "iv-with-stray-bits": outer(iv=stray_bits(good["iv"])),
            "ciphertext-of-plain-base64": outer(
                ciphertext="+/" + good["ciphertext"][2:]
            ),
            "tag-not-ascii": outer(tag=good["tag"][:-1] + "\u00e9"),
            "recipient-key-padded": recipient(
                0, encrypted_key=recipients[0]["encrypted_key"] + "="
            ),
            "bundle-padded": payload(bundle=ALICE["bundle"] + "="),
        },
        "bad-header": {
            "header-a-list": as_text(announcement(jws, header=[SESSION_HEADER])),
            "alg-oaep-with-sha1": header(alg="RSA-OAEP"),
            "alg-rsa1-5": header(alg="RSA1_5"),
            "alg-dir": header(alg="dir"),
            "alg-missing": header(alg=...),
            "enc-gcm": header(enc="A256GCM"),
            "enc-shorter": header(enc="A128CBC-HS256"),
            "enc-missing": header(enc=...),
            "typ-missing": header(typ=...),
            "typ-of-a-message": header(typ="securechat-message"),
            "zip": header(zip="DEF"),
            "crit": header(crit=["typ"]),
            "kid": header(kid=BOB["enc_thumbprint"]),
            "jws-of-another-typ": around(
                signed(ALICE, "securechat-message", session_payload())
            ),
            "jws-alg-none": around(inside(header={**JWS_HEADER, "alg": "none"})),
            "jws-crit": around(inside(header={**JWS_HEADER, "crit": ["x"]})),
        },
        "no-key": {
            "for-alice-alone": as_text(announcement(jws, recipients=(ALICE,))),
            "for-others": as_text(announcement(jws, recipients=(CAROL, MALLORY))),
        },
        "bad-unwrap": {
            "wrapped-key-altered": wrapped_for_bob(flip(wrap_oaep(bob, key))),
            "wrapped-key-zero": wrapped_for_bob(bytes(384)),
            "wrapped-key-larger-than-modulus": wrapped_for_bob(b"\xff" * 384),
            "wrapped-for-another": wrapped_for_bob(
                wrap_oaep(ALICE["enc"]["public"], key)
            ),
            "wrapped-with-pkcs1-v1-5": wrapped_for_bob(wrap_v15(bob, key)),
            "wrapped-with-sha1": wrapped_for_bob(wrap_oaep(bob, key, "sha1")),
            "wrapped-with-label": wrapped_for_bob(wrap_oaep(bob, key, label=b"x")),
            "content-key-of-32-bytes": wrapped_for_bob(wrap_oaep(bob, key[:32])),
            "content-key-of-65-bytes": wrapped_for_bob(wrap_oaep(bob, key + b"\0")),
            "content-key-empty": wrapped_for_bob(wrap_oaep(bob, b"")),
        },
        "bad-tag": {
            "another-content-key": wrapped_for_bob(wrap_oaep(bob, derive("other", 64))),
            "tag-altered": part("tag", flip),
            "ciphertext-altered": part("ciphertext", flip),
            "iv-altered": part("iv", flip),
            "ciphertext-cut": part("ciphertext", lambda data: data[:-16]),
            "keys-of-another-announcement": outer(
                **{
                    name: announcement(inside(session_payload(time=1)))[name]
                    for name in ("ciphertext", "iv", "tag")
                }
            ),
        },
        "bad-version": {
            "v-two": payload(v=2),
            "v-missing": payload(v=...),
            "bundle-of-version-two": payload(
                bundle=signed(ALICE, "securechat-bundle", bundle_payload(ALICE, v=2))
            ),
        },
        "wrong-owner": {"bundle-of-another": payload(bundle=BOB["bundle"])},
        "bad-key": {
            "bundle-with-one-key": payload(
                bundle=signed(
                    ALICE,
                    "securechat-bundle",
                    bundle_payload(ALICE, enc=ALICE["sig"]["public"]),
                )
            )
        },
        "unknown-key": {
            "signed-by-another": around(inside(actor=MALLORY)),
            "signed-by-another-member": around(inside(actor=BOB)),
            "kid-of-enc": around(
                inside(header={**JWS_HEADER, "kid": ALICE["enc_thumbprint"]})
            ),
        },
        "bad-signature": {
            "signature-altered": around(flipped(jws, 2)),
            "signature-empty": around(with_part(jws, 2, "")),
            "signed-by-another-under-this-kid": around(
                inside(actor=MALLORY, header=JWS_HEADER)
            ),
            "chain-replaced": around(
                with_part(
                    jws, 1, canonical(session_payload(chain=b64(derive("mine", 32))))
                )
            ),
            "bundle-signature-altered": payload(bundle=flipped(ALICE["bundle"], 2)),
        },
        "wrong-room": {"for-another-room": payload(room=OTHER_ROOM)},
        "wrong-sender": {"of-another-sender": payload(sender="bob")},
        "wrong-session": {"of-another-sid": payload(sid=make_id("other session"))},
        "wrong-recipients": {
            "one-more-outside": as_text(
                announcement(jws, recipients=(ALICE, BOB, MALLORY))
            ),
            "one-fewer-outside": as_text(announcement(jws, recipients=(BOB,))),
            "one-more-inside": payload(recipients=kids(ALICE, BOB, CAROL)),
            "one-fewer-inside": payload(recipients=kids(BOB)),
            "descending-inside": payload(recipients=kids(ALICE, BOB)[::-1]),
            "twice-inside": payload(
                recipients=[kids(ALICE, BOB)[0], *kids(ALICE, BOB)]
            ),
            "empty-inside": payload(recipients=[]),
            "a-ghost": session_text(
                session_payload(recipients=kids(ALICE, BOB, MALLORY)),
                recipients=(ALICE, BOB, MALLORY),
            ),
            "a-member-left-out": session_text(
                session_payload(recipients=kids(BOB)), recipients=(BOB,)
            ),
        },
        "stale-session": {"of-another-roster": payload(roster=sha(b"another roster"))},
        "wrong-thumbprint": {
            "keys-that-the-roster-does-not-name": around(
                inside(session_payload(bundle=mallorys), actor=MALLORY)
            ),
        },
        "wrong-index": {
            "start-one-too-high": payload(start=100),
            "start-far-too-high": payload(start=2**53 - 1),
        },
    }


def others(text: str, how: dict) -> list[dict]:
    """Write the vectors whose defect is where the announcement was found."""
    read = "read_session"
    three = added(create(), BOB, CAROL)
    grown = roster(three, member(ALICE, "owner"), member(BOB), member(CAROL))
    same_head = {"head": group()["head"]}
    bob, owner = member(BOB), member(ALICE, "owner")

    def found(name: str, reason: str, **changes: object) -> dict:
        return refused(name, reason, read, **{**how, "text": text, **changes})

    return [
        found("read-by-one-without-a-key", "no-key", keys="mallory"),
        found("read-by-a-later-member", "no-key", keys="carol", roster=grown),
        found("found-in-another-room", "wrong-room", room=OTHER_ROOM),
        found("found-under-another-sid", "wrong-session", sid=make_id("other session")),
        found("found-under-another-sender", "wrong-owner", sender="bob"),
        found("roster-has-grown", "stale-session", roster=grown),
        found(
            "sender-is-no-member",
            "not-member",
            roster={**group(), **same_head, "members": [bob]},
        ),
        found(
            "sender-has-other-enc-in-the-roster",
            "wrong-thumbprint",
            roster={**group(), "members": [{**owner, "enc": sha(b"x")}, bob]},
        ),
        found(
            "sender-has-other-sig-in-the-roster",
            "wrong-thumbprint",
            roster={**group(), "members": [{**owner, "sig": sha(b"x")}, bob]},
        ),
        found(
            "member-without-key",
            "wrong-recipients",
            roster={**group(), "members": [owner, bob, member(CAROL)]},
        ),
        found(
            "recipient-no-member",
            "wrong-recipients",
            roster={**group(), "members": [owner]},
        ),
    ]


def derivations() -> list[dict]:
    """Write the vectors of message keys."""
    call, start = "message_key", {"chain": b64(CHAIN), "start": 0}
    later = {"chain": b64(CHAIN), "start": 90}
    return [
        *(
            accepted(f"key-{idx}", call, b64(message_key(idx)), session=start, idx=idx)
            for idx in (0, 1, 2, 50, 99)
        ),
        accepted("key-at-start", call, b64(message_key(0)), session=later, idx=90),
        accepted("key-behind-start", call, b64(message_key(9)), session=later, idx=99),
        refused("key-100", "wrong-index", call, session=start, idx=100),
        refused("key-in-front-of-start", "wrong-index", call, session=later, idx=89),
    ]


def from_general() -> str:
    """Write an announcement to Alice alone in her own room."""
    key = derive("alone", 64)
    head = roster(create(), member(ALICE, "owner"))["head"]
    plain = inside(session_payload(recipients=kids(ALICE), roster=head)).encode()
    wrapped = {ALICE["enc_thumbprint"]: wrap_oaep(ALICE["enc"]["public"], key)}
    return as_text(general(SESSION_HEADER, key, plain, wrapped))


def vectors() -> list[dict]:
    """Write the vectors."""
    read, text = "read_session", session_text()
    how = {
        "keys": "bob",
        "room": ROOM,
        "sid": SID,
        "sender": "alice",
        "roster": group(),
    }
    alone = roster(create(), member(ALICE, "owner"))
    mallory = {**member(MALLORY), "enc": BOB["enc_thumbprint"]}
    sharing = {**group(), "members": [*group()["members"], mallory]}
    return [
        accepted("bob-reads", read, session(), **how, text=text),
        accepted(
            "alice-reads-her-own",
            read,
            session(),
            **{**how, "keys": "alice"},
            text=text,
        ),
        accepted(
            "bob-reads-with-keys-that-he-renewed",
            read,
            session(),
            **{**how, "keys": "carol after bob"},
            text=text,
        ),
        refused(
            "renewed-keys-that-were-somebody-else's",
            "no-key",
            read,
            **{**how, "keys": "carol after mallory"},
            text=text,
        ),
        accepted(
            "starts-later", read, session(start=99), **how, text=payload(start=99)
        ),
        accepted(
            # Mallory says that Bob's key is hers: nobody else's session may suffer.
            "a-key-of-two-members",
            read,
            session(),
            **{**how, "roster": sharing},
            text=text,
        ),
        refused(
            "a-key-of-two-members-twice",
            "wrong-recipients",
            read,
            **{**how, "roster": sharing},
            text=payload(recipients=sorted([*kids(ALICE, BOB), kids(BOB)[0]])),
        ),
        accepted(
            "alone-in-the-room",
            read,
            session(roster=alone["head"]),
            **{**how, "keys": "alice", "roster": alone},
            text=from_general(),
        ),
        *(
            refused(name, reason, read, **how, text=announced)
            for reason, cases in refusals().items()
            for name, announced in cases.items()
        ),
        *others(text, how),
        *derivations(),
    ]
