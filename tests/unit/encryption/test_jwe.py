"""What we write has its members in order, so that readers find it canonical."""

import json

from encryption.jwe import write_general
from encryption.signed import (
    MAX_SESSION,
    from_canonical,
    parse_session,
    sha256_b64,
    unb64u,
)
from encryption.signed.envelope import SESSION_HEADER
from tests.actors import Actor, Wire


def header(text):
    return unb64u(text.split(".")[0])


def test_every_object_we_write_is_canonical():
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob)
    wire.say(alice, "hello", bob)
    session, message = (shown["record"]["data"] for shown in wire.shown[-2:])

    assert from_canonical(header(alice.sealed()))
    assert from_canonical(header(message))
    assert from_canonical(session)
    assert from_canonical(unb64u(json.loads(session)["protected"]))


def test_a_group_as_large_as_may_be_is_wrapped_for_everybody():
    alice = Actor("alice")
    public = {sha256_b64(b"%d" % n): alice.signer.read.enc for n in range(256)}
    text = write_general(SESSION_HEADER, b"x" * 16_000, public)

    assert len(text) <= MAX_SESSION
    assert len(parse_session(text).encrypted_keys) == 256
