"""What it costs to come into the chat: work of the browser, and of the server.

Every round has a browser of its own, in which somebody is logged in who has a chat of a
few messages: the first time nothing of the site is in it, then everything. Seconds of a
processor rather than of a clock: they tell what a page of many small files costs, on
whatever machine, however busy. Run by `make bench`.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext

from benchmarks.browser import Browser
from benchmarks.processor import seconds
from tests.actors import Online
from tests.browser.arrival import arrived
from tests.browser.pages import Person
from tests.server import Server

TIMES = ("first", "later")
SETTLING = 2000  # ms, in which what begins by itself has ended


def furnish(url: str, name: str, context: BrowserContext) -> Person:
    """Log somebody in who has a chat, with nothing of the site in the browser."""
    person = arrived(Person(context, url, name), "alice")
    one = Online(url, name, "alice").log_in(person.password).connect()
    bob = Online(url, f"{name}-bob").register()
    room = one.found(bob, kind="direct")
    for number in range(5):
        one.say(room, f"A short text, number {number}.")
    one.disconnect()
    bob.disconnect()
    person.go_to(bob.username)
    person.page.goto("about:blank")
    person.page.wait_for_timeout(SETTLING)
    devtools = context.new_cdp_session(person.page)
    devtools.send("Network.clearBrowserCache")
    devtools.detach()
    return person


def come_in(person: Person, browser: Browser, server: Server) -> dict[str, float]:
    """Open the chat and tell what that took."""
    before = seconds(browser.pid), seconds(server.pid)
    person.open_chat()
    person.page.wait_for_timeout(SETTLING)
    after = seconds(browser.pid), seconds(server.pid)
    person.page.goto("about:blank")
    return {
        "browser": after[0] - before[0],
        "server": after[1] - before[1],
    }


def measure(server: Server, folder: Path, name: str) -> list[dict[str, float]]:
    """Come in twice, in a browser of one's own."""
    browser = Browser(folder / name)

    def steps(context: BrowserContext) -> list[dict[str, float]]:
        person = furnish(server.url, name, context)
        return [come_in(person, browser, server) for _ in TIMES]

    try:
        return browser.prepare(steps)
    finally:
        browser.close()


def main() -> None:
    """Measure in turn, and print the medians as lines and as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="securechat-") as name:
        folder = Path(name)
        server = Server(folder).start()
        try:
            taken = [
                measure(server, folder, f"alice{number}")
                for number in range(asked.rounds)
            ]
        finally:
            server.stop()
    rows = {}
    for time, ones in zip(TIMES, zip(*taken, strict=True), strict=True):
        rows[time] = {
            side: round(statistics.median(one[side] for one in ones), 2)
            for side in ("browser", "server")
        }
        print(
            f"coming in, {time}: {rows[time]['browser']:.2f} s of a processor in the "
            f"browser, {rows[time]['server']:.2f} s in the server"
        )
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
