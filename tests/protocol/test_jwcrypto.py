"""Every JOSE object of the protocol, both directions, with jwcrypto.

jwcrypto shares no code with encryption/ but the primitives of `cryptography`.
"""

import json

import pytest
from jwcrypto import jwe, jwk, jws

from encryption.crypto_utils import (
    apply_entries,
    make_bundle,
    make_message,
    make_renewal,
    make_signal,
    make_state,
    message_key,
    new_id,
    new_salt,
    open_keys,
    pad,
    read_bundle,
    read_message,
    read_renewals,
    read_session,
    read_signal,
    read_state,
    signal_key,
    unpad,
)
from encryption.signed import b64u, is_hash, to_canonical
from tests.actors import PASSWORD, Actor, Wire
from tests.factories import INSECURE_KEYS, now

ENC = "A256CBC-HS512"
SEEN = {"head": b64u(bytes(32)), "seq": 0}


@pytest.fixture(autouse=True)
def rounds(monkeypatch):
    # jwcrypto refuses more rounds than 16384 unless told otherwise.
    monkeypatch.setattr(jwe, "default_max_pbkdf2_iterations", 1_000_000, raising=False)
    import jwcrypto.jwa

    monkeypatch.setattr(jwcrypto.jwa, "default_max_pbkdf2_iterations", 1_000_000)


@pytest.fixture
def room():
    """Return a room of Alice and Bob."""
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob)
    return alice, bob, wire


def key(name, use, part="private"):
    return jwk.JWK(**INSECURE_KEYS[name][use][part])


def symmetric(data):
    return jwk.JWK(kty="oct", k=b64u(data))


def verified(text, name="alice"):
    """Verify with jwcrypto and return header and payload."""
    token = jws.JWS()
    token.deserialize(text)
    token.allowed_algs = ["PS256"]
    token.verify(key(name, "sig", "public"))
    return token.jose_header, json.loads(token.payload)


def signed(typ, payload, name="alice"):
    """Sign with jwcrypto."""
    token = jws.JWS(to_canonical(payload))
    header = {"alg": "PS256", "kid": INSECURE_KEYS[name]["sig_thumbprint"], "typ": typ}
    token.add_signature(key(name, "sig"), None, to_canonical(header).decode())
    return token.serialize(compact=True)


def opened(text, with_key, *algorithms):
    """Decrypt with jwcrypto and return header and plaintext."""
    token = jwe.JWE()
    token.allowed_algs = [*algorithms, ENC]
    token.deserialize(text, with_key)
    return json.loads(token.objects["protected"]), token.payload


def encrypted(header, plaintext, with_key):
    """Encrypt with jwcrypto."""
    token = jwe.JWE(plaintext, to_canonical(header).decode())
    token.add_recipient(with_key)
    return token.serialize(compact=True)


def test_bundle():
    alice = Actor("alice")
    header, payload = verified(alice.bundle)

    assert header == {
        "alg": "PS256",
        "kid": alice.keys.sig_thumbprint,
        "typ": "securechat-bundle",
    }
    assert key("alice", "sig").thumbprint() == alice.keys.sig_thumbprint
    theirs = read_bundle(signed("securechat-bundle", payload), "alice")
    assert theirs.enc_thumbprint == key("alice", "enc").thumbprint()


def test_renewal():
    alice, carol = Actor("alice"), INSECURE_KEYS["carol"]
    new = {f"{use}_public": carol[use]["public"] for use in ("enc", "sig")}
    ours = make_renewal(keys=alice.keys, username="alice", time=now(), **new)
    header, payload = verified(ours)

    assert header["typ"] == "securechat-renewal"
    assert payload["sig"] == key("carol", "sig").thumbprint()
    theirs = make_bundle(
        username="alice",
        keys=Actor("carol").keys,
        time=now(),
        renewal=signed("securechat-renewal", payload),
        **new,
    )
    row = read_renewals([alice.bundle, theirs], "alice")
    assert [bundle.sig_thumbprint for bundle in row] == [
        alice.keys.sig_thumbprint,
        key("carol", "sig").thumbprint(),
    ]


def test_roster_entry():
    alice, room = Actor("alice"), new_id()
    [ours] = alice.founding(room)
    header, payload = verified(ours)
    theirs = signed("securechat-roster", payload)
    roster = apply_entries(
        room=room, roster=None, texts=[theirs], bundles=alice.bundles
    )

    assert header["typ"] == "securechat-roster"
    assert roster.member("alice").role == "owner"


