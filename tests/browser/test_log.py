"""The encrypted log: kept unless turned off, downloaded, verified, opened offline."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.pages import PASSWORD
from tests.waiting import until


def test_the_downloaded_log_verifies_and_opens_offline(alice, bob, tmp_path):
    alice.start_chat(bob.username)
    alice.say("for the record")
    alice.sees_sent("for the record")
    bob.go_to(alice.username)
    bob.say("noted, with an ünïcode smile 🙂")
    alice.sees("noted")

    log = bob.download_log(tmp_path)
    assert re.fullmatch(r"[\w-]{22}-\d{4}-\d\d-\d\d\.securechat\.jsonl", log.name)
    assert b"for the record" not in log.read_bytes()

    assert _log_tool("verify", log).returncode == 0
    opened = _log_tool("decrypt", log, "--password-stdin", password=PASSWORD)
    assert opened.returncode == 0
    assert f"{alice.username}: for the record" in opened.stdout
    assert f"{bob.username}: noted, with an ünïcode smile 🙂" in opened.stdout

    wrong = _log_tool("decrypt", log, "--password-stdin", password="something else")
    assert wrong.returncode != 0
    assert wrong.stdout == ""


def test_a_damaged_log_is_refused_by_line(alice, bob, tmp_path):
    alice.start_chat(bob.username)
    alice.say("for the record")
    alice.sees_sent("for the record")
    lines = alice.download_log(tmp_path).read_bytes().splitlines(keepends=True)
    damaged = tmp_path / "damaged.jsonl"
    for place, line in enumerate(lines, 1):
        changed = bytes([line[40] ^ 1])
        flipped = [*lines[: place - 1], line[:40] + changed + line[41:], *lines[place:]]
        damaged.write_bytes(b"".join(flipped))
        refused = _log_tool("verify", damaged)
        assert refused.returncode != 0
        assert f"line {place}:" in refused.stderr


def test_with_the_log_off_nothing_is_stored(alice, bob, own_server, person):
    alice = person("alice", url=own_server.url).register()
    bob = person("bob", url=own_server.url).register()
    alice.start_chat(bob.username)
    alice.say("kept for now")
    alice.sees_sent("kept for now")
    kept = _messages(alice)
    assert len(kept) == 1

    alice.page.get_by_role("button", name="Chat menu").click()
    alice.menu_item("Keep the log on the server").click()
    question = alice.page.get_by_role("alertdialog")
    question.get_by_role("button", name="Turn off and delete").click()
    bob.go_to(alice.username)
    bob.sees_line(f"{alice.username} turned the log off")
    for someone in (alice, bob):
        expect(someone.page.get_by_text("Log off").first).to_be_visible()
    assert _messages(alice) == []

    alice.say("for your eyes only")
    bob.sees("for your eyes only")
    assert _messages(alice) == []
    message = kept[0]["record"]["data"].encode()
    until(
        lambda: message not in b"".join(own_server.at_rest().values()),
        "the server still has it",
    )

    # What came through the gap is checked all the same, and the log says it is off.
    bob.open_chat()
    bob.go_to(alice.username)
    bob.sees_not("for your eyes only")
    bob.say("still talking")
    alice.sees("still talking")


def test_only_the_creator_decides_about_the_log(alice, bob):
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    bob.page.get_by_role("button", name="Chat menu").click()
    switch = bob.page.get_by_role("switch", name="Keep the log on the server")
    if switch.count():
        expect(switch).to_be_disabled()


def _messages(someone) -> list[dict]:
    request = someone.page.request
    rooms = request.get(f"{someone.url}/api/rooms").json()["rooms"]
    # Beside it everybody has the notes to themselves.
    (room,) = [room for room in rooms if room["kind"] == "direct"]
    page = request.get(f"{someone.url}/api/rooms/{room['room']}/records").json()
    return [kept for kept in page["records"] if kept["record"]["kind"] == "message"]


def _log_tool(command: str, log: Path, *options: str, password: str | None = None):
    return subprocess.run(
        [sys.executable, "-m", "encryption.log_tool", command, str(log), *options],
        input=None if password is None else password + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
