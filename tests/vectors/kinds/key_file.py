"""Key files (PROTOCOL.md §5.4)."""

# Long, because every line of the lists below is one scenario.

import hmac

from ..insecure import (
    b64,
    canonical,
    compact,
    derive,
    flipped,
    make_id,
    pbes2,
    stray_bits,
    unb64,
    with_part,
)
from ..world import ALICE, BOB, MALLORY, signed_bundle
from . import accepted, refused, sealed

PASSWORD = "INSECURE words for the file alone"
HEADER = sealed.HEADER
KEY = derive("key file", 64)
SECRET = derive("key in the file", 32)
SALT = derive("file salt", 16)
WRAPPED = pbes2(PASSWORD.encode(), HEADER, KEY)


def payload(**changes: object) -> dict:
    """Make the plaintext."""
    further = {"bundle": ALICE["bundle"], "key": b64(SECRET), "purpose": "file"}
    return sealed.payload(**{**further, **changes})


def file(
    plain: object = None, header: object = None, wrapped: bytes = WRAPPED, key=KEY
) -> str:
    """Write a key file without the line feed at its end."""
    plain = payload() if plain is None else plain
    data = plain if isinstance(plain, bytes) else canonical(plain)
    return compact(header or HEADER, key, data, wrapped)


def with_rounds(rounds: int) -> str:
    """Write one under another number of rounds."""
    header = {**HEADER, "p2c": rounds}
    return file(header=header, wrapped=pbes2(PASSWORD.encode(), header, KEY))


