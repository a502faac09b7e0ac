"""Groups: titles, who comes, who goes, and what they can read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.arrival import arrived
from tests.browser.pages import PASSWORD


def test_five_people_talk_in_a_group(person):
    keys = {"alice": "alice", "bob": "bob", "carol": "carol", "dave": "mallory"}
    people = [arrived(person(name), actor) for name, actor in keys.items()]
    # There are no keys for a fifth.
    people.append(person("eve").register())
    alice, *others = people
    alice.start_chat(*(one.username for one in others), title="Five of us")
    alice.say("hello everybody")
    for one in others:
        one.go_to("Five of us")
        one.sees("hello everybody")
        one.say(f"here is {one.username}")
    for one in people:
        for other in others:
            one.sees(f"here is {other.username}")


def test_changes_of_members_are_lines_in_the_chat(alice, bob, carol, person):
    dave = arrived(person("dave"), "mallory")
    alice.start_chat(bob.username, dave.username, title="Team")
    bob.go_to("Team")
    alice.add(carol.username)
    bob.sees_line(f"{alice.username} added {carol.username}")
    carol.go_to("Team")
    carol.say("thanks for having me")
    alice.sees("thanks for having me")

    alice.remove(bob.username)
    carol.sees_line(f"{alice.username} removed {bob.username}")

    carol.menu("Leave group")
    carol.page.get_by_role("alertdialog").get_by_role(
        "button", name="Leave group"
    ).click()
    alice.sees_line(f"{carol.username} left")
    expect(carol.chat_entry("Team")).to_have_count(0)


def test_a_new_member_reads_from_joining_on(alice, bob, carol, person):
    dave = arrived(person("dave"), "mallory")
    alice.start_chat(bob.username, dave.username, title="Newcomers")
    alice.say("before carol")
    alice.sees_sent("before carol")
    alice.add(carol.username)
    alice.say("after carol came")

    carol.go_to("Newcomers")
    carol.sees("after carol came")
    carol.sees_not("before carol")
    carol.sees_line("Messages from before you joined cannot be read here.")


def test_a_removed_member_receives_nothing_more(alice, bob, carol, live_server):
    frames = []
    bob.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)),
    )
    bob.open_chat()
    alice.start_chat(bob.username, carol.username, title="Secrets")
    alice.say("while bob is here")
    bob.go_to("Secrets")
    bob.sees("while bob is here")

    alice.remove(bob.username)
    bob.sees_line(f"{alice.username} removed {bob.username}")
    assert any('"record"' in str(frame) for frame in frames), "the guard is blind"
    frames.clear()
    alice.say("after bob has gone")
    carol.go_to("Secrets")
    carol.sees("after bob has gone")

    bob.sees_not("after bob has gone")
    records = [frame for frame in frames if '"record"' in str(frame)]
    assert records == []
    answer = bob.page.request.get(f"{live_server.url}/api/rooms")
    assert answer.json()["rooms"] == []


def test_bobs_keys_do_not_open_what_follows_his_removal(alice, bob, carol, tmp_path):
    alice.start_chat(bob.username, carol.username, title="Secrets")
    alice.say("while bob is here")
    alice.sees_sent("while bob is here")
    bob.go_to("Secrets")
    bob.sees("while bob is here")
    keys = tmp_path / "bob.jwe"
    keys.write_text(bob.page.request.get(f"{bob.url}/api/me").json()["sealed"])

    alice.remove(bob.username)
    alice.say("after bob has gone")
    alice.sees_sent("after bob has gone")
    log = alice.download_log(tmp_path)

    assert _texts(log) == ["while bob is here", "after bob has gone"]
    bobs = ["--keys", str(keys), "--user", bob.username]
    assert _texts(log, *bobs) == ["while bob is here"]


def _texts(log: Path, *options: str) -> list[str]:
    """Open a log with the log tool and give the texts of its messages."""
    command = [sys.executable, "-m", "encryption.log_tool", "decrypt", str(log)]
    done = subprocess.run(
        [*command, *options, "--format", "json", "--password-stdin"],
        input=PASSWORD + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    messages = [line for line in json.loads(done.stdout) if line["type"] == "message"]
    return [line["body"]["text"] for line in messages if line["kind"] == "text"]


def test_a_group_shows_its_title_to_everybody(alice, bob, carol):
    for title in ("Book club", "日本語 🎉", "<b>no markup</b>"):
        alice.start_chat(bob.username, carol.username, title=title)
        for someone in (alice, bob, carol):
            expect(someone.chat_entry(title)).to_have_count(1)


def test_a_new_title_reaches_everybody(alice, bob, carol):
    alice.start_chat(bob.username, carol.username, title="Old name")
    bob.go_to("Old name")
    bob.menu("Rename")
    dialog = bob.page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("New name")
    dialog.get_by_role("button", name="Save").click()
    for someone in (alice, bob, carol):
        expect(someone.chat_entry("New name")).to_have_count(1)
