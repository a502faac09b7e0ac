"""Renewals and rows of renewed bundles (PROTOCOL.md §4.1)."""

# Long, because every line of the lists below is one scenario.

from ..insecure import canonical, flipped, make_id, sha, stray_bits, unb64, with_part
from ..world import ALICE, BOB, CAROL, MALLORY, TIME, bundle_payload, signed
from . import accepted, refused

TYP = "securechat-renewal"
BUNDLE = "securechat-bundle"
# Alice's second and third keys are those that Carol and Bob have otherwise.
SECOND = {**CAROL, "username": "alice"}
THIRD = {**BOB, "username": "alice"}
HEADER = {"alg": "PS256", "kid": ALICE["sig_thumbprint"], "typ": TYP}


def payload(new: dict = SECOND, **changes: object) -> dict:
    """Make the payload of a renewal."""
    value = {
        "enc": new["enc_thumbprint"],
        "sig": new["sig_thumbprint"],
        "time": TIME + 1,
        "username": "alice",
        "v": 1,
    }
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def renewal(
    old: dict = ALICE, new: dict = SECOND, header: object = None, **changes: object
) -> str:
    """Let old keys vouch for new ones."""
    return signed(old, TYP, payload(new, **changes), header)


def with_header(**changes: object) -> str:
    """Sign Alice's renewal under another header."""
    header = {**HEADER, **changes}
    return renewal(header={k: v for k, v in header.items() if v is not ...})


def around(text: object, new: dict = SECOND, **changes: object) -> str:
    """Write the new bundle around a renewal."""
    members = {"time": TIME + 1, "renewal": text, **changes}
    return signed(new, BUNDLE, bundle_payload(new, **members))


def without(new: dict = SECOND, **changes: object) -> str:
    """Write the new bundle without a renewal."""
    return signed(new, BUNDLE, bundle_payload(new, time=TIME + 1, **changes))


def refusals() -> dict:
    """List renewals by the reason for which the bundle around them is refused."""
    text = renewal()
    header, inside, signature = text.split(".")
    one = canonical(payload())
    return {
        "too-large": {"one-character-too-long": "A" * 1_537},
        "bad-shape": {
            "null": None,
            "a-list": [text],
            "an-object": payload(),
            "empty": "",
            "two-parts": ".".join((header, inside)),
            "four-parts": text + ".",
            "not-ascii": text[:-1] + "\u00e9",
            "payload-a-list": signed(ALICE, TYP, [payload()]),
            "enc-missing": renewal(enc=...),
            "enc-null": renewal(enc=None),
            "enc-an-id": renewal(enc=make_id("enc")),
            "sig-missing": renewal(sig=...),
            "sig-with-stray-bits": renewal(sig=stray_bits(SECOND["sig_thumbprint"])),
            "time-missing": renewal(time=...),
            "time-a-string": renewal(time=str(TIME)),
            "time-negative": renewal(time=-1),
            "username-missing": renewal(username=...),
            "username-in-capitals": renewal(username="Alice"),
            "further-member": renewal(role="owner"),
            "with-renewal-of-its-own": renewal(renewal=sha(text.encode())),
            "that-begins-anew": renewal(reset=True),
        },
        "bad-base64": {
            "header-padded": with_part(text, 0, header + "="),
            "signature-of-plain-base64": with_part(text, 2, "+/" + signature[2:]),
        },
        "bad-json": {
            "header-with-space": renewal(header=canonical(HEADER) + b" "),
            "payload-with-space": signed(ALICE, TYP, one + b" "),
            "payload-member-twice": signed(
                ALICE, TYP, one.replace(b'"time"', b'"time":1,"time"')
            ),
        },
        "bad-header": {
            "alg-none": with_header(alg="none"),
            "alg-rs256": with_header(alg="RS256"),
            "typ-missing": with_header(typ=...),
            "typ-of-a-bundle": with_header(typ=BUNDLE),
            "typ-of-a-roster-entry": with_header(typ="securechat-roster"),
            "kid-missing": with_header(kid=...),
            "kid-a-username": with_header(kid="alice"),
            "crit": with_header(crit=["kid"]),
        },
        "bad-version": {"v-missing": renewal(v=...), "v-two": renewal(v=2)},
        "wrong-thumbprint": {
            "for-other-keys": renewal(new=THIRD),
            "for-another-enc": renewal(enc=MALLORY["enc_thumbprint"]),
            "for-another-sig": renewal(sig=MALLORY["sig_thumbprint"]),
            "for-enc-and-sig-exchanged": renewal(
                enc=SECOND["sig_thumbprint"], sig=SECOND["enc_thumbprint"]
            ),
            "for-the-old-keys": renewal(new=ALICE),
        },
        "wrong-owner": {"of-another-account": renewal(username="mallory")},
        "unknown-key": {
            "by-the-new-keys": renewal(old=SECOND),
            "by-others-under-the-new-kid": renewal(
                header={**HEADER, "kid": SECOND["sig_thumbprint"]}
            ),
        },
    }


