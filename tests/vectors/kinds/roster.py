"""Roster entries and the rosters they make (PROTOCOL.md §6)."""

# Long, because every line of the lists below is one scenario.

import json

from ..insecure import canonical, derive, flipped, make_id, sha, unb64, with_part
from ..world import (
    ALICE,
    BOB,
    CAROL,
    MALLORY,
    OTHER_ROOM,
    ROOM,
    added,
    bundles,
    create,
    entry,
    entry_payload,
    member,
    roster,
    signed,
    signed_bundle,
    subject,
)
from . import accepted, refused

TYP = "securechat-roster"
KNOWN = bundles(ALICE, BOB, CAROL, MALLORY)
OWNER = member(ALICE, "owner")
NEW = {"enc": sha(b"new enc"), "sig": sha(b"new sig")}


def arguments(
    texts: list, known: dict | None = None, before: dict | None = None
) -> dict:
    """Write the arguments of a vector, with the signers' bundles if not with others."""
    if known is None:
        signers = {"alice", *map(signer, texts)}
        known = {name: text for name, text in KNOWN.items() if name in signers}
    return {"room": ROOM, "roster": before, "texts": texts, "bundles": known}


def signer(text: object) -> str:
    """Find the name of an entry's signer, where there is one."""
    try:
        return json.loads(unb64(text.split(".")[1]))["by"]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return "alice"


def changed(actor: dict, op: str, texts: list, /, drop: str = "", **changes) -> list:
    """Append an entry whose payload has other members than it should."""
    payload = {**entry_payload(actor, op, texts), **changes}
    payload.pop(drop, None)
    return [*texts, signed(actor, TYP, payload)]


def then(texts: list, actor: dict, op: str, **further: object) -> list:
    """Append an entry."""
    return [*texts, entry(actor, op, texts, **further)]


def about(texts: list, actor: dict, op: str, whom: dict, **further: object) -> list:
    """Append an entry about somebody."""
    return then(texts, actor, op, subject=subject(whom), **further)


GROUP = added(create(), BOB)
THREE = added(GROUP, CAROL)
DIRECT = added(create("direct"), BOB)
BEGIN = {
    "kind": "group",
    "settings": {"expire": 300, "log": True},
    "subject": subject(ALICE),
}


def good() -> dict:
    """List chains of entries with the rosters they make."""
    alone, both = create(), GROUP
    bob, carol = member(BOB), member(CAROL)
    removed = about(THREE, ALICE, "remove", BOB)
    left = about(THREE, ALICE, "leave", ALICE)
    promoted = about(THREE, ALICE, "role", CAROL, role="owner")
    demoted = about(promoted, CAROL, "role", ALICE, role="member")
    last = about(both, ALICE, "role", ALICE, role="member")
    quiet = then(both, ALICE, "settings", settings={"log": False})
    again = added(removed, BOB)
    rekeyed = then(both, BOB, "rekey", subject={**subject(BOB), **NEW})
    empty = about(alone, ALICE, "leave", ALICE)
    gone = about(about(THREE, BOB, "leave", BOB), CAROL, "leave", CAROL)
    silent = create(log=False)
    quiet_direct = then(DIRECT, ALICE, "settings", settings={"log": False})
    return {
        "created": (alone, roster(alone, OWNER)),
        "created-direct": (
            create("direct"),
            roster(create("direct"), OWNER, kind="direct"),
        ),
        "created-without-log": (silent, roster(silent, OWNER, log=False)),
        "direct": (DIRECT, roster(DIRECT, OWNER, bob, kind="direct")),
        "direct-without-log": (
            quiet_direct,
            roster(quiet_direct, OWNER, bob, kind="direct", log=False),
        ),
        "group-of-three": (THREE, roster(THREE, OWNER, bob, carol)),
        "added-by-a-member": (
            added(GROUP, CAROL, by=BOB),
            roster(added(GROUP, CAROL, by=BOB), OWNER, bob, carol),
        ),
        "removed": (removed, roster(removed, OWNER, carol)),
        "removed-and-added-again": (again, roster(again, OWNER, carol, bob)),
        "owner-left-and-the-longest-follows": (
            left,
            roster(left, member(BOB, "owner"), carol),
        ),
        "members-left": (gone, roster(gone, OWNER)),
        "everybody-left": (empty, roster(empty)),
        "promoted": (promoted, roster(promoted, OWNER, bob, member(CAROL, "owner"))),
        "demoted-by-another-owner": (
            demoted,
            roster(demoted, member(ALICE), bob, member(CAROL, "owner")),
        ),
        "last-owner-demoted-is-the-longest-and-stays": (last, roster(last, OWNER, bob)),
        "log-off": (quiet, roster(quiet, OWNER, bob, log=False)),
        **timers(both, bob),
        "rekeyed": (rekeyed, roster(rekeyed, OWNER, member({**BOB, **thumbs(NEW)}))),
    }


