"""Attacks on envelopes: one profile, no negotiation. A member seals, the server brings.

Every envelope here has a right tag and a right signature, unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.malicious.attack import SERVER_AND_MEMBER, Check, attack
from tests.malicious.stage import Stage

MET = ("positions", "sessions")


def headed(name: str) -> Check:
    """Name the check of one member of the header."""
    constant = name.upper()
    return Check(
        "static/js/crypto/message.js",
        f"header.{name} === {constant}",
        "true",
        f"the header's `{name}` is the profile's",
    )


MEMBERS = Check(
    "static/js/crypto/message.js",
    'return hasMembers(header, "alg", "enc", "idx", "sid", "typ")',
    "return isObject(header)",
    "the header has exactly the profile's members",
)

LENGTHS = Check(
    "static/js/crypto/jwe.js",
    "if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES",
    "if (iv.length !== IV_BYTES",
    "a tag has 32 bytes, before any key is used",
)


def with_header(stage: Stage, **header: Any) -> Iterator[None]:
    """Play an attack with a changed header."""
    stage.meet()
    yield
    letter = stage.letter()
    stage.show(letter.record(letter.sealed(**header)))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="names another `alg`, A256KW",
    refused="the message",
    reason="bad-header",
    check=headed("alg"),
    moves=MET,
)
def envelope_with_another_alg(stage: Stage) -> Iterator[None]:
    yield from with_header(stage, alg="A256KW")


@attack(
    has=SERVER_AND_MEMBER,
    does="names another `enc`, A256GCM",
    refused="the message",
    reason="bad-header",
    check=headed("enc"),
    moves=MET,
)
def envelope_with_another_enc(stage: Stage) -> Iterator[None]:
    yield from with_header(stage, enc="A256GCM")


@attack(
    has=SERVER_AND_MEMBER,
    does="names another `typ`, that of account data",
    refused="the message",
    reason="bad-header",
    check=headed("typ"),
    moves=MET,
)
def envelope_with_another_typ(stage: Stage) -> Iterator[None]:
    yield from with_header(stage, typ="securechat-state")


@attack(
    has=SERVER_AND_MEMBER,
    does="adds a `kid`",
    refused="the message",
    reason="bad-header",
    check=MEMBERS,
    moves=MET,
)
def envelope_with_a_kid(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.letter()
    kid = stage.mallory.keys.sig_thumbprint
    stage.show(letter.record(letter.sealed(kid=kid)))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="says that the text is compressed, with `zip`",
    refused="the message",
    reason="bad-header",
    check=MEMBERS,
    moves=MET,
)
def envelope_with_zip(stage: Stage) -> Iterator[None]:
    yield from with_header(stage, zip="DEF")


@attack(
    has=SERVER_AND_MEMBER,
    does="demands an extension, with `crit`",
    refused="the message",
    reason="bad-header",
    check=MEMBERS,
    moves=MET,
)
def envelope_with_crit(stage: Stage) -> Iterator[None]:
    yield from with_header(stage, crit=["b64"], b64=False)


@attack(
    has=SERVER_AND_MEMBER,
    does="brings a header of 1 MiB",
    refused="the message",
    reason="too-large",
    check=Check(
        "static/js/crypto/limits.js",
        "if (text.length > limit && "
        "(text.length > 2 * limit || [...text].length > limit)) {",
        "if (false) {",
        "nothing beyond its limit is even taken apart",
    ),
    moves=MET,
)
def envelope_with_a_header_of_1_mib(stage: Stage) -> Iterator[None]:
    yield from with_header(stage, typ="x" * (1 << 20))


def with_tag(stage: Stage, size: int) -> Iterator[None]:
    """Play an attack with a tag that is cut short."""
    stage.meet()
    yield
    letter = stage.letter()
    parts = letter.sealed().split(".")
    parts[4] = parts[4][:size]
    stage.show(letter.record(".".join(parts)))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="leaves the tag empty",
    refused="the message",
    reason="bad-shape",
    check=LENGTHS,
    moves=MET,
)
def envelope_with_an_empty_tag(stage: Stage) -> Iterator[None]:
    yield from with_tag(stage, 0)


@attack(
    has=SERVER_AND_MEMBER,
    does="cuts the tag to 15 bytes",
    refused="the message",
    reason="bad-shape",
    check=LENGTHS,
    moves=MET,
)
def envelope_with_a_short_tag(stage: Stage) -> Iterator[None]:
    yield from with_tag(stage, 20)


@attack(
    has=SERVER_AND_MEMBER,
    does="writes the tag in base64url that is not canonical: with stray bits",
    refused="the message",
    reason="bad-base64",
    check=Check(
        "static/js/crypto/bytes.js",
        "if (rest === 1 || last < 0 || (last & (rest === 2 ? 0xffff : 0xff)) !== 0) "
        'throw new ProtocolError("bad-base64")',
        "",
        "the bits behind the last byte are zero",
    ),
    moves=MET,
)
def envelope_with_stray_bits(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.letter()
    text = letter.sealed()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    # 32 bytes leave two bits of the last character unused.
    stray = alphabet[alphabet.index(text[-1]) | 1]
    stage.show(letter.record(text[:-1] + stray))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="writes the header with a space in it",
    refused="the message",
    reason="bad-json",
    check=Check(
        "static/js/crypto/canonical.js",
        "if (write(value, 0) !== text) "
        'throw new ProtocolError("bad-json", "not canonical")',
        "",
        "JSON is canonical: written again it is the same",
    ),
    moves=MET,
)
def envelope_with_a_space(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.letter()
    stage.show(letter.record(letter.sealed(spaced=True)))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="pads with other bytes than zeros, to smuggle something",
    refused="the message",
    reason="bad-padding",
    check=Check(
        "static/js/crypto/padding.js",
        "while (end >= 0 && padded[end] === 0) end--",
        "while (end >= 0 && padded[end] !== MARK) end--",
        "behind the mark there are zeros and nothing else",
    ),
    moves=MET,
)
def envelope_with_smuggled_padding(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.letter()
    stage.show(letter.record(letter.sealed(smuggled=b"\x01smuggled")))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="hides a wrapped key in an envelope that has none",
    refused="the message",
    reason="bad-shape",
    check=Check(
        "static/js/crypto/jwe.js",
        "if (wrapped.length !== wrappedBytes) "
        'throw new ProtocolError("bad-shape", "encrypted key")',
        "",
        "the encrypted key has the length of its profile",
    ),
    moves=MET,
)
def envelope_with_a_wrapped_key(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.letter()
    stage.show(letter.record(letter.sealed(wrapped=bytes(40))))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="signs for another purpose: what is inside is account data",
    refused="the message",
    reason="bad-header",
    check=Check(
        "static/js/crypto/jws.js",
        'header.alg !== "PS256" || header.typ !== typ ||',
        'header.alg !== "PS256" ||',
        "a signature was made for this purpose",
    ),
    moves=MET,
)
def signature_for_another_purpose(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.letter()
    inside = letter.signed(typ="securechat-state")
    stage.show(letter.record(letter.sealed(inside)))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="signs a text with control characters",
    refused="the message",
    reason="bad-body",
    check=Check(
        "static/js/crypto/message.js",
        "checkBody(kind, body)\n  return {",
        "return {",
        "a text has no control characters but tab and line feed",
    ),
    moves=MET,
)
def body_with_control_characters(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.show(stage.letter("forged\x07").record())
    stage.visit()
