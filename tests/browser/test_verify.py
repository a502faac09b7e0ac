"""Two people make sure that nobody stands between them, and their marks follow them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Person
from tests.browser.scripts import script

OTHER = "12345 " * 12

UNTIL = """async () => {
  for (let tries = 0; !(%s); tries++) {
    if (tries === 200) throw new Error("never so")
    await new Promise((go) => setTimeout(go, 50))
  }
}"""


@pytest.fixture
def pair(alice, bob):
    """Alice and Bob, both in their chat."""
    alice.start_chat(bob.username)
    bob.go_to(alice.username)
    return alice, bob


def code_of(someone: Person, folder: Path) -> Path:
    """Take a picture of the QR code on somebody's screen."""
    path = folder / f"{someone.username}.png"
    someone.qr_code.screenshot(path=path)
    return path


def blank_png(someone: Person) -> bytes:
    """Give a picture with nothing on it."""
    corner = {"x": 0, "y": 0, "width": 20, "height": 20}
    return someone.page.screenshot(clip=corner)


def test_both_see_the_same_number(pair):
    alice, bob = pair
    for someone in pair:
        someone.open_safety_number()

    assert re.fullmatch(r"(\d{5} ){11}\d{5}", alice.safety_number)
    assert alice.safety_number == bob.safety_number
    expect(alice.verify_dialog).to_contain_text(f"You and {bob.username}")
    expect(alice.verify_dialog).to_contain_text("Keys known since")


def test_pasted_digits_are_equal_or_different(pair):
    alice, bob = pair
    for someone in pair:
        someone.open_safety_number()

    alice.compare_digits(bob.safety_number)
    alice.is_told("Equal.")
    alice.compare_digits(OTHER)
    alice.is_told("Different.")
    alice.compare_digits("12345")
    expect(alice.verify_dialog.get_by_text("it has 60 digits")).to_be_visible()
    expect(alice.verify_dialog.get_by_text("Equal.")).to_be_hidden()
    expect(alice.verified_mark).to_be_hidden()


def test_a_picture_of_the_code_is_equal_or_different(pair, carol, tmp_path):
    alice, bob = pair
    for someone in pair:
        someone.open_safety_number()
    code = code_of(bob, tmp_path)
    alice.compare_image(code)
    alice.is_told("Equal.")

    carol.start_chat(bob.username)
    carol.open_safety_number()
    alice.compare_image(code_of(carol, tmp_path))
    alice.is_told("Different.")

    blank = tmp_path / "blank.png"
    blank.write_bytes(blank_png(bob))
    alice.compare_image(blank)
    alice.is_told("No QR code was found")


def test_a_code_is_read_on_a_dark_screen(pair, tmp_path):
    alice, bob = pair
    bob.page.emulate_media(color_scheme="dark")
    for someone in pair:
        someone.open_safety_number()
    alice.compare_image(code_of(bob, tmp_path))
    alice.is_told("Equal.")


def until(someone, condition: str) -> None:
    """Wait for a condition; Playwright's own way polls by what our pages forbid."""
    someone.page.evaluate(UNTIL % condition)


def test_the_camera_reads_the_code_and_is_let_go_of(pair, tmp_path):
    alice, bob = pair
    bob.open_safety_number()
    picture = code_of(bob, tmp_path).read_bytes()
    alice.page.evaluate(script("camera.js"), list(picture))
    alice.open_safety_number()
    scan = alice.verify_dialog.get_by_role("button", name="Scan QR code")
    began = "cameraTracks.length > 0"
    ended = f"{began} && cameraTracks.every((track) => track.readyState === 'ended')"

    scan.click()
    alice.is_told("Equal.")
    until(alice, ended)

    alice.page.evaluate(script("camera.js"), list(blank_png(bob)))
    scan.click()
    alice.page.wait_for_function("cameraTracks.length > 0")
    alice.close_dialog()
    until(alice, ended)


def test_a_mark_shows_everywhere_and_follows_the_account(
    pair, new_context, live_server
):
    alice, bob = pair
    expect(alice.verified_mark).to_be_hidden()
    alice.open_safety_number()
    with alice.page.expect_response("**/api/state"):
        alice.verify_dialog.get_by_role("button", name="Mark as verified").click()
    expect(alice.verify_dialog.get_by_role("status").first).to_contain_text("marked")
    alice.close_dialog()
    alice.sees_verified(bob.username)
    alice.menu("Members")
    expect(alice.member(bob.username).get_by_text("Verified")).to_be_visible()
    expect(alice.member(alice.username).get_by_text("Verified")).to_be_hidden()
    # Bob has compared nothing.
    expect(bob.verified_mark).to_be_hidden()

    elsewhere = Person(new_context(), live_server.url, alice.username).login()
    elsewhere.go_to(bob.username)
    elsewhere.sees_verified(bob.username)


def test_a_mark_can_be_removed_in_another_browser(pair, new_context, live_server):
    alice, bob = pair
    alice.open_safety_number()
    with alice.page.expect_response("**/api/state"):
        alice.verify_dialog.get_by_role("button", name="Mark as verified").click()
    alice.close_dialog()

    elsewhere = Person(new_context(), live_server.url, alice.username).login()
    elsewhere.go_to(bob.username)
    elsewhere.sees_verified(bob.username)
    elsewhere.open_safety_number()
    elsewhere.verify_dialog.get_by_role("button", name="Remove the mark").click()
    expect(
        elsewhere.verify_dialog.get_by_role("button", name="Mark as")
    ).to_be_visible()
    elsewhere.close_dialog()
    expect(elsewhere.verified_mark).to_be_hidden()
    expect(alice.verified_mark).to_be_hidden()


def test_the_library_of_codes_is_fetched_when_it_is_needed(pair):
    alice, _ = pair
    fetched = []
    alice.page.on("request", lambda request: fetched.append(request.url))
    alice.open_chat()
    alice.page.wait_for_load_state("networkidle")
    assert fetched
    assert not [url for url in fetched if "/lib/qr/" in url]

    alice.go_to(alice.chats.get_by_role("listitem").first.inner_text().split("\n")[0])
    alice.open_safety_number()
    assert [url for url in fetched if url.endswith("/lib/qr/index.js")]
    assert not [url for url in fetched if url.endswith("/lib/qr/decode.js")]


def test_a_picture_of_the_keys_stands_for_a_person_everywhere(pair):
    alice, bob = pair

    def shows(someone: Person, place: str, identity: str | re.Pattern) -> str:
        avatar = someone.page.locator(f"{place} .avatar").first
        expect(avatar).to_have_attribute("data-identity", identity)
        return avatar.get_attribute("data-identity")

    anybody = re.compile(r"^[\w-]{43}$")
    mine = shows(bob, ".account", anybody)
    shows(alice, ".room__header", mine)
    shows(alice, ".chats__list", mine)
    assert shows(alice, ".account", anybody) != mine