def timers(both: list, bob: dict) -> dict:
    """List rosters of which messages disappear, or do not any more."""

    def timed(texts: list, log: bool = True, **timer: int) -> list:
        return then(texts, ALICE, "settings", settings={"log": log, **timer})

    day, first = timed(both, expire=86_400), then([], ALICE, "create", **BEGIN)
    off, quiet = timed(day), timed(day, log=False, expire=1)
    longest, added_later = timed(both, expire=31_536_000), added(day, CAROL)
    return {
        "timer-of-a-day": (day, roster(day, OWNER, bob, expire=86_400)),
        "timer-of-a-year": (longest, roster(longest, OWNER, bob, expire=31_536_000)),
        "timer-off-again": (off, roster(off, OWNER, bob, expire=0)),
        "timer-without-log": (quiet, roster(quiet, OWNER, bob, log=False, expire=1)),
        "timer-from-the-start": (first, roster(first, OWNER, expire=300)),
        "timer-stays-with-other-entries": (
            added_later,
            roster(added_later, OWNER, bob, member(CAROL), expire=86_400),
        ),
    }


def thumbs(new: dict) -> dict:
    """Name new thumbprints as an actor does."""
    return {"enc_thumbprint": new["enc"], "sig_thumbprint": new["sig"]}


def full() -> dict:
    """Write the roster of a group of 256."""
    crowd = [
        {
            "enc": sha(b"enc %d" % n),
            "role": "member",
            "sig": sha(b"sig %d" % n),
            "username": f"member-{n}",
        }
        for n in range(255)
    ]
    return roster(create(), OWNER, *crowd)


