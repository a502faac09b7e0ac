"""Keys that are in the browser only: moved there and back, and into another browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.pages import Person
from tests.browser.settings import open_settings
from tests.browser.test_key_file import FILE_PASSWORD, download_file


def move(someone: Person, wish: str, told: str) -> None:
    """Move the keys in the settings."""
    page = someone.page
    open_settings(someone, "Account")
    page.get_by_role("button", name=wish).click()
    dialog = page.get_by_role("dialog", name=wish)
    dialog.get_by_label("Password", exact=True).fill("not the password")
    dialog.get_by_role("button", name=wish).click()
    expect(dialog.get_by_text("This is not your current password")).to_be_visible()
    dialog.get_by_label("Password", exact=True).fill(someone.password)
    dialog.get_by_role("button", name=wish).click()
    expect(page.get_by_text(told)).to_be_visible()
    someone.close_dialog()


def test_keys_leave_the_server_come_into_another_browser_and_go_back(
    alice, bob, carol, new_context, tmp_path
):
    def me(someone: Person) -> dict:
        return someone.page.request.get(f"{alice.url}/api/me").json()

    alice.start_chat(bob.username)
    alice.say("written before")
    alice.sees_sent("written before")
    stored = me(alice)
    assert stored["bundle"], "the premise"
    move(alice, "Keep my keys in this browser only", "The server has deleted them")
    gone = me(alice)
    assert (gone["store"], gone["bundle"], gone["sealed"]) == ("browser", None, None)
    # What that means is said until there is another copy.
    reminder = alice.chats.get_by_text("Your keys are in this browser only")
    expect(reminder).to_be_visible()
    file = download_file(alice, tmp_path)
    expect(reminder).to_be_hidden()
    # While she is here others meet her; while she is away they are told.
    carol.start_chat(alice.username)
    carol.say("met while connected")
    alice.go_to(carol.username)
    alice.sees("met while connected")
    alice.context.close()
    bob.go_to(alice.username)
    bob.say("written while you were away")
    bob.sees_sent("written while you were away")

    back = Person(new_context(), alice.url, alice.username, alice.password)
    page = back.page
    back.try_login(back.password)
    expect(page.get_by_text("Your password is right")).to_be_visible()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Password of the file", exact=True).fill("not its password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("not the password of this file")).to_be_visible()
    page.get_by_label("Password of the file", exact=True).fill(FILE_PASSWORD)
    page.get_by_role("button", name="Log in").click()
    back.arrive()
    back.go_to(bob.username)
    for text in ("written before", "written while you were away"):
        back.sees(text)
    # From here on this browser has them, too.
    back.logout()
    back.login()

    move(back, "Store my keys with the server", "stores your sealed keys now")
    again = me(back)
    assert (again["store"], again["bundle"]) == ("server", stored["bundle"])
    back.context.close()
    anywhere = Person(new_context(), alice.url, alice.username, alice.password).login()
    anywhere.go_to(bob.username)
    anywhere.sees("written before")
