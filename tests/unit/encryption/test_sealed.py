"""Sealed keys that are sealed anew: the same keys under another password."""

import pytest

from encryption.crypto_utils import ProtocolError, new_salt, open_keys, reseal_keys
from tests.actors import PASSWORD, Actor

NEW = "INSECURE other battery staple"


@pytest.fixture
def mine():
    alice = Actor("alice")
    return {
        "text": alice.sealed(),
        "username": "alice",
        "password": PASSWORD,
        "purpose": "password",
        "enc_thumbprint": alice.keys.enc_thumbprint,
        "sig_thumbprint": alice.keys.sig_thumbprint,
    }


def again(mine, **changes):
    wish = {"new_password": NEW, "new_purpose": "password", "new_login": new_salt()}
    return reseal_keys(**{**mine, **wish, "time": 2, **changes})


def test_another_password_opens_the_same_keys(mine):
    salt = new_salt()
    text = again(mine, new_login=salt)
    keys = open_keys(**{**mine, "text": text, "password": NEW, "login": salt})
    assert keys.enc_thumbprint == mine["enc_thumbprint"]
    with pytest.raises(ProtocolError) as caught:
        open_keys(**{**mine, "text": text})
    assert caught.value.reason == "bad-password"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"password": "wrong"}, "bad-password"),
        ({"username": "mallory"}, "wrong-owner"),
        ({"purpose": "recovery"}, "wrong-purpose"),
        ({"sig_thumbprint": "A" * 43}, "wrong-thumbprint"),
    ],
)
def test_what_would_not_be_used_is_not_sealed_again(mine, changes, reason):
    with pytest.raises(ProtocolError) as caught:
        again(mine, **changes)
    assert caught.value.reason == reason
