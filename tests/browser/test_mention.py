"""Naming somebody in a message."""

from __future__ import annotations

from playwright.sync_api import expect


def test_a_name_is_completed_with_the_keyboard_and_stands_out(alice, bob, carol):
    alice.start_chat(bob.username, carol.username, title="Lunch")
    names = alice.page.get_by_role("listbox", name="Members")
    alice.composer.fill("")
    alice.composer.press_sequentially("ask @")
    expect(names.get_by_role("option")).to_have_count(2)
    alice.composer.press_sequentially("ca")
    option = names.get_by_role("option", name=carol.username)
    expect(option).to_have_attribute("aria-selected", "true")
    alice.composer.press("Enter")
    expect(names).to_be_hidden()
    expect(alice.composer).to_have_value(f"ask @{carol.username} ")
    alice.composer.press_sequentially("or @nobody")
    alice.composer.press("Enter")

    # Carol sees that she is meant; for Bob it is a name, and nobody is none.
    for someone, is_meant in ((carol, True), (bob, False)):
        someone.go_to("Lunch")
        mention = someone.article("ask @").locator(".mention")
        expect(mention).to_have_text(f"@{carol.username}")
        assert (mention.get_attribute("data-self") is not None) == is_meant
