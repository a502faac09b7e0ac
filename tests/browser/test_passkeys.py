"""Passkeys, by a device that Chromium plays."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.arrival import arrived
from tests.browser.passkeys import Device
from tests.browser.recorder import storage
from tests.browser.settings import open_settings
from tests.browser.test_recovery import sent_by
from tests.browser.test_second_factor import begin


def test_a_passkey_brings_the_history_back_into_a_wiped_browser(
    person, bob, live_server
):
    # Passkeys belong to a name, and an address is none.
    url = live_server.url.replace("127.0.0.1", "localhost")
    alice = arrived(person("alice", url=url), "alice")
    page, device = alice.page, Device(alice)
    alice.start_chat(bob.username)
    alice.say("written before")
    alice.sees_sent("written before")

    settings = open_settings(alice, "Account")
    settings.get_by_role("button", name="Add a passkey").click()
    dialog = page.get_by_role("dialog", name="Add a passkey")
    dialog.get_by_label("Name of the passkey").fill("Alice's laptop")
    begin(dialog, alice.password, "Go on")
    dialog = page.get_by_role("dialog", name="One-time codes")
    dialog.get_by_role("button", name="I have kept them").click()
    kept = settings.get_by_role("list", name="Passkeys").get_by_role("listitem")
    expect(kept).to_contain_text("Alice's laptop")
    expect(kept).to_contain_text("Logs in without the password")
    assert len(device.credentials) == 1
    alice.close_dialog()

    # Behind the password it counts as well.
    alice.logout()
    alice.fill_login(alice.password)
    use = page.get_by_role("button", name="Use a passkey")
    expect(use).to_be_focused()
    assert page.request.get(f"{alice.url}/api/me").status == 401
    use.click()
    alice.arrive()

    # The browser loses all that it has; the device has the passkey.
    page.goto(f"{alice.url}/login")
    devtools = alice.context.new_cdp_session(page)
    where = {"origin": alice.url, "storageTypes": "all"}
    devtools.send("Storage.clearDataForOrigin", where)
    alice.context.clear_cookies()
    page.goto(f"{alice.url}/login")
    assert page.request.get(f"{alice.url}/api/me").status == 401, "the premise"
    rests = storage(page).values()
    assert not any(alice.username.encode() in data for data in rests), "the premise"
    sent = sent_by(alice)
    alone = page.get_by_role("button", name="Log in with a passkey")
    alone.click()
    alice.arrive()
    alice.go_to(bob.username)
    alice.sees("written before")
    alice.say("and after")
    bob.go_to(alice.username)
    bob.sees("and after")
    # Neither the password nor the username was asked for, or sent, on the way.
    before = [one for one in sent if "/api/passkey" in one]
    assert len(before) >= 2, "the premise"
    assert not any(alice.username in one or alice.password in one for one in before)

    settings = open_settings(alice, "Account")
    settings.get_by_role("button", name="Remove Alice's laptop").click()
    dialog = page.get_by_role("dialog", name="Remove this passkey")
    begin(dialog, alice.password, "Remove")
    expect(kept).to_have_count(0)
    expect(settings.get_by_text("for your password alone")).to_be_visible()
    alice.close_dialog()
    alice.logout()
    alone.click()
    expect(page.get_by_text("not one of your account")).to_be_visible()
