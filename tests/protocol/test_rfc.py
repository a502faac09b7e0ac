"""Values from outside: what the RFCs print, and what others have published."""

import hashlib

import pytest
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from encryption.content import open_content
from encryption.password import stretch
from encryption.signed import ProtocolError, b64u, key_log, thumbprint, unb64u
from encryption.signed.safety_number import numeric_fingerprint
from tests.vectors.kinds.bundle import RFC_7638
from tests.vectors.kinds.content import RFC, RFC_PLAINTEXT
from tests.vectors.kinds.key_log import (
    DATA,
    KNOWN_CONSISTENCIES,
    KNOWN_INCLUSIONS,
    KNOWN_ROOTS,
)


def test_rfc_7518_appendix_b_3():
    assert open_content(**RFC) == RFC_PLAINTEXT


@pytest.mark.parametrize("name", sorted(RFC))
def test_rfc_7518_appendix_b_3_with_one_bit_flipped(name):
    altered = bytes([RFC[name][0] ^ 1]) + RFC[name][1:]

    with pytest.raises(ProtocolError) as refusal:
        open_content(**{**RFC, name: altered})
    assert refusal.value.reason == "bad-tag"


def test_rfc_7520_section_5_3():
    # PBES2-HS512+A256KW; its contents are encrypted otherwise than ours.
    salt = b"PBES2-HS512+A256KW\0" + unb64u("8Q1SzinasR3xchYz6ZZcHA")
    kek = stretch("entrap_o–peter_long–credit_tun", salt, 8192, 32)
    key = unb64u("uwsjJXaBK407Qaf0_zpcpmr1Cs0CC50hIUEyGNEt3m0")
    wrapped = unb64u("d3qNhUWfqheyPp4H8sjOWsDYajoej4c5Je6rlUtFPWdgtURtmeDV1g")

    assert aes_key_unwrap(kek, wrapped) == key
    assert aes_key_wrap(kek, key) == wrapped


def test_rfc_7638_section_3_1():
    # The RFC's example has more members, which a thumbprint does not count.
    jwk = {**RFC_7638, "alg": "RS256", "kid": "2011-04-29"}

    assert thumbprint(jwk) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_the_tree_that_implementations_of_rfc_6962_share():
    leaves = [key_log.hash_leaf(data) for data in DATA]

    for size, root in enumerate(KNOWN_ROOTS):
        assert key_log.root_of(leaves[:size]).hex() == root


def known(size):
    return {"root": b64u(bytes.fromhex(KNOWN_ROOTS[size])), "size": size}


def proof_of(hashes):
    return [b64u(bytes.fromhex(one)) for one in hashes]


@pytest.mark.parametrize(("place", "size"), KNOWN_INCLUSIONS)
def test_published_proofs_of_inclusion(place, size):
    proof = proof_of(KNOWN_INCLUSIONS[place, size])
    leaf = key_log.hash_leaf(DATA[place])

    key_log.check_path(known(size), leaf, place, proof)
    with pytest.raises(ProtocolError):
        key_log.check_path(known(size), leaf, place ^ 1, proof)


@pytest.mark.parametrize(("first", "second"), KNOWN_CONSISTENCIES)
def test_published_proofs_of_consistency(first, second):
    proof = proof_of(KNOWN_CONSISTENCIES[first, second])

    key_log.check_consistency(first=known(first), second=known(second), proof=proof)
    forked = known(second) | {"root": known(second - 1)["root"]}
    with pytest.raises(ProtocolError):
        key_log.check_consistency(first=known(first), second=forked, proof=proof)


def test_signal_s_published_safety_number():
    # Signal's vector of version 0 with 5 200 rounds: both identity keys and telephone
    # numbers, and the digits that both people see. Worked by hand, hashlib alone.
    keys = [
        bytes.fromhex(text)
        for text in (
            "0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868",
            "05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b",
        )
    ]
    numbers = [b"+14152222222", b"+14153333333"]
    published = "300354477692869396892869876765458257569162576843440918079131"
    sides = []
    for key, number in zip(keys, numbers, strict=True):
        digest = b"\x00\x00" + key + number
        for _ in range(5_200):
            digest = hashlib.sha512(digest + key).digest()
        five = [int.from_bytes(digest[at : at + 5], "big") for at in range(0, 30, 5)]
        sides.append("".join(str(one % 100_000).rjust(5, "0") for one in five))

    assert "".join(sorted(sides)) == published
    ours = map(numeric_fingerprint, keys, numbers)
    assert list(ours) == sides