def refusals() -> dict:
    """List chains by the reason for which their last entry is refused."""
    text, one = GROUP[1], create()
    payload = entry_payload(ALICE, "add", one, subject=subject(BOB))
    header = {"alg": "PS256", "kid": ALICE["sig_thumbprint"], "typ": TYP}

    def add(**changes: object) -> list:
        return changed(ALICE, "add", one, **{"subject": subject(BOB), **changes})

    def add_subject(**changes: object) -> list:
        return add(subject=subject(BOB, **changes))

    def begin(**changes: object) -> list:
        first = {
            "kind": "group",
            "settings": {"log": True},
            "subject": subject(ALICE),
            **changes,
        }
        return changed(ALICE, "create", [], **first)

    settings = {"settings": {"log": False}}
    return {
        "too-large": {"one-character-too-long": [{"repeat": "A", "times": 4097}]},
        "bad-shape": {
            "empty": [""],
            "two-parts": [*one, text.rsplit(".", 1)[0]],
            "op-missing": add(drop="op"),
            "op-unknown": add(op="invite"),
            "op-of-an-object-prototype": add(op="constructor"),
            "op-a-list": add(op=["add"]),
            "by-missing": add(drop="by"),
            "by-in-capitals": add(by="ALICE"),
            "n-missing": add(drop="n"),
            "n-negative": add(n=-1),
            "n-a-string": add(n="1"),
            "n-true": add(n=True),
            "prev-missing": add(drop="prev"),
            "prev-null": add(prev=None),
            "prev-an-id": add(prev=make_id("prev")),
            "room-missing": add(drop="room"),
            "room-a-name": add(room="kitchen"),
            "time-missing": add(drop="time"),
            "time-negative": add(time=-5),
            "subject-missing": add(drop="subject"),
            "subject-a-name": add(subject="bob"),
            "subject-with-role": add_subject(role="owner"),
            "subject-username-in-capitals": add_subject(username="Bob"),
            "subject-username-not-ascii": add_subject(username="b\u043eb"),
            "subject-thumbprint-too-short": add_subject(enc=make_id("enc")),
            "subject-thumbprint-null": add_subject(sig=None),
            "add-with-role": add(role="owner"),
            "add-with-settings": add(settings={"log": True}),
            "create-without-kind": begin(drop="kind"),
            "create-kind-unknown": begin(kind="channel"),
            "create-kind-a-list": begin(kind=["group"]),
            "create-without-settings": begin(drop="settings"),
            "settings-empty": begin(settings={}),
            "settings-log-a-number": begin(settings={"log": 1}),
            **{
                f"settings-expire-{name}": begin(
                    settings={"expire": expire, "log": True}
                )
                for name, expire in {
                    "zero": 0,
                    "negative": -1,
                    "above-a-year": 31_536_001,
                    "true": True,
                    "a-string": "60",
                    "null": None,
                }.items()
            },
            "settings-expire-without-log": begin(settings={"expire": 60}),
            "settings-further": begin(settings={"log": True, "name": "x"}),
            "settings-with-subject": changed(
                ALICE, "settings", GROUP, subject=subject(BOB), **settings
            ),
            "role-missing": about(GROUP, ALICE, "role", BOB),
            "role-unknown": about(GROUP, ALICE, "role", BOB, role="admin"),
            "payload-a-list": [*one, signed(ALICE, TYP, [payload])],
        },
        "bad-base64": {"signature-padded": [*one, text + "="]},
        "bad-json": {
            "payload-not-canonical": [
                *one,
                signed(ALICE, TYP, canonical(payload) + b" "),
            ],
            "n-a-fraction": [
                *one,
                signed(ALICE, TYP, canonical(payload).replace(b'"n":1,', b'"n":1.0,')),
            ],
        },
        "bad-header": {
            "alg-none": [*one, signed(ALICE, TYP, payload, {**header, "alg": "none"})],
            "typ-of-a-message": [
                *one,
                signed(ALICE, TYP, payload, {**header, "typ": "securechat-message"}),
            ],
            "typ-missing": [
                *one,
                signed(ALICE, TYP, payload, {k: header[k] for k in ("alg", "kid")}),
            ],
            "crit": [*one, signed(ALICE, TYP, payload, {**header, "crit": ["n"]})],
        },
        "bad-version": {"v-two": add(v=2), "v-missing": add(drop="v")},
        "wrong-room": {
            "of-another-room": add(room=OTHER_ROOM),
            "create-of-another-room": begin(room=OTHER_ROOM),
        },
        "bad-roster-chain": {
            "n-skips-one": add(n=2),
            "n-again": add(n=0),
            "prev-empty": add(prev=""),
            "prev-of-another-entry": add(prev=sha(b"another")),
            "first-is-no-create": changed(ALICE, "add", [], subject=subject(BOB)),
            "create-again": about(
                one, ALICE, "create", ALICE, kind="group", settings={"log": True}
            ),
            "create-n-one": begin(n=1),
            "create-with-prev": begin(prev=sha(b"before")),
            "entry-twice": [*GROUP, GROUP[1]],
            "entry-left-out": [THREE[0], THREE[2]],
            "forked": [*GROUP, added(one, CAROL)[1]],
        },
        "not-member": {
            "by-a-stranger": about(GROUP, MALLORY, "add", MALLORY),
            "by-a-removed-member": added(
                about(THREE, ALICE, "remove", BOB), MALLORY, by=BOB
            ),
            "by-one-who-left": added(about(THREE, BOB, "leave", BOB), MALLORY, by=BOB),
            "removed-already": about(
                about(THREE, ALICE, "remove", BOB), ALICE, "remove", BOB
            ),
            "remove-a-stranger": about(GROUP, ALICE, "remove", CAROL),
            "role-of-a-stranger": about(GROUP, ALICE, "role", CAROL, role="owner"),
            "create-for-another": begin(subject=subject(BOB)),
            "after-everybody-left": added(about(one, ALICE, "leave", ALICE), BOB),
        },
        "wrong-thumbprint": {
            "create-with-other-enc": begin(subject=subject(ALICE, enc=NEW["enc"])),
            "create-with-other-sig": begin(subject=subject(ALICE, sig=NEW["sig"])),
            "remove-other-keys": then(
                GROUP, ALICE, "remove", subject=subject(BOB, enc=NEW["enc"])
            ),
            "leave-other-keys": then(
                GROUP, BOB, "leave", subject=subject(BOB, sig=NEW["sig"])
            ),
            "role-other-keys": then(
                GROUP, ALICE, "role", role="owner", subject=subject(BOB, **NEW)
            ),
            "rekey-to-the-same-keys": about(GROUP, BOB, "rekey", BOB),
            "rekey-keeps-sig": then(
                GROUP, BOB, "rekey", subject=subject(BOB, enc=NEW["enc"])
            ),
            "rekey-enc-and-sig-the-same": then(
                GROUP,
                BOB,
                "rekey",
                subject=subject(BOB, enc=NEW["enc"], sig=NEW["enc"]),
            ),
            "signed-by-old-keys-after-rekey": added(
                then(GROUP, BOB, "rekey", subject=subject(BOB, **NEW)), CAROL, by=BOB
            ),
        },
        "unknown-key": {
            "signed-by-another-member": [*GROUP, forged(GROUP, BOB)],
            "signed-by-a-stranger": [*GROUP, forged(GROUP, MALLORY)],
            "kid-of-enc": [
                *one,
                signed(ALICE, TYP, payload, {**header, "kid": ALICE["enc_thumbprint"]}),
            ],
        },
        "bad-signature": {
            "signature-altered": [*one, flipped(text, 2, 200)],
            "signature-empty": [*one, with_part(text, 2, "")],
            "signature-of-another-entry": [
                *one,
                with_part(text, 2, one[0].split(".")[2]),
            ],
            "signed-by-another-under-this-kid": [
                *one,
                signed(MALLORY, TYP, payload, header),
            ],
            "subject-replaced": [
                *one,
                with_part(text, 1, canonical({**payload, "subject": subject(MALLORY)})),
            ],
        },
        "not-entitled": {
            "remove-by-a-member": about(THREE, BOB, "remove", CAROL),
            "remove-oneself": about(GROUP, ALICE, "remove", ALICE),
            "leave-for-another": about(GROUP, ALICE, "leave", BOB),
            "role-by-a-member": about(GROUP, BOB, "role", BOB, role="owner"),
            "settings-by-a-member": then(GROUP, BOB, "settings", **settings),
            "rekey-for-another": then(
                GROUP, ALICE, "rekey", subject=subject(BOB, **NEW)
            ),
            "direct-third-added-by-the-other": added(DIRECT, CAROL, by=BOB),
            "direct-leave": about(DIRECT, BOB, "leave", BOB),
            "direct-remove": about(DIRECT, ALICE, "remove", BOB),
            "direct-role": about(DIRECT, ALICE, "role", BOB, role="owner"),
            "direct-settings-by-the-other": then(DIRECT, BOB, "settings", **settings),
            "remove-after-demotion": about(
                about(
                    about(THREE, ALICE, "role", BOB, role="owner"),
                    BOB,
                    "role",
                    ALICE,
                    role="member",
                ),
                ALICE,
                "remove",
                CAROL,
            ),
        },
        "already-member": {
            "added-twice": added(GROUP, BOB),
            "added-oneself": added(GROUP, ALICE),
            "added-with-other-keys": then(
                GROUP, ALICE, "add", subject=subject(BOB, **NEW)
            ),
            "direct-added-twice": added(DIRECT, BOB),
        },
        "room-full": {"direct-third": added(DIRECT, CAROL)},
    }


