"""Sealed keys (PROTOCOL.md §3, §5)."""

# Long, because every line of the lists below is one scenario.

from ..insecure import (
    as_bytes,
    b64,
    canonical,
    compact,
    derive,
    flipped,
    make_id,
    number,
    pbes2,
    stray_bits,
    unb64,
    with_part,
)
from ..world import ALICE, BOB, CAROL, MALLORY, TIME
from . import accepted, phrase, refused

PASSWORD = "INSECURE horse battery staple"
HEADER = {
    "alg": "PBES2-HS512+A256KW",
    "enc": "A256CBC-HS512",
    "p2c": 250_000,
    "p2s": make_id("p2s"),
}
KEY = derive("sealing key", 64)
LOGIN = make_id("login salt")
PRIVATE = {use: ALICE[use]["private"] for use in ("enc", "sig")}


def pair(actor: dict, **changes: object) -> dict:
    """Write the pairs of an actor as ones that were renewed."""
    value = {use: actor[use]["private"] for use in ("enc", "sig")} | changes
    return {k: v for k, v in value.items() if v is not ...}


def payload(**changes: object) -> dict:
    """Make the plaintext."""
    value = {
        "enc": PRIVATE["enc"],
        "owner": "alice",
        "purpose": "password",
        "sig": PRIVATE["sig"],
        "thumbprints": {
            "enc": ALICE["enc_thumbprint"],
            "sig": ALICE["sig_thumbprint"],
        },
        "time": TIME,
        "v": 1,
    }
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


WRAPPED = pbes2(PASSWORD.encode(), HEADER, KEY)


def sealed(
    plain: object = None, header: object = None, wrapped: bytes = WRAPPED
) -> str:
    """Seal a plaintext under the password."""
    plain = payload() if plain is None else plain
    return compact(header or HEADER, KEY, as_bytes(plain), wrapped)


def with_header(**changes: object) -> str:
    """Seal under a header that is refused before the password is used."""
    return sealed(
        header={k: v for k, v in {**HEADER, **changes}.items() if v is not ...}
    )


def with_rounds(rounds: int) -> str:
    """Seal under another number of rounds."""
    header = {**HEADER, "p2c": rounds}
    return sealed(header=header, wrapped=pbes2(PASSWORD.encode(), header, KEY))


def with_enc(**changes: object) -> str:
    """Seal another private key."""
    jwk = {k: v for k, v in {**PRIVATE["enc"], **changes}.items() if v is not ...}
    return sealed(payload(enc=jwk))


