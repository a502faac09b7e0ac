"""The recovery phrase: made, proven, and the way back into an account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import Person
from tests.browser.recorder import storage
from tests.browser.settings import open_settings

NEW = "another battery, and no horse"


def written_down(page: Page) -> list[str]:
    """Read the words off the screen, as a person writes them on paper."""
    words = page.get_by_role("list", name="Recovery phrase").get_by_role("listitem")
    expect(words).to_have_count(12)
    return words.all_inner_texts()


def answer(page: Page, words: list[str]) -> None:
    """Enter the three words that are asked for, and send them."""
    page.get_by_role("button", name="I have written them down").click()
    fields = page.get_by_label(re.compile(r"^Word \d+$"))
    expect(fields).to_have_count(3)
    for field in fields.all():
        place = int(field.evaluate("input => input.labels[0].textContent").split()[1])
        field.fill(words[place - 1])
    page.get_by_role("button", name="Keep this phrase").click()


def recover(someone: Person, phrase: str, password: str) -> None:
    """Fill in the form for who forgot the password, and send it."""
    page = someone.page
    page.goto(f"{someone.url}/login")
    page.get_by_role("link", name="Forgot your password?").click()
    # The page that one comes from asks for a username, too.
    page.wait_for_url("**/recover*")
    page.get_by_label("Username", exact=True).fill(someone.username)
    page.get_by_label("Recovery phrase", exact=True).fill(phrase)
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_label("Repeat new password", exact=True).fill(password)
    page.get_by_role("button", name="Set new password").click()


def reminder(someone: Person) -> Locator:
    """Return what reminds of a missing phrase."""
    return someone.chats.get_by_text("You have no recovery phrase")


@pytest.fixture
def forgetful(person):
    """Alice, who has just filled in the form that makes an account."""
    alice = person("alice")
    alice.sent = sent_by(alice)
    alice.fill_registration()
    return alice


def sent_by(someone: Person) -> list[str]:
    """Note all that a page sends, from now on."""
    sent = []
    someone.page.on(
        "request", lambda one: sent.append(f"{one.url} {one.post_data or ''}")
    )
    return sent


def test_who_forgets_the_password_comes_back_with_the_phrase(
    forgetful, new_context, bob, live_server
):
    alice, page = forgetful, forgetful.page
    words = written_down(page)
    answer(page, words)
    alice.arrive()
    expect(reminder(alice)).to_be_hidden()
    alice.start_chat(bob.username)
    alice.say("written before")
    alice.sees_sent("written before")

    back = Person(new_context(), alice.url, alice.username)
    sent = sent_by(back)
    recover(back, " ".join(words).upper(), NEW)
    back.arrive()
    back.go_to(bob.username)
    back.sees("written before")
    back.say("and after")
    bob.go_to(alice.username)
    bob.sees("and after")
    # Everybody who was logged in is out, and the old password is no way in.
    page.wait_for_url("**/login*")
    alice.try_login(alice.password)
    expect(page.get_by_role("alert").first).to_contain_text("not right")
    told = "\n".join([*alice.sent, *sent])
    assert "/api/account/recovery" in told, "the premise"
    for secret in (" ".join(words), " ".join(words[:3]), alice.password, NEW):
        assert secret not in told
    # Nor does it rest anywhere, but on paper.
    at_rest = [*live_server.at_rest().values()]
    for someone in (alice, back):
        at_rest += storage(someone.page).values()
    assert any(alice.username.encode() in data for data in at_rest), "the premise"
    for secret in (" ".join(words), " ".join(words[:3]), alice.password, NEW):
        assert not any(secret.encode() in data for data in at_rest)
    # The paper still holds.
    drilled(back, " ".join(words), "These are the words")


def drilled(someone: Person, phrase: str, told: str) -> None:
    """Try a phrase out in the settings."""
    open_settings(someone, "Account")
    someone.page.get_by_role("button", name="Prove you can recover").click()
    dialog = someone.page.get_by_role("dialog", name="Prove you can recover")
    dialog.get_by_label("Recovery phrase").fill(phrase)
    dialog.get_by_role("button", name="Try the words").click()
    expect(dialog.get_by_text(told)).to_be_visible()
    someone.close_dialog()
    someone.close_dialog()


def test_a_word_that_was_written_down_wrongly_shows_at_once(forgetful):
    page = forgetful.page
    words = written_down(page)
    wrong = [word + "x" for word in words]
    answer(page, wrong)
    expect(page.get_by_text("This is not the word").first).to_be_visible()
    page.get_by_role("button", name="Show the words again").click()
    assert written_down(page) == words
    answer(page, words)
    forgetful.arrive()
    me = page.request.get(f"{forgetful.url}/api/me").json()
    assert me["recovery"] is not None


def test_who_goes_on_without_a_phrase_is_reminded_until_there_is_one(forgetful):
    alice, page = forgetful, forgetful.page
    page.get_by_role("button", name="Go on without a phrase").click()
    alice.arrive()
    expect(reminder(alice)).to_be_visible()
    page.reload()
    expect(reminder(alice)).to_be_visible()

    page.get_by_role("button", name="Make one").click()
    dialog = page.get_by_role("dialog", name="Recovery phrase")
    dialog.get_by_label("Password", exact=True).fill("not the password")
    dialog.get_by_role("button", name="Show the words").click()
    expect(dialog.get_by_text("This is not your current password")).to_be_visible()
    dialog.get_by_label("Password", exact=True).fill(alice.password)
    dialog.get_by_role("button", name="Show the words").click()
    words = written_down(page)
    answer(page, words)
    expect(dialog).to_be_hidden()
    expect(reminder(alice)).to_be_hidden()
    drilled(alice, " ".join(words), "These are the words")

    # Another one: the first is void, and of the words nothing is left in the page.
    dialog = open_settings(alice, "Account")
    dialog.get_by_role("button", name="Make a new one").click()
    dialog = page.get_by_role("dialog", name="Recovery phrase")
    expect(dialog.get_by_text("takes the place of the one you have")).to_be_visible()
    dialog.get_by_label("Password", exact=True).fill(alice.password)
    dialog.get_by_role("button", name="Show the words").click()
    others = written_down(page)
    assert others != words
    answer(page, others)
    expect(dialog).to_be_hidden()
    assert " ".join(words) not in page.content()
    expect(page.locator(".phrase__word")).to_have_count(0)
    alice.close_dialog()
    drilled(alice, " ".join(words), "not that of this account")
    drilled(alice, " ".join(others), "These are the words")


def test_what_is_wrong_with_a_typed_phrase_is_said_before_anything_is_sent(alice):
    asked = []
    alice.page.on("request", lambda request: asked.append(request.url))
    drilled(alice, "abandon about", "These are 2 words")
    drilled(alice, "abandon " * 11 + "abuot", "Word 12, “abuot”")
    drilled(alice, "abandon " * 12, "Together these words are no recovery phrase")
    assert not [url for url in asked if "/api/recovery" in url]
    drilled(alice, "abandon " * 11 + "about", "not that of this account")
    assert [url for url in asked if "/api/recovery" in url], "the premise"


def test_who_has_no_phrase_and_who_does_not_exist_are_told_the_same(
    person, new_context
):
    phrase = "abandon " * 11 + "about"
    told = []
    for name in (person("somebody").register().username, "nobody.of.that.name"):
        visitor = Person(new_context(), person("url").url, name)
        recover(visitor, phrase, NEW)
        alert = visitor.page.get_by_role("alert").filter(has_text="not right")
        expect(alert).to_be_visible()
        told.append(alert.inner_text())
    assert told[0] == told[1]
