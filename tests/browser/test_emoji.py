"""Looking for an emoji."""

from __future__ import annotations

from playwright.sync_api import expect


def test_an_emoji_is_found_by_a_word_with_the_keyboard_alone(alice, bob):
    alice.start_chat(bob.username)
    alice.say("I have news")
    bob.go_to(alice.username)
    bob.sees("I have news")
    keys, picker = bob.page.keyboard, bob.page.get_by_role("dialog", name="Emoji")

    bob.messages.focus()
    keys.press("ArrowUp")
    keys.press("Enter")
    menu = bob.page.locator("#message-menu")
    menu.get_by_role("button", name="React").press("Enter")
    expect(picker.get_by_role("searchbox")).to_be_focused()
    expect(picker.get_by_role("button", name="🚀 rocket")).to_be_visible()
    keys.type("rocket")
    expect(picker.get_by_role("status")).to_have_text("4 emoji")
    keys.press("Enter")
    expect(picker).to_be_hidden()
    chip = alice.article("I have news").get_by_role("button", name="🚀")
    expect(chip).to_have_attribute("aria-label", f"{bob.username}: 🚀 1")

    # And in a message; what was used last comes first.
    bob.composer.fill("off we go ")
    bob.page.get_by_role("button", name="Emoji", exact=True).click()
    expect(picker.get_by_role("region", name="Used last")).to_contain_text("🚀")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(bob.composer).to_have_value("off we go 🚀")
    expect(bob.composer).to_be_focused()
