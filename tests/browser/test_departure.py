"""Leaving for good: everything is taken along, and nothing alarms who stays."""

from __future__ import annotations

import zipfile

from playwright.sync_api import expect

from tests.browser.pages import PASSWORD
from tests.browser.settings import open_settings

# How many logins the browser keeps.
KEPT = """() => new Promise((done) => {
  const opening = indexedDB.open("securechat")
  opening.onsuccess = () => {
    const { result } = opening
    if (!result.objectStoreNames.contains("login")) return done(0)
    const counting = result.transaction("login").objectStore("login").count()
    counting.onsuccess = () => done(counting.result)
  }
  opening.onerror = () => done(-1)
})"""


def test_alice_takes_everything_along_and_goes(alice, bob, tmp_path):
    alice.start_chat(bob.username)
    alice.say("you will not keep this")
    alice.sees_sent("you will not keep this")
    bob.go_to(alice.username)
    bob.sees("you will not keep this")
    bob.say("but this")
    alice.sees("but this")

    settings = open_settings(alice, "Your data")
    with alice.page.expect_download() as coming:
        settings.get_by_role("link", name="Download").click()
    coming.value.save_as(tmp_path / "everything.zip")
    archive = zipfile.ZipFile(tmp_path / "everything.zip")
    assert archive.testzip() is None
    assert {"README.txt", "keys/password.txt"} <= set(archive.namelist())

    settings.get_by_label("Type your username").fill(alice.username)
    settings.get_by_label("Current password").last.fill("another INSECURE password")
    delete = settings.get_by_role("button", name="Delete the account for good")
    delete.click()
    expect(settings.get_by_text("This is not your current password.")).to_be_visible()
    settings.get_by_label("Current password").last.fill(PASSWORD)
    delete.click()
    expect(alice.page.get_by_text("Your account is deleted.")).to_be_visible()
    assert alice.page.evaluate(KEPT) == 0

    line = f"{alice.username} is leaving SecureChat"
    expect(bob.page.get_by_text(line).first).to_be_visible()
    bob.page.reload()
    expect(bob.page.get_by_text(line).first).to_be_visible()
    bob.sees("but this")
    expect(bob.page.get_by_text("you will not keep this")).to_have_count(0)
    expect(bob.page.locator(".problem")).to_have_count(0)
    expect(bob.page.get_by_role("alert").filter(visible=True)).to_have_count(0)