def forged(texts: list, actor: dict) -> str:
    """Write an entry in Alice's name, signed by another."""
    payload = entry_payload(ALICE, "add", texts, subject=subject(CAROL))
    return signed(actor, TYP, payload)


def others() -> list[dict]:
    """Write the vectors that need other bundles, or a roster to go on from."""
    apply = "apply_entries"
    begun = roster(GROUP, OWNER, member(BOB))
    crowd = {**full(), "head": sha(create()[0].encode())}
    replaced = signed(
        ALICE,
        TYP,
        entry_payload(ALICE, "add", GROUP, subject=subject(CAROL)),
    )
    # Alice goes on with the keys that Carol has otherwise.
    renewed = {**CAROL, "username": "alice"}
    rekeyed = then(create(), ALICE, "rekey", subject=subject(renewed))
    with_new = added(rekeyed, BOB, by=renewed)
    new = signed_bundle(renewed)
    anew = {**CAROL, "username": "bob"}
    both = [BOB["bundle"], signed_bundle(anew, reset=True)]
    seen = {"alice": [ALICE["bundle"]], "bob": both}
    again = added(about(GROUP, ALICE, "remove", BOB), anew)
    acts = then(again, anew, "leave", subject=subject(anew))
    another = {**KNOWN, "alice": [with_part(ALICE["bundle"], 2, derive("x", 384))]}
    return [
        accepted(
            "goes-on-from-a-roster",
            apply,
            roster(THREE, OWNER, member(BOB), member(CAROL)),
            **arguments(THREE[2:], before=begun),
        ),
        accepted(
            "signer-renewed-their-keys",
            apply,
            roster(with_new, member(renewed, "owner"), member(BOB)),
            **arguments(with_new, {"alice": [ALICE["bundle"], new]}),
        ),
        {
            **refused(
                "signer-renewed-their-keys-and-old-bundle-alone-is-shown",
                "wrong-thumbprint",
                apply,
                **arguments(with_new, {"alice": [ALICE["bundle"]]}),
            ),
            "entry": 2,
        },
        {
            **refused(
                "none-of-two-bundles-is-that-of-the-roster",
                "wrong-thumbprint",
                apply,
                **arguments(
                    create(),
                    {"alice": [new, signed_bundle({**BOB, "username": "alice"})]},
                ),
            ),
            "entry": 0,
        },
        accepted(
            "began-anew-and-added-again",
            apply,
            roster(again, OWNER, member(anew)),
            **arguments(again, {"alice": [ALICE["bundle"]]}),
        ),
        accepted(
            "added-again-and-leaves",
            apply,
            roster(acts, OWNER),
            **arguments(acts, seen),
        ),
        *(
            {
                **refused(name, reason, apply, **arguments(texts, known)),
                "entry": len(texts) - 1,
            }
            for name, reason, texts, known in (
                (
                    "began-anew-and-enters-the-new-keys-by-themselves",
                    "unknown-key",
                    about(GROUP, anew, "rekey", anew),
                    seen,
                ),
                (
                    "began-anew-and-the-old-bundle-is-withheld",
                    "wrong-thumbprint",
                    about(GROUP, anew, "rekey", anew),
                    {**seen, "bob": both[1:]},
                ),
                (
                    "began-anew-and-adds-somebody",
                    "unknown-key",
                    about(GROUP, anew, "add", CAROL),
                    seen,
                ),
                (
                    "began-anew-and-leaves-for-the-old-keys",
                    "unknown-key",
                    about(GROUP, anew, "leave", BOB),
                    seen,
                ),
                (
                    "began-anew-and-added-while-still-there",
                    "already-member",
                    added(GROUP, anew),
                    seen,
                ),
                (
                    "old-keys-act-after-others-were-added",
                    "unknown-key",
                    about(again, BOB, "leave", anew),
                    seen,
                ),
                (
                    "old-keys-removed-after-others-were-added",
                    "wrong-thumbprint",
                    about(again, ALICE, "remove", BOB),
                    seen,
                ),
            )
        ),
        {
            **refused(
                "row-of-bundles-empty",
                "no-bundle",
                apply,
                **arguments(GROUP, {"alice": []}),
            ),
            "entry": 0,
        },
        refused(
            "second-bundle-of-signer-is-of-another",
            "wrong-owner",
            apply,
            **arguments(GROUP, {"alice": [ALICE["bundle"], CAROL["bundle"]]}),
        ),
        accepted("nothing-follows", apply, begun, **arguments([], before=begun)),
        {
            **refused(
                "no-bundle-of-signer",
                "no-bundle",
                apply,
                **arguments(GROUP, bundles(BOB)),
            ),
            "entry": 0,
        },
        {
            **refused(
                "no-bundle-of-second-signer",
                "no-bundle",
                apply,
                **arguments(added(GROUP, CAROL, by=BOB), bundles(ALICE)),
            ),
            "entry": 2,
        },
        refused(
            "bundle-of-signer-is-of-another",
            "wrong-owner",
            apply,
            **arguments(GROUP, {**KNOWN, "alice": [MALLORY["bundle"]]}),
        ),
        refused(
            "bundle-of-signer-altered",
            "bad-signature",
            apply,
            **arguments(GROUP, another),
        ),
        {
            **refused(
                "roster-names-other-keys-of-signer",
                "wrong-thumbprint",
                apply,
                **arguments(
                    [replaced],
                    before=roster(GROUP, {**OWNER, "sig": NEW["sig"]}, member(BOB)),
                ),
            ),
            "entry": 0,
        },
        {
            **refused(
                "group-of-257",
                "room-full",
                apply,
                **arguments(added(create(), BOB)[1:], before=crowd),
            ),
            "entry": 0,
        },
    ]


def vectors() -> list[dict]:
    """Write the vectors."""
    apply = "apply_entries"
    return [
        *(
            accepted(name, apply, value, **arguments(texts))
            for name, (texts, value) in good().items()
        ),
        *(
            {
                **refused(name, reason, apply, **arguments(texts)),
                "entry": len(texts) - 1,
            }
            for reason, cases in refusals().items()
            for name, texts in cases.items()
        ),
        *others(),
    ]
