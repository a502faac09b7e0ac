"""Key bundles (PROTOCOL.md §3, §4)."""

# Long, because every line of the lists below is one scenario.

from ..insecure import (
    b64,
    canonical,
    derive,
    flipped,
    number,
    sha,
    sign_pss,
    sign_v15,
    stray_bits,
    thumb,
    unb64,
    with_part,
)
from ..world import ALICE, MALLORY, TIME, bundle_payload, signed
from . import accepted, refused

TYP = "securechat-bundle"
HEADER = {"alg": "PS256", "kid": ALICE["sig_thumbprint"], "typ": TYP}
TEXT = ALICE["bundle"]
SIGNING_INPUT = TEXT[: TEXT.rindex(".")].encode()

# RFC 7638 §3.1.
RFC_7638 = {
    "e": "AQAB",
    "kty": "RSA",
    "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFx"
    "uhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6"
    "Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n"
    "91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF4"
    "4-csFCur-kEgU8awapJzKnqDKgw",
}


def with_header(**changes: object) -> str:
    """Sign Alice's bundle under another header."""
    header = {k: v for k, v in {**HEADER, **changes}.items() if v is not ...}
    return signed(ALICE, TYP, bundle_payload(ALICE), header)


def with_payload(**changes: object) -> str:
    """Sign another payload as Alice."""
    payload = bundle_payload(ALICE, **changes)
    return signed(ALICE, TYP, {k: v for k, v in payload.items() if v is not ...})


def with_enc(**changes: object) -> str:
    """Sign a bundle with another encryption key."""
    jwk = {**ALICE["enc"]["public"], **changes}
    return with_payload(enc={k: v for k, v in jwk.items() if v is not ...})


def modulus(size: int, first: int = 0xC0, last: int = 1) -> str:
    """Make something of the form of a modulus."""
    data = derive("modulus", size)
    return b64(bytes([data[0] | first]) + data[1:-1] + bytes([data[-1] | last]))


