"""Changing the password, as a person does it and as an attacker would like it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.actors import PASSWORD as OLD
from tests.actors import Actor
from tests.browser.pages import Person
from tests.browser.settings import open_settings
from tests.waiting import until

NEW = "another battery, and no horse"


def form_of(someone: Person) -> Locator:
    """Find the form: other sections of the settings ask for the password, too."""
    return someone.page.get_by_role("form", name="Change password")


def change(someone: Person, old: str, new: str) -> None:
    """Fill in the form of the settings, and send it."""
    form = form_of(someone)
    form.get_by_label("Current password", exact=True).fill(old)
    form.get_by_label("New password", exact=True).fill(new)
    form.get_by_label("Repeat new password", exact=True).fill(new)
    form.get_by_role("button", name="Change password").click()


def test_a_changed_password_opens_the_history_and_the_old_one_nothing(
    person, own_server, new_context
):
    alice = person("alice", url=own_server.url).register()
    alice.say("written under the old password")
    alice.sees_sent("written under the old password")
    elsewhere = Person(new_context(), own_server.url, alice.username).login()
    old_keys = alice.page.request.get(f"{alice.url}/api/me").json()["sealed"]

    dialog = open_settings(alice, "Account")
    change(alice, "not the password", NEW)
    wrong = dialog.get_by_text("This is not your current password")
    expect(wrong).to_be_visible()
    expect(form_of(alice).get_by_label("Current password", exact=True)).to_be_focused()

    change(alice, alice.password, NEW)
    expect(dialog.get_by_text("Your password is changed")).to_be_visible()
    expect(dialog.get_by_label("New password", exact=True)).to_have_value("")

    # The other browser is out, and has nothing left that opens without the password.
    elsewhere.page.wait_for_url("**/login*")
    # This one goes on.
    alice.close_dialog()
    alice.say("and under the new one")
    alice.sees_sent("and under the new one")

    elsewhere.try_login(alice.password)
    expect(elsewhere.page.get_by_role("alert").first).to_contain_text("not right")
    elsewhere.try_login(NEW)
    elsewhere.arrive()
    elsewhere.go_to("Notes to self")
    elsewhere.sees("written under the old password")
    elsewhere.sees("and under the new one")
    piece = old_keys.split(".")[3][:48].encode()
    until(
        lambda: not any(piece in data for data in own_server.at_rest().values()),
        "the server still has the old keys",
    )


def test_what_is_wrong_with_the_new_password_is_said_before_anything_is_sent(alice):
    asked = []
    alice.page.on("request", lambda request: asked.append(request.url))
    dialog = open_settings(alice, "Account")
    change(alice, "", "password1234")
    expect(dialog.get_by_text("Enter your password")).to_be_visible()
    change(alice, OLD, "short")
    expect(dialog.get_by_text("12 characters: 7 more")).to_be_visible()
    dialog.get_by_label("New password", exact=True).fill(f"{alice.username}12345678")
    expect(dialog.get_by_text("easy to guess")).to_be_visible()
    assert not [url for url in asked if "/account/password" in url or "/salt" in url]
    # What was typed does not stay in a dialog that is closed.
    alice.close_dialog()
    for field in dialog.locator("form input[type=password]").all():
        expect(field).to_have_value("")


def test_another_site_cannot_change_it(alice):
    me = alice.page.request.get(f"{alice.url}/api/me").json()
    answer = alice.page.request.post(
        f"{alice.url}/api/account/password",
        data={"old": "", "sealed": Actor("alice").sealed()},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status == 403
    assert alice.page.request.get(f"{alice.url}/api/me").json() == me
