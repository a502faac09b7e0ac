"""400 strings that want to break the page: message, quote, link, title, file name.

Which of them a username may be: tests/unit/chat/test_hostile_names.py.
"""

from __future__ import annotations

from encryption.crypto_utils import new_id
from encryption.signed import b64u
from tests.actors import Online
from tests.browser.scripts import script
from tests.hostile import load

# A name that the rules allow, and that objects of JavaScript have already.
MALLORY = "__proto__"
BACK_TO_THE_BEGINNING = """() => {
  document.querySelector("[role=log]").scrollTop = 0
  return document.querySelector("[data-ref=beginning]").checkVisibility()
}"""
# Of types that a browser would run, were they opened.
TYPES = ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml")


def test_400_hostile_strings_break_nothing(alice, live_server):
    mallory = Online(live_server.url, MALLORY, "mallory").register().connect()
    room = mallory.found(Online(live_server.url, alice.username, "alice"))
    strings = [text for _, text in load()]
    assert len(strings) >= 400
    sent = _send_all(mallory, room, strings)
    titles = [text for text in strings if _is_title(text)][::16]
    for text in titles:
        mallory.say(room, "", kind="title", body={"text": text})
    names = [text for text in strings if _is_file_name(text)]
    sent += _send_files(mallory, room, names)
    mallory.say(room, "the end")
    mallory.disconnect()

    page, found = alice.page, []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("dialog", lambda dialog: found.append(dialog.message))
    alice.chats.get_by_role("link").first.click()
    alice.sees("the end")
    page.wait_for_function(BACK_TO_THE_BEGINNING, timeout=60_000)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        spoiled = page.evaluate(script("spoiled.js"))
        assert spoiled["said"] == []
        assert spoiled["articles"] == sent + 1
        assert spoiled["links"] > 40, "hardly any link is shown at all"
        assert spoiled["files"] == len(names) > 200
    assert found == []


def _send_all(mallory: Online, room: str, strings: list[str]) -> int:
    """Send every string, each fourth as an answer to the one before."""
    before = None
    for number, text in enumerate(strings):
        answers = {"reply_to": before} if before and number % 4 == 0 else {}
        for one in mallory.send(room, text, **answers):
            assert mallory.socket.call("send", one, timeout=20)["ok"]
            before = one["id"]
    return len(strings)


def _send_files(mallory: Online, room: str, names: list[str]) -> int:
    """Send files of these names, ten to a message; return how many messages."""
    groups = [names[at : at + 10] for at in range(0, len(names), 10)]
    for group in groups:
        files = [
            {
                "hash": b64u(bytes(32)),
                "id": new_id(),
                "key": b64u(bytes(64)),
                "name": name,
                "size": 2**40,
                "type": TYPES[place % len(TYPES)],
            }
            for place, name in enumerate(group)
        ]
        mallory.say(room, "", kind="file", body={"files": files, "text": ""})
    return len(groups)


def _is_file_name(text: str) -> bool:
    """Say whether the protocol allows a text as the name of a file (PROTOCOL §8)."""
    is_plain = all(letter >= " " and letter not in "\x7f/\\" for letter in text)
    return len(text.encode()) <= 255 and is_plain


def _is_title(text: str) -> bool:
    """Say whether the protocol allows a text as a title (PROTOCOL §8)."""
    is_plain = all(letter >= " " and letter != "\x7f" for letter in text)
    return len(text) <= 80 and is_plain
