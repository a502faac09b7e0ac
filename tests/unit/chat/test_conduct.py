"""A flood from one connection slows that connection alone."""

from chat.conduct import PAUSE_SECONDS, SLIPS, Conduct
from chat.events import Events, on_send


def test_who_is_refused_gives_way_and_then_waits():
    slept, conduct = [], Conduct()
    for _ in range(SLIPS + 2):
        conduct.refused(slept.append)
    assert slept == [0] * SLIPS + [PAUSE_SECONDS] * 2
    conduct.taken()
    conduct.refused(slept.append)
    assert slept[-1] == 0


def test_every_refused_event_counts_for_its_connection_alone(app, alice, bob):
    book, slept = alice.create(bob), []
    events = Events(app, slept.append)
    send = events.acknowledged("send", on_send)
    alice.connect()
    bob.connect()
    hub = app.extensions["securechat"].hub
    here, there = hub._connections
    for _ in range(SLIPS):
        assert send(here, {})["error"]["code"] == "bad-request"
    assert not events.unknown("nothing", here)["ok"]
    assert slept == [0] * SLIPS + [PAUSE_SECONDS]
    assert not send(there, {})["ok"]
    assert slept[-1] == 0
    count = len(slept)
    assert send(here, book.session(alice.signer)[0])["ok"]
    assert len(slept) == count, "what was taken in has waited already"
    assert not send(here, {})["ok"]
    assert slept[-1] == 0