def refusals() -> dict:
    """List texts by reason."""
    n = unb64(ALICE["enc"]["public"]["n"])
    header, payload, signature = TEXT.split(".")
    one = canonical(bundle_payload(ALICE))
    return {
        "too-large": {"one-character-too-long": {"repeat": "A", "times": 4097}},
        "bad-shape": {
            "empty": "",
            "two-parts": f"{header}.{payload}",
            "four-parts": TEXT + ".",
            "not-ascii": TEXT[:-1] + "\u00e9",
            "payload-a-list": signed(ALICE, TYP, [bundle_payload(ALICE)]),
            "payload-a-string": signed(ALICE, TYP, "bundle"),
            "payload-null": signed(ALICE, TYP, None),
            "further-member": with_payload(role="owner"),
            "time-missing": with_payload(time=...),
            "time-a-string": with_payload(time="1"),
            "time-negative": with_payload(time=-1),
            "time-true": with_payload(time=True),
            "enc-missing": with_payload(enc=...),
            "username-missing": with_payload(username=...),
            "username-in-capitals": with_payload(username="Alice"),
            "username-too-short": with_payload(username="al"),
            "username-too-long": with_payload(username="a" * 33),
            "username-with-slash": with_payload(username="al/ce"),
            "username-with-line-feed": with_payload(username="alice\n"),
            "username-not-ascii": with_payload(username="\u0430lice"),
            "username-a-list": with_payload(username=["alice"]),
            "reset-false": with_payload(reset=False),
            "reset-null": with_payload(reset=None),
            "reset-a-number": with_payload(reset=1),
            "reset-a-hash": with_payload(reset=sha(TEXT.encode())),
        },
        "bad-base64": {
            "header-padded": with_part(TEXT, 0, header + "="),
            "payload-with-line-feed": with_part(TEXT, 1, payload + "\n"),
            "signature-of-plain-base64": with_part(TEXT, 2, "+/" + signature[2:]),
            "header-of-one-character-more": with_part(
                TEXT, 0, header + "A" * (1 if len(header) % 4 == 0 else 3)
            ),
            "payload-with-stray-bits": with_part(
                TEXT, 1, stray_bits(b64(one + b" " * (1 if len(one) % 3 == 0 else 0)))
            ),
        },
        "bad-json": {
            "header-empty": with_part(TEXT, 0, ""),
            "header-no-json": with_part(TEXT, 0, b"PS256"),
            "header-with-space": with_part(TEXT, 0, canonical(HEADER) + b" "),
            "header-not-in-order": signed(
                ALICE,
                TYP,
                bundle_payload(ALICE),
                b'{"typ":"%b",' % TYP.encode()
                + canonical({k: HEADER[k] for k in ("alg", "kid")})[1:],
            ),
            "header-member-twice": signed(
                ALICE,
                TYP,
                bundle_payload(ALICE),
                b'{"alg":"PS256",' + canonical(HEADER)[1:],
            ),
            "payload-with-space": signed(ALICE, TYP, one + b"\n"),
            "payload-empty": signed(ALICE, TYP, b""),
            "time-a-fraction": signed(
                ALICE, TYP, one.replace(b"%d" % TIME, b"%d.0" % TIME)
            ),
            "time-too-large": with_payload(time=2**53),
            "username-twice": signed(
                ALICE, TYP, one.replace(b'"username"', b'"username":"bob","username"')
            ),
        },
        "bad-header": {
            "header-a-list": signed(ALICE, TYP, bundle_payload(ALICE), [HEADER]),
            "alg-none": with_header(alg="none"),
            "alg-none-and-no-signature": with_part(with_header(alg="none"), 2, ""),
            "alg-rs256": with_header(alg="RS256"),
            "alg-ps384": with_header(alg="PS384"),
            "alg-hs256": with_header(alg="HS256"),
            "alg-small-letters": with_header(alg="ps256"),
            "alg-a-list": with_header(alg=["PS256"]),
            "alg-missing": with_header(alg=...),
            "typ-missing": with_header(typ=...),
            "typ-of-a-roster-entry": with_header(typ="securechat-roster"),
            "typ-of-a-message": with_header(typ="securechat-message"),
            "typ-in-capitals": with_header(typ=TYP.upper()),
            "kid-missing": with_header(kid=...),
            "kid-null": with_header(kid=None),
            "kid-a-username": with_header(kid="alice"),
            "crit": with_header(crit=["exp"]),
            "payload-not-encoded": with_header(b64=False),
            "jwk-in-header": with_header(jwk=ALICE["sig"]["public"]),
            "jku-in-header": with_header(jku="https://example.org/keys"),
            "cty-in-header": with_header(cty="json"),
        },
        "bad-version": {
            "v-missing": with_payload(v=...),
            "v-zero": with_payload(v=0),
            "v-two": with_payload(v=2),
            "v-two-and-other-members": signed(ALICE, TYP, {"v": 2}),
            "v-a-string": with_payload(v="1"),
            "v-true": with_payload(v=True),
        },
        "bad-key": {
            "enc-a-string": with_payload(enc=ALICE["enc_thumbprint"]),
            "enc-null": with_payload(enc=None),
            "enc-empty": with_payload(enc={}),
            "enc-of-2048-bits": with_enc(n=modulus(256)),
            "enc-of-4096-bits": with_enc(n=modulus(512)),
            "enc-of-3071-bits": with_enc(n=b64(bytes([n[0] & 0x7F | 0x40]) + n[1:])),
            "enc-with-zero-byte-in-front": with_enc(n=b64(b"\0" + n)),
            "enc-even": with_enc(n=b64(n[:-1] + bytes([n[-1] & 0xFE]))),
            "enc-with-padding": with_enc(n=b64(n) + "="),
            "enc-modulus-a-number": with_enc(n=12345),
            "enc-modulus-missing": with_enc(n=...),
            "enc-exponent-three": with_enc(e=number(3)),
            "enc-exponent-longer": with_enc(e="AAEAAQ"),
            "enc-exponent-a-number": with_enc(e=65537),
            "enc-kty-ec": with_enc(kty="EC"),
            "enc-kty-small-letters": with_enc(kty="rsa"),
            "enc-kty-missing": with_enc(kty=...),
            "enc-with-alg": with_enc(alg="RSA-OAEP-256"),
            "enc-with-kid": with_enc(kid=ALICE["enc_thumbprint"]),
            "enc-with-private-exponent": with_enc(d="AQAB"),
            "sig-of-2048-bits": with_payload(
                sig={**ALICE["sig"]["public"], "n": modulus(256)}
            ),
            "sig-with-use": with_payload(sig={**ALICE["sig"]["public"], "use": "sig"}),
            "enc-and-sig-the-same": with_payload(enc=ALICE["sig"]["public"]),
        },
        "unknown-key": {
            "kid-of-another": with_header(kid=MALLORY["sig_thumbprint"]),
            "kid-of-enc": with_header(kid=ALICE["enc_thumbprint"]),
            "signed-by-another-under-their-kid": signed(
                MALLORY, TYP, bundle_payload(ALICE)
            ),
            "sig-replaced": with_payload(sig=MALLORY["sig"]["public"]),
        },
        "bad-signature": {
            "signature-first-bit": flipped(TEXT, 2),
            "signature-last-bit": flipped(TEXT, 2, -1),
            "signature-empty": with_part(TEXT, 2, ""),
            "signature-one-byte-short": with_part(TEXT, 2, unb64(signature)[:-1]),
            "signature-one-byte-long": with_part(TEXT, 2, unb64(signature) + b"\0"),
            "signature-zero": with_part(TEXT, 2, bytes(384)),
            "signature-of-another-payload": with_part(
                TEXT, 2, with_payload(time=TIME + 1).split(".")[2]
            ),
            "payload-of-another-signature": with_part(
                TEXT, 1, canonical(bundle_payload(ALICE, time=TIME + 1))
            ),
            "signed-by-another-under-this-kid": signed(
                MALLORY, TYP, bundle_payload(ALICE), HEADER
            ),
            "signed-with-enc": with_part(
                TEXT, 2, sign_pss(ALICE["enc"]["private"], SIGNING_INPUT)
            ),
            "pkcs1-v1-5": with_part(
                TEXT, 2, sign_v15(ALICE["sig"]["private"], SIGNING_INPUT)
            ),
            "pss-without-salt": with_part(
                TEXT, 2, sign_pss(ALICE["sig"]["private"], SIGNING_INPUT, 0)
            ),
            "pss-with-longest-salt": with_part(
                TEXT, 2, sign_pss(ALICE["sig"]["private"], SIGNING_INPUT, 350)
            ),
            "pss-with-sha512": with_part(
                TEXT, 2, sign_pss(ALICE["sig"]["private"], SIGNING_INPUT, 64, "sha512")
            ),
        },
    }


def value(actor: dict) -> dict:
    """Write what a bundle says."""
    return {
        "enc_thumbprint": actor["enc_thumbprint"],
        "hash": sha(actor["bundle"].encode()),
        "sig_thumbprint": actor["sig_thumbprint"],
        "time": TIME,
        "username": actor["username"],
    }


def vectors() -> list[dict]:
    """Write the vectors."""
    read, anew = "read_bundle", with_payload(reset=True)
    return [
        accepted("rfc-7638-example", "thumbprint", thumb(RFC_7638), jwk=RFC_7638),
        accepted("alice", read, value(ALICE), text=TEXT, username="alice"),
        accepted(
            "mallory", read, value(MALLORY), text=MALLORY["bundle"], username="mallory"
        ),
        accepted(
            "that-begins-anew",
            read,
            {**value(ALICE), "hash": sha(anew.encode()), "reset": True},
            text=anew,
            username="alice",
        ),
        *(
            refused(name, reason, read, text=text, username="alice")
            for reason, texts in refusals().items()
            for name, text in texts.items()
        ),
        refused("of-another-account", "wrong-owner", read, text=TEXT, username="bob"),
    ]
