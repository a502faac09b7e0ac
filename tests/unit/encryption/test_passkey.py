"""Keys sealed for a passkey: the same keys, and nobody else's."""

import pytest

from encryption.crypto_utils import ProtocolError, open_by_passkey, seal_for_passkey
from tests.actors import PASSWORD, Actor

PRF = bytes(range(32))


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


def opened(mine, text, prf=PRF):
    account = ("username", "enc_thumbprint", "sig_thumbprint")
    return open_by_passkey(text=text, prf=prf, **{name: mine[name] for name in account})


def test_a_passkey_opens_what_was_sealed_for_it(mine):
    text = seal_for_passkey(**mine, prf=PRF, time=2)
    assert opened(mine, text).enc_thumbprint == mine["enc_thumbprint"]
    assert text != seal_for_passkey(**mine, prf=PRF, time=2)
    with pytest.raises(ProtocolError) as caught:
        opened(mine, text, prf=bytes(32))
    assert caught.value.reason == "bad-unwrap"
    with pytest.raises(ProtocolError) as caught:
        opened(mine, mine["text"])
    assert caught.value.reason == "bad-header"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"password": "wrong"}, "bad-password"),
        ({"username": "mallory"}, "wrong-owner"),
        ({"sig_thumbprint": "A" * 43}, "wrong-thumbprint"),
        ({"prf": bytes(31)}, "bad-shape"),
    ],
)
def test_what_would_not_be_used_is_not_sealed(mine, changes, reason):
    with pytest.raises(ProtocolError) as caught:
        seal_for_passkey(**{**mine, "prf": PRF, "time": 2, **changes})
    assert caught.value.reason == reason
