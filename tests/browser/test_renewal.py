"""Renewing one's keys, as the person, other browsers and contacts see it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, expect

from tests.browser.arrival import arrived
from tests.browser.pages import Person
from tests.browser.settings import open_settings


def renew(someone: Person) -> None:
    """Renew the keys in the settings; the page comes back by itself."""
    dialog = open_settings(someone, "Account")
    dialog.get_by_label("Your password", exact=True).fill(someone.password)
    dialog.get_by_role("button", name="Renew keys").click()
    # It goes by itself; a machine that has other work may look behind that.
    expect(someone.page.get_by_text("Your keys are renewed.")).to_be_attached()
    expect(dialog).to_be_hidden()


def opened(log: Path, password: str) -> str:
    """Open a downloaded log with the Python tool alone."""
    command = [sys.executable, "-m", "encryption.log_tool", "decrypt", str(log)]
    command += ["--password-stdin"]
    done = subprocess.run(
        command, input=f"{password}\n", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "0 messages not for this key" in done.stderr
    return done.stdout


def test_renewed_keys_lose_nothing_and_everybody_is_told(
    alice, bob, new_context, tmp_path
):
    alice.start_chat(bob.username)
    alice.say("first of all")
    bob.go_to(alice.username)
    bob.say("answered before")
    alice.sees("answered before")
    tab = alice.another_tab()
    elsewhere = Person(new_context(), alice.url, alice.username, alice.password)
    elsewhere.login()

    dialog = open_settings(alice, "Account")
    dialog.get_by_label("Your password", exact=True).fill("not the password")
    dialog.get_by_role("button", name="Renew keys").click()
    expect(dialog.get_by_text("This is not your current password")).to_be_visible()
    alice.close_dialog()
    tab.page.evaluate("window.isBefore = true")
    renew(alice)

    # One line for everybody; the tab follows, the other browser is out.
    elsewhere.page.wait_for_url("**/login*")
    for someone, peer in ((alice, bob), (bob, alice)):
        someone.go_to(peer.username)
        someone.sees_line("renewed their keys")
        someone.sees("first of all")
    tab.page.wait_for_function("() => !window.isBefore")
    tab.arrive()
    tab.go_to(bob.username)
    tab.say("with the new keys")
    bob.sees("with the new keys")
    bob.say("to the new keys")
    alice.sees("to the new keys")

    # Once more, and in a browser that has nothing yet, and without any.
    renew(alice)
    alice.go_to(bob.username)
    expect(alice.messages.get_by_text("renewed their keys")).to_have_count(2)
    alice.say("with the newest ones")
    bob.sees("with the newest ones")
    elsewhere.login()
    elsewhere.go_to(bob.username)
    texts = ("answered before", "to the new keys", "with the newest ones")
    for text in texts:
        elsewhere.sees(text)
    for someone, password in ((alice, alice.password), (bob, bob.password)):
        told = opened(someone.download_log(tmp_path), password)
        assert all(text in told for text in texts)


def test_a_group_goes_on_with_the_new_keys(alice, bob, carol, person):
    alice.start_chat(bob.username, carol.username, title="Garden")
    alice.say("first of all")
    for someone in (bob, carol):
        someone.go_to("Garden")
        someone.sees("first of all")
    renew(bob)
    # Who renewed them is no owner, and has nobody's leave to wait for.
    for someone in (alice, bob, carol):
        someone.go_to("Garden")
        someone.sees_line("renewed their keys")
        someone.sees("first of all")
    bob.say("with the new keys")
    carol.say("to the new keys")
    for someone in (alice, bob, carol):
        someone.sees("with the new keys")
        someone.sees("to the new keys")

    # Who joins now knows nothing of the old ones.
    dave = arrived(person("dave"), "mallory")
    alice.add(dave.username)
    dave.go_to("Garden")
    dave.say("hello all")
    for someone in (bob, carol):
        someone.sees("hello all")
    bob.say("hello dave")
    dave.sees("hello dave")


def test_a_browser_that_dies_before_the_answer_finds_out_which_keys_count(alice, bob):
    alice.start_chat(bob.username)
    alice.say("first of all")
    alice.sees_sent("first of all")

    def lose(route):
        route.fetch()
        # The page may be gone before it answers.
        with suppress(Error):
            alice.page.evaluate("location.reload()")
        route.abort()

    alice.page.route("**/api/keys", lose, times=1)
    dialog = open_settings(alice, "Account")
    dialog.get_by_label("Your password", exact=True).fill(alice.password)
    with alice.page.expect_navigation():
        dialog.get_by_role("button", name="Renew keys").click()
    alice.arrive()
    alice.sees_line("renewed their keys")
    alice.sees("first of all")
    alice.say("after")
    bob.go_to(alice.username)
    bob.sees("after")
