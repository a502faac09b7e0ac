"""Who is writing is seen by the others, as long as it is true."""

from __future__ import annotations

from playwright.sync_api import expect


def test_the_others_see_who_is_writing(alice, bob):
    alice.start_chat(bob.username)
    # Signals go under a session that is announced with the first message.
    alice.say("hello")
    bob.go_to(alice.username)
    bob.sees("hello")
    line = bob.page.get_by_text(f"{alice.username} is writing…")
    expect(line).to_be_hidden()

    # Slower than the pause between two signals, so that one goes out.
    alice.composer.press_sequentially("I am writing to you", delay=200)
    expect(line).to_be_visible()

    alice.composer.press("Enter")
    bob.sees("I am writing to you")
    expect(line).to_be_hidden()
