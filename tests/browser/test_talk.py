"""What people do with messages that are there: answer, change, take back, pass on."""

from playwright.sync_api import expect

from tests.browser.pages import Person
from tests.browser.pointing import unfold


def act(person: Person, text: str, action: str) -> None:
    """Open the menu of a message and choose something."""
    unfold(person.article(text).first)
    menu = person.page.locator("#message-menu")
    menu.get_by_role("button", name=action, exact=True).click()


def react(person: Person, text: str, emoji: str) -> None:
    """React to a message with one of the emoji that its toolbar offers."""
    unfold(person.article(text), "quick-reactions")
    row = person.page.locator("#quick-reactions")
    row.get_by_role("button", name=emoji, exact=True).click()


def test_two_people_talk_about_what_was_said(alice, bob):
    alice.start_chat(bob.username)
    alice.say("Shall we meet on Tuesday?")
    bob.go_to(alice.username)
    bob.sees("Shall we meet on Tuesday?")

    # Bob answers, and everybody sees what.
    act(bob, "Shall we meet on Tuesday?", "Reply")
    bob.say("Yes, at noon")
    answer = alice.article("Yes, at noon")
    expect(answer.get_by_role("button", name="Shall we meet")).to_be_visible()

    # Alice reacts; Bob sees it, and so does she.
    react(alice, "Yes, at noon", "👍")
    chip = bob.article("Yes, at noon").get_by_role("button", name="👍")
    expect(chip).to_be_visible()

    # She changes her question: the quote follows.
    alice.composer.press("ArrowUp")
    expect(alice.composer).to_have_value("Shall we meet on Tuesday?")
    alice.say("Shall we meet on Monday?")
    expect(bob.article("Shall we meet on Monday?")).to_have_count(2)
    quote = bob.article("Yes, at noon").get_by_role("button", name="meet on Monday")
    expect(quote).to_be_visible()
    expect(bob.article("Shall we meet on Monday?").first).to_contain_text("edited")

    # And takes it back.
    act(alice, "Shall we meet on Monday?", "Delete for everyone")
    alice.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(bob.messages.get_by_text("This message was deleted.").first).to_be_visible()
    bob.sees_not("Shall we meet")


def test_what_was_said_is_passed_on(alice, bob, carol):
    alice.start_chat(bob.username)
    alice.say("The key is under the mat")
    alice.say("and the cat is fed")
    alice.sees_sent("and the cat is fed")
    alice.start_chat(carol.username)
    alice.go_to(bob.username)
    act(alice, "The key is under the mat", "Select")
    alice.article("and the cat is fed").click()
    bar = alice.page.get_by_role("toolbar", name="Selected messages")
    expect(bar).to_contain_text("2 messages selected")
    bar.get_by_role("button", name="Forward").click()
    dialog = alice.page.get_by_role("dialog", name="Forward")
    dialog.get_by_label("Search chats").fill(carol.username)
    dialog.get_by_role("checkbox", name=carol.username).check()
    dialog.get_by_role("button", name="Forward", exact=True).click()
    carol.go_to(alice.username)
    carol.sees("and the cat is fed")
    expect(carol.article("The key is under the mat")).to_contain_text("Forwarded")


def test_all_of_it_with_the_keyboard_alone(alice, bob):
    alice.start_chat(bob.username)
    alice.say("one")
    alice.sees_sent("one")
    keys = alice.page.keyboard
    alice.messages.focus()
    keys.press("ArrowUp")
    expect(alice.article("one")).to_be_focused()
    # Before the message has come back, nothing can be done with it.
    toolbar = alice.page.get_by_role("toolbar", name="Message", exact=True)
    expect(toolbar).to_be_visible()
    keys.press("r")
    expect(alice.page.get_by_text("Reply to You")).to_be_visible()
    alice.say("two")
    alice.sees_sent("two")
    alice.messages.focus()
    keys.press("ArrowUp")
    expect(alice.article("two")).to_be_focused()
    expect(toolbar).to_be_visible()
    keys.press("Enter")
    menu = alice.page.locator("#message-menu")
    expect(menu.get_by_role("button", name="Reply")).to_be_focused()
    keys.press("ArrowDown")
    expect(menu.get_by_role("button", name="Edit")).to_be_focused()
    keys.press("Escape")
    expect(alice.article("two")).to_be_focused()
