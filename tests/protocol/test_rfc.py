"""Values that the RFCs print."""

import pytest
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from encryption.content import open_content
from encryption.password import stretch
from encryption.signed import ProtocolError, thumbprint, unb64u
from tests.vectors.kinds.bundle import RFC_7638
from tests.vectors.kinds.content import RFC, RFC_PLAINTEXT


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
