"""What is begun in a chat and not sent."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.leaks import find
from tests.browser.recorder import storage


def test_a_draft_survives_a_reload_and_is_nowhere_in_the_clear(alice, bob, carol):
    draft = "not sent ünïcode"
    alice.start_chat(carol.username)
    alice.start_chat(bob.username)
    alice.composer.fill(draft)
    alice.go_to(carol.username)
    entry = alice.chat_entry(bob.username)
    expect(entry).to_contain_text(f"Draft: {draft}")
    alice.page.reload()
    expect(entry).to_contain_text(f"Draft: {draft}")
    alice.go_to(bob.username)
    expect(alice.composer).to_have_value(draft)

    places = storage(alice.page)
    assert any("draft" in place for place in places), "no draft is kept at all"
    assert find([draft], places) == []
    alice.logout()
    assert not any("draft" in place for place in storage(alice.page))
