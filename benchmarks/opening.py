"""What verifying costs a reader: opening a room of 1 000 messages, with and without.

One Chromium opens the same room in turn with the client as it is, and with one that
checks nothing: no signature, no chain of hashes, no roster against the records, no
order, no replay, no key log. What is left is fetching, decrypting and showing. The
ratio of the medians is held against 1.3; machines differ, and it differs less. Run by
`make bench`.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.actors import PASSWORD, Online
from tests.browser.pages import Person
from tests.chromium import started
from tests.evil_server import EvilServer
from tests.malicious.attack import Check
from tests.malicious.mutation import without

OPENING = (Path(__file__).parent / "opening.js").read_text("utf-8")
TARGET = 1.3

# Every check of opening a room, and what stands there without it.
RETURN = "\n    return"
CHECKS = (
    (
        "crypto/jws.js",
        "if (await verify(key, jws.signature, utf8(jws.input)) !== true) {",
        "if (false) {",
    ),
    (
        "session/transcript.js",
        "for (const run of runs(entries, checkMissing)) await this.#verify(run)",
        "",
    ),
    (
        "session/rosters.js",
        "checkAgainst(entries, first, last) {",
        "checkAgainst(entries, first, last) {" + RETURN,
    ),
    ("session/rosters.js", "    if (first > last) return\n", "    return\n"),
    (
        "session/reader.js",
        "#judge(record, { sid, idx, seen }, transcript, used) {",
        "#judge(record, { sid, idx, seen }, transcript, used) {" + RETURN + " null",
    ),
    (
        "session/order.js",
        "for (const one of placed) order.#take(one, marks)",
        "",
    ),
    (
        "session/room.js",
        "for (const { record, log } of logs) {",
        "for (const { record, log } of []) {",
    ),
    (
        "session/key_log.js",
        "  prove(hash, username) {",
        "  async prove(hash, username) {" + RETURN,
    ),
)


def no_checks() -> Check:
    """Return the edits that take every check out."""
    edits = [(f"static/js/{file}", source, instead) for file, source, instead in CHECKS]
    return Check(*edits[0], "everything", also=tuple(edits[1:]))


def furnish(evil: EvilServer, messages: int) -> str:
    """Let Bob write so many messages to Alice; return the room."""
    alice = Online(evil.url, "alice").register(PASSWORD)
    bob = Online(evil.url, "bob").register(PASSWORD)
    room = bob.found(alice, kind="direct")
    for number in range(messages):
        for one in bob.send(room, f"A short text, number {number}."):
            evil.take("bob", one)
        if number % 50 == 0:
            bob.fetch(room)
    for one in (alice, bob):
        one.disconnect()
    return room


def measure(page: Page, evil: EvilServer, room: str, messages: int) -> dict:
    """Open the room once, on a page that does nothing else."""
    page.goto(f"{evil.url}/register")
    measured = page.evaluate(OPENING, room)
    assert measured["messages"] == messages, measured
    assert not measured["problems"], measured
    return measured


def run(browser: Browser, evil: EvilServer, messages: int, rounds: int) -> float:
    """Measure in turn, print the medians and return the ratio for the whole room."""
    room = furnish(evil, messages)
    person = Person(browser.new_context(), evil.url, "alice", PASSWORD)
    person.login()
    sides: dict[str, list[dict]] = {"with": [], "without": []}
    for turn in range(rounds + 1):
        for name, taken in sides.items():
            if name == "with":
                measured = measure(person.page, evil, room, messages)
            else:
                with without(no_checks(), evil):
                    measured = measure(person.page, evil, room, messages)
            if turn:  # The first round opens sessions and fills caches.
                taken.append(measured)
    clients = {name: {one["base"] for one in taken} for name, taken in sides.items()}
    assert clients["with"].isdisjoint(clients["without"]), clients
    ratio = 1.0
    for part in ("newest", "all"):
        medians = {
            name: statistics.median(one[part] for one in taken)
            for name, taken in sides.items()
        }
        ratio = medians["with"] / medians["without"]
        what = "first page" if part == "newest" else f"all {messages} messages"
        print(
            f"{what}: {medians['with']:.0f} ms with all checks, "
            f"{medians['without']:.0f} ms without, ratio {ratio:.2f}"
        )
    return ratio


def main() -> None:
    """Run the benchmark and say whether the target is held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, started() as browser:
        evil = EvilServer(Path(folder)).start()
        try:
            ratio = run(browser, evil, options.messages, options.rounds)
        finally:
            evil.stop()
    print(f"target {TARGET}: {'held' if ratio <= TARGET else 'MISSED'}")


if __name__ == "__main__":
    main()