def rows() -> dict:
    """List rows of bundles by reason."""
    first, second = ALICE["bundle"], around(renewal())
    third = around(renewal(SECOND, THIRD), THIRD)
    return {
        "not-renewed": {
            "second-without-renewal": [first, without()],
            "third-without-renewal": [first, second, without(THIRD)],
            "second-begins-anew": [first, without(reset=True)],
            "third-begins-anew": [first, second, without(THIRD, reset=True)],
            "first-again": [first, first],
            "backwards": [second, first],
        },
        "unknown-key": {
            "second-left-out": [first, third],
            "third-renewed-by-the-first": [
                first,
                second,
                around(renewal(ALICE, THIRD), THIRD),
            ],
            "renewed-by-another": [first, around(renewal(MALLORY))],
            "renewed-by-enc-of-the-first": [
                first,
                around(with_header(kid=ALICE["enc_thumbprint"])),
            ],
            "second-again": [first, second, second],
        },
        "bad-signature": {
            "renewed-by-another-under-this-kid": [
                first,
                around(renewal(MALLORY, header=HEADER)),
            ],
            "signature-altered": [first, around(flipped(renewal(), 2, 9))],
            "signature-empty": [first, around(with_part(renewal(), 2, ""))],
            "signature-one-byte-short": [
                first,
                around(with_part(renewal(), 2, unb64(renewal().split(".")[2])[:-1])),
            ],
            "time-replaced": [
                first,
                around(with_part(renewal(), 1, canonical(payload(time=TIME + 2)))),
            ],
            "second-bundle-altered": [first, flipped(second, 2)],
        },
        "wrong-owner": {
            "of-another": [BOB["bundle"]],
            "second-of-another": [
                first,
                signed(CAROL, BUNDLE, bundle_payload(CAROL, renewal=renewal())),
            ],
        },
        "bad-shape": {"renewal-null": [first, around(None)]},
    }


def value(text: str, new: dict, kept: str | None) -> dict:
    """Write what a bundle says."""
    return {
        "enc_thumbprint": new["enc_thumbprint"],
        "hash": sha(text.encode()),
        "renewal": kept,
        "sig_thumbprint": new["sig_thumbprint"],
        "username": "alice",
    }


def vectors() -> list[dict]:
    """Write the vectors."""
    read, row, who = "read_bundle", "read_renewals", {"username": "alice"}
    first, second = ALICE["bundle"], around(renewal())
    third = around(renewal(SECOND, THIRD), THIRD)
    fourth = around(renewal(THIRD, ALICE), ALICE)
    kept_enc = {**SECOND, **{name: ALICE[name] for name in ("enc", "enc_thumbprint")}}
    same_enc = around(renewal(new=kept_enc), kept_enc)
    unsigned = flipped(renewal(), 2)
    good = {
        "no-bundle-at-all": [],
        "never-renewed": [first],
        "renewed-once": [first, second],
        "renewed-twice": [first, second, third],
        "old-keys-again": [first, second, third, fourth],
        "first-shown-was-renewed-before": [second, third],
        "enc-kept": [first, same_enc],
        "first-began-anew": [
            without(reset=True),
            around(renewal(SECOND, THIRD), THIRD),
        ],
    }
    return [
        accepted("bundle-without", read, value(first, ALICE, None), text=first, **who),
        accepted(
            "bundle-with", read, value(second, SECOND, renewal()), text=second, **who
        ),
        accepted(
            # Only who knows the old keys can tell.
            "bundle-with-signature-of-nobody",
            read,
            value(around(unsigned), SECOND, unsigned),
            text=around(unsigned),
            **who,
        ),
        *(
            refused(f"bundle-{name}", reason, read, text=around(text), **who)
            for reason, cases in refusals().items()
            for name, text in cases.items()
        ),
        refused(
            "bundle-renewed-and-anew",
            "bad-shape",
            read,
            text=around(renewal(), reset=True),
            **who,
        ),
        refused(
            "bundle-with-renewal-and-altered",
            "bad-signature",
            read,
            text=flipped(second, 2),
            **who,
        ),
        *(
            accepted(name, row, [sha(t.encode()) for t in texts], texts=texts, **who)
            for name, texts in good.items()
        ),
        *(
            refused(name, reason, row, texts=texts, **who)
            for reason, cases in rows().items()
            for name, texts in cases.items()
        ),
    ]
