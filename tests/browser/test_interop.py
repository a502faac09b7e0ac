"""Every JOSE object of the protocol, both directions, between the browser and others.

The browser's objects come from its served worker and are opened by jwcrypto and jose;
what these make of the same payloads is read by that worker.
"""

from __future__ import annotations

import pytest

from encryption.signed import unb64u
from tests.browser.objects import KINDS, RECIPIENTS, Objects
from tests.browser.peers import PEERS
from tests.browser.workbench import Workbench

SIGNED = tuple(kind for kind in KINDS if kind != "sealed")


@pytest.fixture(scope="module")
def objects(chromium, live_server):
    page = chromium.new_page()
    page.set_default_timeout(60_000)
    yield Objects(Workbench(page, live_server.url))
    page.close()


@pytest.fixture(params=PEERS)
def peer(request):
    return PEERS[request.param]


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_browser_makes_others_open(objects: Objects, peer, kind):
    layers = objects.layers(kind)
    headers = [layer["header"] for layer in layers if "header" in layer]

    found = peer.open(objects.text(kind), layers)
    if kind == "sealed":
        assert len(unb64u(found["headers"][0].pop("p2s"))) == 16
        del headers[0]["p2s"]
    assert found == {"headers": headers, "payload": objects.payload(kind)}


def test_every_recipient_opens_a_session(objects: Objects, peer):
    for name in RECIPIENTS:
        found = peer.open(
            objects.text("session"), objects.layers("session", reader=name)
        )
        assert found["payload"]["chain"] == objects.session["chain"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_others_make_the_browser_reads(objects: Objects, peer, kind):
    text = peer.make(objects.payload(kind), objects.layers(kind))

    assert text != objects.text(kind)
    _, _, value = objects.reading(kind, text)
    assert objects.read(kind, text) == {"expect": "ok", "value": value}


@pytest.mark.parametrize("kind", SIGNED)
def test_what_another_signed_the_browser_refuses(objects: Objects, peer, kind):
    text = peer.make(objects.payload(kind), objects.layers(kind, signer="mallory"))

    assert objects.read(kind, text) == {"expect": "bad-signature"}


def test_keys_sealed_under_another_password_stay_closed(objects: Objects, peer):
    text = peer.make(objects.payload("sealed"), objects.layers("sealed"))

    outcome = objects.read("sealed", text, password="another password")
    assert outcome == {"expect": "bad-password"}


def test_a_session_for_others_stays_closed(objects: Objects, peer):
    text = peer.make(objects.payload("session"), objects.layers("session"))

    assert objects.read("session", text, keys="carol") == {"expect": "no-key"}
