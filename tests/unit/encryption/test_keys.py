"""Key pairs as they are made."""

import pytest

from encryption.crypto_utils import generate_keys, import_keys
from encryption.keys import PRIVATE_MEMBERS
from encryption.signed import ProtocolError, check_public, thumbprint
from tests.factories import INSECURE_KEYS


def test_two_pairs_of_the_form_of_the_protocol():
    made = generate_keys()
    keys = import_keys({use: made[use]["private"] for use in ("enc", "sig")})

    for use, found in (("enc", keys.enc_thumbprint), ("sig", keys.sig_thumbprint)):
        assert check_public(made[use]["public"])
        assert made[use]["private"].keys() == PRIVATE_MEMBERS
        assert thumbprint(made[use]["public"]) == found
    assert keys.enc_thumbprint != keys.sig_thumbprint


def test_private_numbers_stay_out_of_output():
    jwks = {use: INSECURE_KEYS["alice"][use]["private"] for use in ("enc", "sig")}
    shown = repr(import_keys(jwks))

    assert INSECURE_KEYS["alice"]["enc_thumbprint"] in shown
    assert "RSAPrivateKey" not in shown


def test_one_pair_for_both_uses():
    one = INSECURE_KEYS["alice"]["enc"]["private"]
    with pytest.raises(ProtocolError) as refusal:
        import_keys({"enc": one, "sig": one})
    assert refusal.value.reason == "bad-key"