def refusals() -> dict:
    """List texts by reason."""
    text = sealed()
    key, iv, ciphertext, tag = (unb64(part) for part in text.split(".")[1:])
    enc = PRIVATE["enc"]
    both = {use: MALLORY[f"{use}_thumbprint"] for use in ("enc", "sig")}
    return {
        "too-large": {"one-character-too-long": {"repeat": "A", "times": 262_145}},
        "bad-shape": {
            "empty": "",
            "three-parts": ".".join(text.split(".")[:3]),
            "six-parts": text + ".AAAA",
            "not-ascii": text + "\u00e9",
            "general-json": '{"ciphertext":""}',
            "wrapped-key-missing": with_part(text, 1, ""),
            "wrapped-key-too-short": with_part(text, 1, key[:-8]),
            "wrapped-key-too-long": with_part(text, 1, key + bytes(8)),
            "iv-too-short": with_part(text, 2, iv[:-4]),
            "ciphertext-empty": with_part(text, 3, ""),
            "ciphertext-not-whole-blocks": with_part(text, 3, ciphertext[:-1]),
            "tag-cut-to-sixteen-bytes": with_part(text, 4, tag[:16]),
            "tag-empty": with_part(text, 4, ""),
            "tag-too-long": with_part(text, 4, tag + bytes(4)),
            "plaintext-a-list": sealed([payload()]),
            "owner-missing": sealed(payload(owner=...)),
            "owner-in-capitals": sealed(payload(owner="Alice")),
            "purpose-unknown": sealed(payload(purpose="backup")),
            "thumbprints-missing": sealed(payload(thumbprints=...)),
            "thumbprints-further": sealed(
                payload(thumbprints={**payload()["thumbprints"], "old": make_id("x")})
            ),
            "time-a-string": sealed(payload(time="now")),
            "further-member": sealed(payload(secret="secret")),
            "login-no-salt": sealed(payload(login="secret")),
            "login-null": sealed(payload(login=None)),
            "login-with-stray-bits": sealed(payload(login=stray_bits(LOGIN))),
            "earlier-empty": sealed(payload(earlier=[])),
            "earlier-null": sealed(payload(earlier=None)),
            "earlier-no-list": sealed(payload(earlier=pair(BOB))),
            "earlier-too-many": sealed(payload(earlier=[{"enc": 1, "sig": 1}] * 32)),
            "earlier-without-sig": sealed(payload(earlier=[pair(BOB, sig=...)])),
            "earlier-with-further-member": sealed(payload(earlier=[pair(BOB, v=1)])),
        },
        "bad-base64": {
            "iv-padded": with_part(text, 2, b64(iv) + "=="),
            "tag-with-stray-bits": with_part(text, 4, stray_bits(b64(tag))),
        },
        "bad-json": {
            "header-with-space": sealed(header=canonical(HEADER) + b" "),
            "header-not-in-order": sealed(
                header=b'{"enc":"A256CBC-HS512","alg":"PBES2-HS512+A256KW"}'
            ),
            "rounds-an-exponent": sealed(
                header=canonical(HEADER).replace(b"250000", b"25e4")
            ),
            "plaintext-not-canonical": sealed(canonical(payload()) + b"\n"),
        },
        "bad-header": {
            "alg-with-sha256": with_header(alg="PBES2-HS256+A128KW"),
            "alg-dir": with_header(alg="dir"),
            "alg-rsa": with_header(alg="RSA-OAEP-256"),
            "enc-gcm": with_header(enc="A256GCM"),
            "enc-shorter": with_header(enc="A128CBC-HS256"),
            "enc-missing": with_header(enc=...),
            "zip": with_header(zip="DEF"),
            "typ": with_header(typ="securechat-sealed"),
            "crit": with_header(crit=["p2c"]),
            "rounds-missing": with_header(p2c=...),
            "rounds-a-string": with_header(p2c="250000"),
            "rounds-true": with_header(p2c=True),
            "salt-missing": with_header(p2s=...),
            "salt-too-short": with_header(p2s=b64(bytes(15))),
            "salt-too-long": with_header(p2s=b64(bytes(17))),
            "salt-padded": with_header(p2s=HEADER["p2s"] + "=="),
            "salt-a-number": with_header(p2s=1),
        },
        "bad-rounds": {
            "rounds-one": with_header(p2c=1),
            "rounds-zero": with_header(p2c=0),
            "rounds-negative": with_header(p2c=-250_000),
            "rounds-one-too-few": with_header(p2c=209_999),
            "rounds-one-too-many": with_header(p2c=1_000_001),
            "rounds-to-stall": with_header(p2c=2**53 - 1),
        },
        "bad-password": {
            "wrapped-key-altered": flipped(text, 1),
            "wrapped-under-another-salt": with_header(p2s=make_id("other p2s")),
            "wrapped-under-other-rounds": with_header(p2c=250_001),
        },
        "bad-tag": {
            "tag-altered": flipped(text, 4),
            "ciphertext-altered": flipped(text, 3, 100),
            "iv-altered": flipped(text, 2),
            "ciphertext-cut": with_part(text, 3, ciphertext[:-16]),
            "sealed-under-another-key": compact(
                HEADER, derive("another", 64), canonical(payload()), WRAPPED
            ),
        },
        "bad-version": {
            "v-two": sealed(payload(v=2)),
            "v-missing": sealed(payload(v=...)),
        },
        "bad-key": {
            "enc-public-only": sealed(payload(enc=ALICE["enc"]["public"])),
            "enc-without-prime": with_enc(p=...),
            "enc-with-alg": with_enc(alg="RSA-OAEP-256"),
            "enc-with-other-prime": with_enc(p=MALLORY["enc"]["private"]["p"]),
            "enc-with-other-modulus": with_enc(n=MALLORY["enc"]["private"]["n"]),
            "enc-with-zero-byte-in-front": with_enc(p=b64(b"\0" + unb64(enc["p"]))),
            "enc-prime-padded": with_enc(q=enc["q"] + "="),
            "enc-prime-a-number": with_enc(q=7),
            "enc-private-exponent-of-another": with_enc(
                d=MALLORY["enc"]["private"]["d"]
            ),
            "enc-first-exponent-altered": with_enc(dp=enc["dq"]),
            "enc-second-exponent-altered": with_enc(dq=enc["dp"]),
            "enc-coefficient-altered": with_enc(qi=enc["dp"]),
            "enc-primes-exchanged": with_enc(p=enc["q"], q=enc["p"]),
            "enc-primes-trivial": with_enc(p=number(1), q=enc["n"]),
            "enc-exponent-three": with_enc(e=number(3)),
            "enc-null": sealed(payload(enc=None)),
            "enc-and-sig-the-same": sealed(payload(enc=PRIVATE["sig"])),
            "earlier-public-only": sealed(
                payload(earlier=[pair(BOB, enc=BOB["enc"]["public"])])
            ),
            "earlier-with-other-prime": sealed(
                payload(earlier=[pair(BOB, sig={**PRIVATE["sig"], "p": enc["p"]})])
            ),
            "earlier-enc-and-sig-the-same": sealed(
                payload(earlier=[pair(BOB, enc=BOB["sig"]["private"])])
            ),
            "earlier-the-keys-in-use": sealed(payload(earlier=[pair(ALICE)])),
            "earlier-one-key-in-use": sealed(
                payload(earlier=[pair(BOB, sig=PRIVATE["enc"])])
            ),
            "earlier-twice-the-same": sealed(payload(earlier=[pair(BOB), pair(BOB)])),
            "second-earlier-null": sealed(
                payload(earlier=[pair(BOB), pair(CAROL, enc=None)])
            ),
        },
        "wrong-owner": {"of-another-account": sealed(payload(owner="mallory"))},
        "wrong-purpose": {"for-recovery": sealed(payload(purpose="recovery"))},
        "wrong-thumbprint": {
            "thumbprints-of-another": sealed(payload(thumbprints=both)),
            "keys-of-another": sealed(
                payload(**{use: MALLORY[use]["private"] for use in ("enc", "sig")})
            ),
            "keys-and-thumbprints-of-another": sealed(
                payload(
                    thumbprints=both,
                    **{use: MALLORY[use]["private"] for use in ("enc", "sig")},
                )
            ),
            "enc-and-sig-exchanged": sealed(
                payload(enc=PRIVATE["sig"], sig=PRIVATE["enc"])
            ),
        },
    }


