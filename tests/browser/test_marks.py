"""What people are told of each other besides words, and what each may turn off."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.arrival import arrived
from tests.browser.pages import Person
from tests.browser.recorder import Recorder
from tests.browser.settings import open_settings

SWITCHES = ("Who is writing", "Delivered marks", "Read marks", "Who is online")


@pytest.fixture
def watched(person):
    """Bob, and what his browser sends and gets."""
    bob = person("bob")
    recorder = Recorder(bob.context)
    # One that the recorder knows.
    bob.page = bob.context.new_page()
    return arrived(bob, "bob"), recorder


def signals(recorder: Recorder) -> list[bytes]:
    """Give every signal that a browser sent."""
    frames = recorder.traffic.items()
    return [
        content
        for place, content in frames
        if place.startswith("framesent") and b'["signal",' in content
    ]


def turn(someone: Person, *switches: str, on: bool = False) -> None:
    """Turn switches off, or on, in the settings."""
    settings = open_settings(someone, "Privacy")
    for switch in switches:
        settings.get_by_role("switch", name=switch).set_checked(on)
    someone.close_dialog()


def test_what_is_turned_off_is_off_in_the_accounts_other_browser(person):
    alice = arrived(person("alice"), "alice")
    settings = open_settings(alice, "Privacy")
    for switch in SWITCHES:
        expect(settings.get_by_role("switch", name=switch)).to_be_checked()
    alice.close_dialog()

    other = person("other")
    other.username = alice.username
    other.login()
    turn(alice, "Read marks")
    settings = open_settings(other, "Privacy")
    expect(settings.get_by_role("switch", name="Read marks")).not_to_be_checked()
    expect(settings.get_by_role("switch", name="Delivered marks")).to_be_checked()


def test_a_message_is_sent_then_delivered_then_read(alice, bob):
    alice.start_chat(bob.username)
    alice.say("hello")
    # Bob's browser has it, and he is elsewhere.
    alice.sees_mark("hello", "Delivered")
    bob.go_to(alice.username)
    bob.sees("hello")
    alice.sees_mark("hello", "Read")

    info = alice.open_info("hello")
    read = info.get_by_role("region", name="Read by")
    expect(read.get_by_role("listitem")).to_have_text([bob.username])
    expect(info.get_by_role("region", name="Not confirmed by")).to_be_hidden()


def test_in_a_group_the_mark_says_what_is_true_of_all(alice, bob, carol):
    alice.start_chat(bob.username, carol.username, title="Garden")
    carol.context.set_offline(True)
    expect(carol.page.get_by_text("Reconnecting…")).to_be_visible()
    alice.say("hello")
    alice.sees_sent("hello")
    bob.go_to("Garden")
    bob.sees("hello")

    info = alice.open_info("hello")
    read = info.get_by_role("region", name="Read by")
    waiting = info.get_by_role("region", name="Not confirmed by")
    expect(read.get_by_role("listitem")).to_have_text([bob.username])
    expect(waiting.get_by_role("listitem")).to_have_text([carol.username])
    alice.close_dialog()
    alice.sees_mark("hello", "Sent")

    carol.context.set_offline(False)
    alice.sees_mark("hello", "Delivered")
    carol.go_to("Garden")
    carol.sees("hello")
    alice.sees_mark("hello", "Read")


def test_who_gives_no_read_marks_sees_none(alice, bob):
    turn(bob, "Read marks")
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    bob.sees("hello")
    bob.say("hello yourself")
    alice.sees("hello yourself")
    # Alice gives hers, and Bob is not shown them.
    bob.sees_mark("hello yourself", "Delivered")
    # What says that this was delivered would also say that the first one was read.
    alice.say("and good evening")
    alice.sees_mark("and good evening", "Delivered")
    alice.sees_mark("hello", "Delivered")
    info = bob.open_info("hello yourself")
    expect(info.get_by_text("You have turned marks off")).to_be_visible()
    expect(info.get_by_role("region", name="Read by")).to_be_hidden()


def test_with_everything_off_no_signal_leaves_the_browser(alice, watched):
    bob, recorder = watched
    turn(bob, *SWITCHES)
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    bob.sees("hello")
    bob.composer.press_sequentially("hello yourself", delay=100)
    bob.composer.press("Enter")
    alice.sees("hello yourself")
    bob.sees_mark("hello yourself", "Sent")
    alice.sees_mark("hello", "Sent")
    assert signals(recorder) == []

    # What was off is what kept them back.
    turn(bob, "Read marks", on=True)
    alice.say("and now?")
    alice.sees_mark("and now?", "Read")
    bob.sees_mark("hello yourself", "Read")
    assert signals(recorder)


def test_who_is_there_is_seen_as_long_as_they_are(alice, bob):
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    bob.say("hello yourself")
    alice.sees_presence(bob.username, "Online")
    bob.sees_presence(alice.username, "Online")

    turn(bob, "Who is online")
    alice.sees_presence(bob.username, None)
    bob.sees_presence(alice.username, None)
    turn(bob, "Who is online", on=True)
    alice.sees_presence(bob.username, "Online")
    bob.sees_presence(alice.username, "Online")

    bob.logout()
    alice.sees_presence(bob.username, None)


def test_who_leaves_their_browser_alone_is_idle(alice, person, browsers):
    bob = person("bob")
    browsers.keep(bob.context)
    bob.page.clock.install()
    arrived(bob, "bob")
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    bob.say("hello yourself")
    alice.sees_presence(bob.username, "Online")
    bob.page.clock.fast_forward("03:10")
    alice.sees_presence(bob.username, "Idle")
    bob.page.mouse.move(200, 200)
    bob.page.mouse.move(300, 300)
    alice.sees_presence(bob.username, "Online")