def test_sealed_keys():
    alice = Actor("alice")
    algorithm = "PBES2-HS512+A256KW"
    password = symmetric(PASSWORD.encode())
    header, plaintext = opened(alice.sealed(), password, algorithm)

    assert json.loads(plaintext)["enc"] == INSECURE_KEYS["alice"]["enc"]["private"]
    assert header["p2c"] == 250_000
    theirs = encrypted(
        {"alg": algorithm, "enc": ENC, "p2c": 250_000, "p2s": new_salt()},
        plaintext,
        password,
    )
    keys = open_keys(
        text=theirs,
        username="alice",
        password=PASSWORD,
        purpose="password",
        enc_thumbprint=alice.keys.enc_thumbprint,
        sig_thumbprint=alice.keys.sig_thumbprint,
    )
    assert keys.sig_thumbprint == alice.keys.sig_thumbprint


def test_session(room):
    alice, bob, wire = room
    ours, session = alice.session(wire.room)
    header, plaintext = opened(ours, key("bob", "enc"), "RSA-OAEP-256")
    jws_header, payload = verified(plaintext.decode())

    assert jws_header["typ"] == header["typ"] == "securechat-session"
    assert payload["chain"] == b64u(session.chain)
    token = jwe.JWE(
        plaintext,
        to_canonical(
            {"alg": "RSA-OAEP-256", "enc": ENC, "typ": "securechat-session"}
        ).decode(),
    )
    people = sorted((alice, bob), key=lambda actor: actor.keys.enc_thumbprint)
    for actor in people:
        kid = to_canonical({"kid": actor.keys.enc_thumbprint}).decode()
        token.add_recipient(key(actor.username, "enc", "public"), kid)
    theirs = to_canonical(json.loads(token.serialize())).decode()
    for reader in (alice, bob):
        read = read_session(
            text=theirs,
            keys=reader.keys,
            room=wire.room,
            sid=session.sid,
            sender="alice",
            roster=reader.view(wire.room).roster,
        )
        assert read == session


def test_message(room):
    alice, _, wire = room
    _, session = alice.session(wire.room)
    identity = new_id()
    ours = make_message(
        keys=alice.keys,
        session=session,
        idx=7,
        id=identity,
        kind="text",
        body={"text": "Grüße"},
        seen=SEEN,
        time=now(),
    )
    with_key = symmetric(message_key(session, 7))
    header, plaintext = opened(ours, with_key, "dir")
    _, payload = verified(unpad(plaintext).decode())

    assert payload["body"] == {"text": "Grüße"}
    assert header["idx"] == 7
    inside = signed("securechat-message", payload)
    theirs = encrypted(header, pad(inside.encode()), with_key)
    read = read_message(
        text=theirs,
        session=session,
        id=identity,
        sender="alice",
        room=wire.room,
        roster_head=session.roster,
    )
    assert read.body == {"text": "Grüße"}


def test_signal(room):
    alice, _, wire = room
    _, session = alice.session(wire.room)
    ours = make_signal(keys=alice.keys, session=session, n=3, kind="typing", time=now())
    with_key = symmetric(signal_key(session))
    header, plaintext = opened(ours, with_key, "dir")
    _, payload = verified(unpad(plaintext).decode())

    assert len(plaintext) == 2048
    assert header["n"] == payload["n"] == 3
    inside = signed("securechat-signal", payload)
    read = read_signal(
        text=encrypted(header, pad(inside.encode()), with_key),
        session=session,
        sender="alice",
        room=wire.room,
        roster_head=session.roster,
        last=2,
    )
    assert read["kind"] == "typing"


def test_account_data():
    alice, room = Actor("alice"), new_id()
    enc, sig = (INSECURE_KEYS["alice"][use]["public"] for use in ("enc", "sig"))
    bob = {name: Actor("bob").signer.subject[name] for name in ("enc", "sig")}
    contacts = {"bob": {**bob, "since": 1, "time": 2, "verified": True}}
    log = {"root": b64u(bytes(32)), "size": 3}
    ours = make_state(
        keys=alice.keys,
        owner="alice",
        read={room: 3},
        rev=1,
        time=now(),
        enc_public=enc,
        contacts=contacts,
        log=log,
    )
    header, plaintext = opened(ours, key("alice", "enc"), "RSA-OAEP-256")
    _, payload = verified(unpad(plaintext).decode())

    assert is_hash(header["kid"])
    inside = signed("securechat-state", payload)
    theirs = encrypted(header, pad(inside.encode()), key("alice", "enc", "public"))
    read = read_state(
        text=theirs, keys=alice.keys, sig_public=sig, owner="alice", rev=1
    )
    assert read["read"] == {room: 3}
    assert (read["contacts"], read["log"]) == (contacts, log)
