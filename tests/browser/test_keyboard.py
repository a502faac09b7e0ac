"""Somebody who has a keyboard and nothing else."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.finding import Finder
from tests.browser.overlays import PLAN
from tests.browser.pages import Person
from tests.browser.sending import Desk
from tests.browser.typist import Typist

TITLE = "Garden party"


def test_a_keyboard_is_enough(alice, bob, carol):
    page, keys = alice.page, alice.page.keyboard
    keys.press("Control+k")
    keys.type(bob.username)
    keys.press("Enter")
    expect(alice.composer).to_be_focused()
    keys.type("Hello Bob")
    keys.press("Enter")
    alice.sees_sent("Hello Bob")

    # While one writes, a question mark is one.
    keys.type("?")
    expect(alice.composer).to_have_value("?")
    keys.press("Backspace")

    keys.press("Control+k")
    keys.type(carol.username)
    option = page.get_by_role("option", name=f"New chat with {carol.username}")
    expect(option).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    expect(alice.composer).to_have_attribute("placeholder", f"Message {carol.username}")

    keys.press("Alt+ArrowDown")
    expect(alice.composer).to_have_attribute("placeholder", f"Message {bob.username}")

    # From the list, what to press is a key away.
    keys.press("Shift+Tab")
    keys.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Go to a chat by its name")
    keys.press("Escape")
    expect(sheet).to_be_hidden()
    keys.press("Escape")
    expect(page.get_by_text("No chat is open")).to_be_visible()
    expect(alice.chat_entry(bob.username).get_by_role("link")).to_be_focused()


def test_a_whole_visit_needs_no_pointer(person, bob, carol):
    alice = person("alice")
    page, keys = alice.page, Typist(alice)
    page.goto(f"{alice.url}/register")
    keys.fill("Username", alice.username)
    keys.fill("Password", alice.password)
    keys.fill("Repeat password", alice.password)
    expect(page.get_by_role("button", name="Create account")).to_be_enabled()
    keys.press("Enter")
    leave = page.get_by_role("button", name="Go on without a phrase")
    expect(leave).to_be_visible()
    keys.to(leave)
    keys.press("Enter")
    alice.arrive()
    expect(alice.chat_title).to_have_text("Notes to self")

    keys.start_chat(bob.username)
    keys.say("Hello Bob")
    bob.go_to(alice.username)
    bob.say("Hello Alice")
    alice.sees("Hello Alice")
    _answer_and_change(keys, bob)
    _attach_and_find(keys, bob)

    keys.press("Control+,")
    settings = page.get_by_role("dialog", name="Settings")
    keys.to(settings.get_by_role("radio", name="System").first)
    keys.press("ArrowLeft")
    expect(settings.get_by_role("radio", name="Dark")).to_be_checked()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    keys.press("Escape")
    expect(settings).to_be_hidden()

    keys.go_to(bob.username)
    keys.menu("Safety number")
    alice.expect_number()
    digits = alice.safety_number
    keys.fill("Number on the other screen", digits)
    keys.press("Enter")
    alice.is_told("Equal.")
    keys.push("Mark as verified", within=alice.verify_dialog)
    expect(alice.verify_dialog.get_by_role("status").first).to_contain_text("marked")
    keys.press("Escape")
    alice.sees_verified(bob.username)

    keys.to(alice.composer)
    keys.start_chat(f"{bob.username} {carol.username}", TITLE)
    keys.say("Saturday at four")
    carol.go_to(TITLE)
    carol.sees("Saturday at four")
    keys.menu("Leave group")
    keys.push("Leave group", within=page.get_by_role("alertdialog"))
    expect(alice.chat_entry(TITLE)).to_have_count(0)

    keys.to(page.get_by_role("button", name="Account menu"))
    keys.press("Enter")
    keys.push("Log out")
    page.wait_for_url("**/login*")
    keys.fill("Username", alice.username)
    keys.fill("Password", alice.password)
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_enabled()
    keys.press("Enter")
    alice.arrive()

    assert keys.pointers() == []
    page.mouse.click(5, 5)
    assert "mousedown" in keys.pointers(), "a pointer would not be noticed"


def _answer_and_change(keys: Typist, bob: Person) -> None:
    """Answer, change, take back and react."""
    alice = keys.person
    keys.to_message("Hello Alice")
    keys.press("r")
    keys.say("How are you?")
    # What has only been sent cannot be changed yet; what was read has come back.
    alice.sees_mark("How are you?", "Read")
    keys.press("ArrowUp")
    expect(alice.composer).to_have_value("How are you?")
    keys.press("End")
    keys.type(" And Carol?")
    keys.press("Enter")
    bob.sees("How are you? And Carol?")

    keys.to_message("Hello Bob")
    keys.press("Delete")
    keys.push("Delete", within=keys.page.get_by_role("alertdialog"))
    alice.sees("This message was deleted")
    bob.sees_not("Hello Bob")

    keys.to(alice.composer)
    keys.to_message("How are you")
    keys.press("Enter")
    keys.push("React", within=keys.page.locator("#message-menu"))
    picker = keys.page.get_by_role("dialog", name="Emoji")
    expect(picker.get_by_role("searchbox")).to_be_focused()
    keys.type("rocket")
    expect(picker.get_by_role("status")).to_have_text("4 emoji")
    keys.press("Enter")
    chip = bob.article("How are you").get_by_role("button", name="🚀")
    expect(chip).to_be_visible()


def _attach_and_find(keys: Typist, bob: Person) -> None:
    """Send a file, and find the message that it came with."""
    alice = keys.person
    keys.to(alice.composer)
    with keys.page.expect_file_chooser() as waiting:
        keys.push("Attach files", back=True)
    waiting.value.set_files(PLAN)
    expect(Desk(alice).tray.get_by_role("listitem")).to_have_count(1)
    keys.to(alice.composer)
    keys.say("This is the plan")
    bob.sees("This is the plan")
    expect(bob.messages.get_by_role("button", name="Save Plan.pdf")).to_be_visible()

    finder = Finder(alice)
    keys.press("Control+Shift+f")
    expect(finder.field).to_be_focused()
    keys.type("plan")
    expect(finder.results).to_have_count(1)
    keys.press("Enter")
    finder.is_at("This is the plan")
