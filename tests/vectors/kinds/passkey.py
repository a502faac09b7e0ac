"""Keys sealed for a passkey (PROTOCOL.md §5.8)."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

from ..insecure import (
    as_bytes,
    b64,
    canonical,
    compact,
    derive,
    flipped,
    make_id,
    unb64,
    with_part,
)
from ..world import ALICE, MALLORY
from . import accepted, refused
from .sealed import payload as password_payload

HEADER = {"alg": "A256KW", "enc": "A256CBC-HS512", "typ": "securechat-passkey"}
KEY = derive("passkey content key", 64)
PRF = derive("prf", 32)


def payload(**changes: object) -> dict:
    """Make the plaintext."""
    return password_payload(**{"purpose": "passkey", **changes})


def wrapped(prf: bytes = PRF, key: bytes = KEY, info: bytes = b"") -> bytes:
    """Wrap a content key under what a passkey made."""
    info = info or b"securechat/passkey/1"
    kek = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(prf)
    return aes_key_wrap(kek, key)


def sealed(plain: object = None, header: object = None, key: bytes = b"") -> str:
    """Seal a plaintext for the passkey."""
    plain = payload() if plain is None else plain
    return compact(header or HEADER, KEY, as_bytes(plain), key or wrapped())


def with_header(**changes: object) -> str:
    """Seal under a header that is refused before the passkey is used."""
    return sealed(
        header={k: v for k, v in {**HEADER, **changes}.items() if v is not ...}
    )


def theirs() -> dict:
    """Give the private keys of another."""
    return {use: MALLORY[use]["private"] for use in ("enc", "sig")}


def refusals() -> dict:
    """List texts by reason."""
    text = sealed()
    both = {use: MALLORY[f"{use}_thumbprint"] for use in ("enc", "sig")}
    return {
        "too-large": {"one-character-too-long": {"repeat": "A", "times": 262_145}},
        "bad-shape": {
            "empty": "",
            "wrapped-key-missing": with_part(text, 1, ""),
            "wrapped-key-of-32-bytes": sealed(key=wrapped(key=KEY[:32])),
            "tag-empty": with_part(text, 4, ""),
            "purpose-unknown": sealed(payload(purpose="backup")),
            "further-member": sealed(payload(prf=b64(PRF))),
            "earlier-empty": sealed(payload(earlier=[])),
            "login": sealed(payload(login=make_id("login salt"))),
        },
        "bad-base64": {"tag-padded": with_part(text, 4, text.split(".")[4] + "==")},
        "bad-json": {
            "header-with-space": sealed(header=canonical(HEADER) + b" "),
            "plaintext-not-canonical": sealed(canonical(payload()) + b"\n"),
        },
        "bad-header": {
            "alg-weaker": with_header(alg="A128KW"),
            "alg-dir": with_header(alg="dir"),
            "alg-with-gcm": with_header(alg="A256GCMKW"),
            "alg-of-passwords": with_header(
                alg="PBES2-HS512+A256KW", p2c=250_000, p2s=make_id("p2s")
            ),
            "enc-gcm": with_header(enc="A256GCM"),
            "typ-missing": with_header(typ=...),
            "typ-of-another": with_header(typ="securechat-state"),
            "zip": with_header(zip="DEF"),
            "crit": with_header(crit=["alg"]),
            "kid": with_header(kid=ALICE["enc_thumbprint"]),
        },
        "bad-unwrap": {
            "of-another-passkey": sealed(key=wrapped(derive("another prf", 32))),
            "under-another-label": sealed(key=wrapped(info=b"securechat/passkey/2")),
            "wrapped-key-altered": flipped(text, 1),
        },
        "bad-tag": {
            "tag-altered": flipped(text, 4),
            "ciphertext-altered": flipped(text, 3, 100),
            "content-key-of-another": sealed(key=wrapped(key=derive("another", 64))),
        },
        "bad-version": {"v-two": sealed(payload(v=2))},
        "bad-key": {
            "enc-public-only": sealed(payload(enc=ALICE["enc"]["public"])),
            "enc-and-sig-the-same": sealed(payload(enc=ALICE["sig"]["private"])),
        },
        "wrong-owner": {"of-another-account": sealed(payload(owner="mallory"))},
        "wrong-purpose": {
            "of-the-password": sealed(payload(purpose="password")),
            "of-the-phrase": sealed(payload(purpose="recovery")),
        },
        "wrong-thumbprint": {
            "thumbprints-of-another": sealed(payload(thumbprints=both)),
            "keys-of-another": sealed(payload(**theirs())),
            "all-of-another": sealed(payload(thumbprints=both, **theirs())),
        },
    }


def vectors() -> list[dict]:
    """Write the vectors."""
    call = "open_by_passkey"
    how = {
        "enc_thumbprint": ALICE["enc_thumbprint"],
        "prf": b64(PRF),
        "sig_thumbprint": ALICE["sig_thumbprint"],
        "username": "alice",
    }
    names = ("enc_thumbprint", "sig_thumbprint")
    value = {**{name: how[name] for name in names}, "earlier": []}
    row = [{name: MALLORY[name] for name in names}]
    assert unb64(how["prf"]) == PRF
    short = {**how, "prf": b64(PRF[:31])}
    return [
        accepted("sealed-for-the-passkey", call, value, **how, text=sealed()),
        accepted(
            "with-earlier-keys",
            call,
            {**value, "earlier": row},
            **how,
            text=sealed(payload(earlier=[theirs()])),
        ),
        refused("prf-too-short", "bad-shape", call, **short, text=sealed()),
        *(
            refused(name, reason, call, **how, text=text)
            for reason, texts in refusals().items()
            for name, text in texts.items()
        ),
    ]
