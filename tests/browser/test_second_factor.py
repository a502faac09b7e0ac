"""The second factor: set up, asked for, and no way in without it."""

from __future__ import annotations

import re
import time

import pyotp
from playwright.sync_api import Locator, expect

from tests.browser.pages import Person
from tests.browser.settings import open_settings


def show_code(someone: Person, code: str) -> None:
    """Enter a code behind the password, and send it."""
    someone.page.get_by_label("Code", exact=True).fill(code)
    someone.page.get_by_role("button", name="Log in").click()


def begin(dialog: Locator, password: str, submit: str) -> None:
    """Show the password in a dialog."""
    dialog.get_by_label("Password", exact=True).fill(password)
    dialog.get_by_role("button", name=submit).click()


def test_who_set_up_an_app_needs_its_codes_and_each_counts_once(alice, new_context):
    page = alice.page
    settings = open_settings(alice, "Account")
    settings.get_by_role("button", name="Set up an app").click()
    dialog = page.get_by_role("dialog", name="Set up an app")
    begin(dialog, "not the password", "Show the key")
    expect(dialog.get_by_text("This is not your current password")).to_be_visible()
    begin(dialog, alice.password, "Show the key")
    expect(dialog.get_by_role("img", name="QR code for your app")).to_be_visible()
    key = dialog.get_by_label("Key", exact=True)
    app = pyotp.TOTP(key.inner_text().replace(" ", ""))
    dialog.get_by_label("Code from the app").fill("000000")
    dialog.get_by_role("button", name="Turn on").click()
    expect(dialog.get_by_text("This code is not right")).to_be_visible()
    first = int(time.time())
    dialog.get_by_label("Code from the app").fill(app.at(first))
    dialog.get_by_role("button", name="Turn on").click()
    dialog = page.get_by_role("dialog", name="One-time codes")
    codes = dialog.get_by_role("list", name="One-time codes").get_by_role("listitem")
    expect(codes).to_have_count(10)
    once, again = codes.all_inner_texts()[:2]
    dialog.get_by_role("button", name="I have kept them").click()
    expect(settings.get_by_text("You have 10 one-time codes left")).to_be_visible()
    # Of what was shown nothing stays.
    assert once not in page.content()

    there = Person(new_context(), alice.url, alice.username)
    there.try_login(alice.password)
    expect(there.page.get_by_text("Now enter the code")).to_be_visible()
    me = there.page.request.get(f"{alice.url}/api/me")
    assert me.status == 401, "no login before the code"
    # The code that set it up was used.
    show_code(there, app.at(first))
    expect(there.page.get_by_text("This code is not right")).to_be_visible()
    second = max(first + 30, int(time.time()))
    show_code(there, app.at(second))
    there.arrive()

    other = Person(new_context(), alice.url, alice.username)
    other.try_login(alice.password)
    show_code(other, app.at(second))
    expect(other.page.get_by_text("This code is not right")).to_be_visible()
    show_code(other, once.upper())
    other.arrive()
    other.logout()
    other.fill_login(alice.password)
    show_code(other, once)
    expect(other.page.get_by_text("This code is not right")).to_be_visible()
    show_code(other, again)
    other.arrive()

    settings.get_by_role("button", name="Take it off").click()
    dialog = page.get_by_role("dialog", name="Take it off")
    begin(dialog, alice.password, "Take it off")
    expect(settings.get_by_text(re.compile("for your password alone"))).to_be_visible()
    other.logout()
    other.fill_login(alice.password)
    other.arrive()