def vectors() -> list[dict]:
    """Write the vectors."""
    read = "open_keys"
    how = {
        "username": "alice",
        "password": PASSWORD,
        "purpose": "password",
        "enc_thumbprint": ALICE["enc_thumbprint"],
        "sig_thumbprint": ALICE["sig_thumbprint"],
    }
    names = ("enc_thumbprint", "sig_thumbprint")
    value = {**{name: how[name] for name in names}, "earlier": []}
    row = [{name: actor[name] for name in names} for actor in (CAROL, BOB)]
    recovery = sealed(payload(purpose="recovery"))
    full_width = PASSWORD.replace(
        "INSECURE", "\uff29\uff2e\uff33\uff25\uff23\uff35\uff32\uff25"
    )
    return [
        accepted("alice", read, value, **{**how, "text": sealed()}),
        accepted(
            "recovery", read, value, **{**how, "text": recovery, "purpose": "recovery"}
        ),
        accepted(
            "recovery-under-a-phrase",
            read,
            value,
            **{
                **how,
                "text": sealed(
                    payload(purpose="recovery", login=LOGIN),
                    wrapped=pbes2(phrase.GOOD.encode(), HEADER, KEY),
                ),
                "password": phrase.GOOD,
                "purpose": "recovery",
                "login": LOGIN,
            },
        ),
        refused(
            "for-the-password-and-read-for-recovery",
            "wrong-purpose",
            read,
            **{**how, "text": sealed(), "purpose": "recovery"},
        ),
        accepted(
            "password-in-full-width-letters",
            read,
            value,
            **{**how, "text": sealed(), "password": full_width},
        ),
        *(
            accepted(name, read, value, **how, text=text, login=login)
            for name, text, login in (
                ("salt-of-the-login", sealed(payload(login=LOGIN)), LOGIN),
                ("salt-and-nobody-just-logged-in", sealed(payload(login=LOGIN)), None),
                ("without-salt-after-a-login", sealed(), LOGIN),
            )
        ),
        refused(
            "salt-of-another-login",
            "wrong-salt",
            read,
            **how,
            text=sealed(payload(login=make_id("salt of the server's choice"))),
            login=LOGIN,
        ),
        accepted(
            "renewed-once",
            read,
            {**value, "earlier": row[1:]},
            **how,
            text=sealed(payload(earlier=[pair(BOB)], login=LOGIN)),
            login=LOGIN,
        ),
        accepted(
            "renewed-twice",
            read,
            {**value, "earlier": row},
            **how,
            text=sealed(payload(earlier=[pair(CAROL), pair(BOB)])),
        ),
        accepted("fewest-rounds", read, value, **how, text=with_rounds(210_000)),
        accepted("most-rounds", read, value, **how, text=with_rounds(1_000_000)),
        *(
            refused(name, reason, read, **how, text=text)
            for reason, texts in refusals().items()
            for name, text in texts.items()
        ),
        refused(
            "wrong-password",
            "bad-password",
            read,
            **{**how, "text": sealed(), "password": PASSWORD + "r"},
        ),
        refused(
            "password-empty",
            "bad-password",
            read,
            **{**how, "text": sealed(), "password": ""},
        ),
    ]
