"""The key file: made, proven, and the way back when nothing else is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from encryption.crypto_utils import open_key_file
from tests.browser.pages import Person
from tests.browser.recorder import Recorder, storage
from tests.browser.settings import open_settings

NEW = "another battery, and no horse"
FILE_PASSWORD = "seven herons on a wet roof"
ROOT = Path(__file__).resolve().parents[2]


def download_file(someone: Person, folder: Path) -> Path:
    """Make a key file in the settings, and keep it."""
    open_settings(someone, "Account")
    page = someone.page
    panel = page.get_by_role("tabpanel", name="Account")
    panel.get_by_role("button", name="Download a key file").click()
    dialog = page.get_by_role("dialog", name="Key file")
    dialog.get_by_label("Password of your account").fill(someone.password)
    dialog.get_by_label("A password for the file", exact=True).fill(FILE_PASSWORD)
    dialog.get_by_label("Repeat the password for the file").fill(FILE_PASSWORD)
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name="Download a key file").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    expect(dialog.get_by_text("is among your downloads")).to_be_visible()
    someone.close_dialog()
    someone.close_dialog()
    return path


def choose_file(place: Page | Locator, path: Path, password: str) -> None:
    """Choose a key file instead of the phrase, and type its password."""
    place.get_by_role("radio", name="A file").check()
    place.locator("input[type=file]").set_input_files(path)
    place.get_by_label("Password of the file", exact=True).fill(password)


def recover(someone: Person, path: Path, password: str) -> None:
    """Fill in the form for who forgot the password, with a key file, and send it."""
    page = someone.page
    page.goto(f"{someone.url}/recover")
    page.get_by_label("Username", exact=True).fill(someone.username)
    choose_file(page, path, password)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("Repeat new password", exact=True).fill(NEW)
    page.get_by_role("button", name="Set new password").click()


def test_a_way_back_that_is_chosen_before_the_script_comes_stays_chosen(person):
    page, held = person("x").page, []
    page.route("**/*main.js", lambda route: held.append(route))
    with page.expect_request("**/*main.js"):
        page.goto(f"{person('url').url}/recover", wait_until="commit")
    page.get_by_role("radio", name="A file").check()
    held.pop().continue_()
    expect(page.get_by_label("Password of the file", exact=True)).to_be_visible()
    expect(page.get_by_label("Recovery phrase", exact=True)).to_be_hidden()


def leaks(places: dict[str, bytes], path: Path, username: str) -> list[str]:
    """List where something is that only the file and its owner may have."""
    text = path.read_text("ascii").strip()
    opened = open_key_file(text=text, username=username, password=FILE_PASSWORD)
    secrets = [FILE_PASSWORD, NEW, opened.key, "written before", text[-60:]]
    secrets += [text.split(".")[3][1000:1060]]
    return [
        place
        for place, data in places.items()
        if any(secret.encode() in data for secret in secrets)
    ]


def test_all_history_comes_back_by_a_key_file_and_opens_without_any_server(
    alice, bob, new_context, live_server, tmp_path
):
    traffic = Recorder(alice.context)
    alice.start_chat(bob.username)
    alice.say("written before")
    alice.sees_sent("written before")
    bob.go_to(alice.username)
    bob.say("and answered")
    alice.sees("and answered")
    log = alice.download_log(tmp_path)
    file = download_file(alice, tmp_path)
    assert file.name.endswith(".securechat-key")

    # It can be tried; what is wrong with it is said beside it.
    dialog = open_settings(alice, "Account")
    dialog.get_by_role("button", name="Try a key file").click()
    dialog = alice.page.get_by_role("dialog", name="Prove you can recover")
    cut = tmp_path / "cut.securechat-key"
    cut.write_text(file.read_text()[:4000])
    for path, password, told in (
        (cut, FILE_PASSWORD, "no key file, or not the whole"),
        (file, alice.password, "not the password of this file"),
        (file, FILE_PASSWORD, "This is the file, and its password"),
    ):
        choose_file(dialog, path, password)
        dialog.get_by_role("button", name="Try the file").click()
        expect(dialog.get_by_text(told)).to_be_visible()
    resting = storage(alice.page)

    # Everything is gone but the file, and what is in somebody's head.
    bob.context.close()
    alice.context.close()
    back = Person(new_context(), alice.url, alice.username)
    more = Recorder(back.context)
    recover(back, file, "the wrong password")
    expect(back.page.get_by_text("not the password of this file")).to_be_visible()
    back.page.get_by_label("Password of the file").fill(FILE_PASSWORD)
    back.page.get_by_role("button", name="Set new password").click()
    back.arrive()
    back.go_to(bob.username)
    back.sees("written before")
    back.sees("and answered")
    back.try_login(alice.password)
    expect(back.page.get_by_role("alert").first).to_contain_text("not right")

    places = {**traffic.traffic, **more.traffic, **resting, **storage(back.page)}
    places |= live_server.at_rest()
    assert any(b'"by":"file"' in data for data in places.values()), "the premise"
    assert leaks({"file": file.read_bytes()}, file, alice.username), "the premise"
    assert leaks(places, file, alice.username) == []

    told = subprocess.run(
        [
            *(sys.executable, "-m", "encryption.log_tool", "decrypt", log),
            *("--keys", file, "--password-stdin"),
        ],
        input=FILE_PASSWORD,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "written before" in told.stdout
    assert "and answered" in told.stdout
