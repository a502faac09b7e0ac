"""How somebody new begins, alone or invited."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.actors import Online
from tests.browser.pages import Person


def invitation_of(someone: Person) -> str:
    """Return the link with which somebody invites others."""
    page = someone.page
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("button", name="Invite somebody").click()
    dialog = page.get_by_role("dialog", name="Invite somebody")
    expect(dialog.get_by_role("img").locator("path")).to_have_attribute(
        "d", re.compile("M")
    )
    link = dialog.get_by_role("textbox", name="Link").input_value()
    page.keyboard.press("Escape")
    return link


def test_somebody_new_lands_in_a_chat_with_themselves(person):
    dave = person("dave").register()

    for text in (
        "Welcome to SecureChat",
        "Invite somebody",
        "compare safety numbers",
        "Keep your password",
    ):
        dave.sees_sent(text)
    expect(dave.chat_entry("Notes to self")).to_have_count(1)
    dave.say("milk, bread")
    dave.sees_sent("milk, bread")

    dave.page.get_by_role("button", name="Account menu").click()
    dave.page.get_by_role("button", name="Notes to self", exact=True).click()
    expect(dave.chats.get_by_role("listitem")).to_have_count(1)


def test_whoever_comes_by_an_invitation_finds_the_inviter_checked(alice, person):
    link = invitation_of(alice)
    assert alice.username in link.split("#")[1]
    bob = person("bob")
    Online(bob.url, bob.username, "bob").register(bob.password).disconnect()
    asked = []
    bob.page.on("request", lambda request: asked.append(request.url))

    # Other keys than the server shows: what a lie of the server looks like from here.
    last = "A" if link[-5] != "A" else "Q"
    bob.page.goto(link[:-5] + last + link[-4:])
    expect(bob.page.get_by_role("heading")).to_contain_text(alice.username)
    bob.page.get_by_role("link", name="I have an account").click()
    bob.fill_login(bob.password)
    bob.arrive()
    dialog = bob.page.get_by_role("dialog", name="Invitation from")
    dialog.get_by_role("button", name="Start the chat").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not those of the invitation")
    expect(bob.chats.get_by_role("listitem")).to_have_count(0)

    bob.page.goto("about:blank")
    bob.page.goto(link)
    dialog.get_by_role("button", name="Start the chat").click()
    bob.sees_verified(alice.username)
    bob.say("Thank you for the link")
    alice.go_to(bob.username)
    alice.sees("Thank you for the link")
    assert not [url for url in asked if link.split(".")[-1] in url.split("#")[0]]
