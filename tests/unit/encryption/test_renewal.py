"""Making renewals, and bundles around them."""

import pytest

from encryption.crypto_utils import make_bundle, make_renewal, read_renewals
from encryption.signed import MAX_BUNDLE, MAX_RENEWAL, ProtocolError
from tests.factories import INSECURE_KEYS, Signer, keys_of, signer


def publics(actor):
    made = INSECURE_KEYS[actor]
    return {f"{use}_public": made[use]["public"] for use in ("enc", "sig")}


def renewed(old: Signer, actor: str, **changes) -> str:
    """Let somebody go on with the keys of an actor."""
    how = {"username": old.username, "time": 1, **publics(actor)}
    renewal = make_renewal(**{"keys": old.keys, **how, **changes})
    return make_bundle(keys=keys_of(actor), renewal=renewal, **how)


def refused(*texts, username="alice"):
    with pytest.raises(ProtocolError) as refusal:
        read_renewals(texts, username)
    return refusal.value.reason


def test_old_keys_vouch_for_new_ones():
    alice = signer("alice")
    row = read_renewals([alice.bundle, renewed(alice, "carol")], "alice")

    assert [one.sig_thumbprint for one in row] == [
        INSECURE_KEYS[name]["sig_thumbprint"] for name in ("alice", "carol")
    ]
    assert row[0].renewal is None


def test_mallory_renews_nobody_s_keys():
    alice, mallory = signer("alice"), signer("alice", "mallory")

    assert refused(alice.bundle, mallory.bundle) == "not-renewed"
    assert refused(alice.bundle, renewed(mallory, "carol")) == "unknown-key"
    assert refused(renewed(mallory, "mallory")) == "unknown-key"
    others = renewed(alice, "carol", **publics("mallory"))
    assert refused(alice.bundle, others) == "wrong-thumbprint"
    moved = renewed(alice, "carol", username="mallory")
    assert refused(alice.bundle, moved) == "wrong-owner"


def test_the_longest_fit_their_limits():
    old = signer("a" * 32, "alice")
    latest = 2**53 - 1
    how = {"username": old.username, "time": latest, **publics("carol")}
    renewal = make_renewal(keys=old.keys, **how)
    bundle = make_bundle(keys=keys_of("carol"), renewal=renewal, **how)

    assert len(renewal) <= MAX_RENEWAL
    assert len(bundle) <= MAX_BUNDLE
    assert len(read_renewals([old.bundle, bundle], old.username)) == 2