def refusals() -> dict:
    """List texts by reason."""
    text, bundle = file(), ALICE["bundle"]
    _, iv, ciphertext, tag = (unb64(part) for part in text.split(".")[1:])
    theirs = {use: MALLORY[use]["private"] for use in ("enc", "sig")}
    both = {use: MALLORY[f"{use}_thumbprint"] for use in ("enc", "sig")}
    signed_by_mallory = signed_bundle(MALLORY, username="alice")
    return {
        "too-large": {
            "one-character-too-long": {"repeat": "A", "times": 262_145},
        },
        "bad-shape": {
            "empty": "",
            "two-in-one": f"{text}\n{text}",
            "nothing-but-space": " \r\n\t ",
            "another-text": "These are notes, and no key file.",
            "cut-in-the-middle": text[: len(text) // 2],
            "not-ascii": text + "\u00e9",
            "behind-a-byte-order-mark": "\ufeff" + text,
            "inside-quotes": f"\u201c{text}\u201d",
            "ciphertext-cut": with_part(text, 3, ciphertext[:-1]),
            "key-missing": file(payload(key=...)),
            "key-too-short": file(payload(key=b64(SECRET[:-1]))),
            "key-with-stray-bits": file(payload(key=stray_bits(b64(SECRET)))),
            "key-null": file(payload(key=None)),
            "bundle-missing": file(payload(bundle=...)),
            "bundle-null": file(payload(bundle=None)),
            "bundle-an-object": file(payload(bundle={})),
            "bundle-cut": file(payload(bundle=bundle.rpartition(".")[0])),
            "login-as-in-other-seals": file(payload(login=sealed.LOGIN)),
            "further-member": file(payload(note="mine")),
            "earlier-empty": file(payload(earlier=[])),
            "owner-missing": file(payload(owner=...)),
            "purpose-missing": file(payload(purpose=...)),
            "purpose-unknown": file(payload(purpose="backup")),
            "purpose-a-list": file(payload(purpose=["file"])),
            "password-with-the-members-of-a-file": file(payload(purpose="password")),
        },
        "bad-base64": {
            "broken-into-lines": text[:64] + "\n" + text[64:],
            "padded": with_part(text, 2, b64(iv) + "=="),
        },
        "bad-json": {
            "plaintext-not-canonical": file(canonical(payload()) + b"\n"),
        },
        "bad-header": {
            "typ": file(header={**HEADER, "typ": "securechat-key-file"}),
            "cty": file(header={**HEADER, "cty": "jwk+json"}),
            "alg-with-sha256": file(header={**HEADER, "alg": "PBES2-HS256+A128KW"}),
            "enc-gcm": file(header={**HEADER, "enc": "A256GCM"}),
        },
        "bad-rounds": {
            "too-few-rounds": with_rounds(209_999),
            "too-many-rounds": file(header={**HEADER, "p2c": 1_000_001}),
        },
        "bad-password": {
            "wrapped-key-altered": flipped(text, 1),
            "of-another-salt": file(header={**HEADER, "p2s": make_id("other p2s")}),
        },
        "bad-tag": {
            "one-bit-of-the-ciphertext": flipped(text, 3, 2000),
            "one-bit-of-the-tag": flipped(text, 4),
            "tail-of-another-file": with_part(
                text,
                3,
                ciphertext[:-16] + unb64(with_rounds(250_001).split(".")[3])[-16:],
            ),
        },
        "bad-version": {"v-two": file(payload(v=2))},
        "bad-key": {"enc-and-sig-the-same": file(payload(enc=ALICE["sig"]["private"]))},
        "bad-signature": {
            "bundle-altered": file(payload(bundle=flipped(bundle, 2))),
        },
        "wrong-owner": {
            "of-another-account": file(
                payload(
                    owner="mallory",
                    bundle=MALLORY["bundle"],
                    thumbprints=both,
                    **theirs,
                )
            ),
            "bundle-of-another-account": file(payload(bundle=MALLORY["bundle"])),
        },
        "wrong-purpose": {
            "keys-sealed-under-a-password": file(
                payload(purpose="password", bundle=..., key=..., login=sealed.LOGIN)
            ),
            "keys-sealed-under-a-phrase": file(
                payload(purpose="recovery", bundle=..., key=...)
            ),
        },
        "wrong-thumbprint": {
            "keys-of-another": file(payload(**theirs)),
            "thumbprints-of-another": file(payload(thumbprints=both)),
            "bundle-of-other-keys": file(payload(bundle=signed_by_mallory)),
            "enc-and-sig-exchanged": file(
                payload(enc=ALICE["sig"]["private"], sig=ALICE["enc"]["private"])
            ),
        },
    }


def vectors() -> list[dict]:
    """Write the vectors."""
    call, read = "open_key_file", "open_keys"
    how = {"username": "alice", "password": PASSWORD}
    account = {
        "enc_thumbprint": ALICE["enc_thumbprint"],
        "sig_thumbprint": ALICE["sig_thumbprint"],
    }
    before = {name: BOB[name] for name in account}
    value = {"bundle": ALICE["bundle"], "key": b64(SECRET), **account}
    whole = file() + "\n"
    proof = b64(hmac.digest(SECRET, b"securechat/file/1" + SALT, "sha256"))
    return [
        accepted("as-it-is-downloaded", call, value, **how, text=whole),
        accepted("without-its-line-feed", call, value, **how, text=file()),
        accepted("with-space-around", call, value, **how, text=f" \t{file()}\r\n\r\n"),
        accepted("fewest-rounds", call, value, **how, text=with_rounds(210_000) + "\n"),
        *(
            refused(name, reason, call, **how, text=text)
            for reason, texts in refusals().items()
            for name, text in texts.items()
        ),
        refused(
            "password-of-the-account",
            "bad-password",
            call,
            username="alice",
            password=sealed.PASSWORD,
            text=whole,
        ),
        refused(
            "asked-for-another-account",
            "wrong-owner",
            call,
            username="bob",
            password=PASSWORD,
            text=whole,
        ),
        accepted(
            "held-against-the-account",
            read,
            account,
            **how,
            **account,
            purpose="file",
            text=file(),
        ),
        accepted(
            "with-the-keys-before-a-renewal",
            read,
            {**account, "earlier": [before]},
            **how,
            **account,
            purpose="file",
            text=file(payload(earlier=[sealed.pair(BOB)])),
        ),
        refused(
            "of-keys-that-the-account-has-no-more",
            "wrong-thumbprint",
            read,
            **how,
            enc_thumbprint=MALLORY["enc_thumbprint"],
            sig_thumbprint=MALLORY["sig_thumbprint"],
            purpose="file",
            text=file(),
        ),
        *(
            refused(
                f"a-file-in-the-place-of-{purpose}",
                "wrong-purpose",
                read,
                **how,
                **account,
                purpose=purpose,
                text=file(),
            )
            for purpose in ("password", "recovery")
        ),
        accepted("secret", "file_secret", proof, key=b64(SECRET), salt=b64(SALT)),
        accepted(
            "secret-beside-a-salt-of-zeros",
            "file_secret",
            b64(hmac.digest(SECRET, b"securechat/file/1" + bytes(16), "sha256")),
            key=b64(SECRET),
            salt=b64(bytes(16)),
        ),
        refused(
            "secret-salt-too-long",
            "bad-shape",
            "file_secret",
            key=b64(SECRET),
            salt=b64(SALT + bytes(1)),
        ),
    ]
