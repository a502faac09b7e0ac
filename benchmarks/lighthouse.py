"""What Lighthouse says of the login page, the registration page and a chat.

One Chromium, and a chat of 200 messages that is read to its end. A first visit finds
nothing of the site in the browser's cache; a later one finds its files there, as all
visits do until the next release. Lighthouse computes how long both would take over a
slow network, on a phone or a desktop of its own: what the machine is busy with moves
its figures by some points, so the median of several runs counts. By `make bench`.

Where there is an nginx, the chat is visited through it as well, with TLS and all files
at once: so most people come to a server that is not on their own machine.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import BrowserContext

from benchmarks import nginx
from benchmarks.browser import Browser
from tests.actors import Online
from tests.browser.arrival import arrived
from tests.browser.pages import Person
from tests.certificate import key_hash, self_signed
from tests.server import Server

MESSAGES = 200
RUN = 10  # messages that one of the two writes in a row
TEXT = "this is what one says when there is much to say and time to say it in"
TARGETS = {"accessibility": 100, "best-practices": 100, "performance": 95}
# What the performance is made of: Lighthouse's names and ours.
PARTS = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
}
DEVICES = ("desktop", "mobile")
TRIES = 3

# The address of a site, the server's own, and what tells a browser to trust it.
Site = tuple[str, str, list[str]]


@dataclass(frozen=True)
class Visit:
    """One page, on one device, for the first time or later."""

    page: str
    device: str
    is_first: bool = True

    @property
    def options(self) -> list[str]:
        """What tells Lighthouse."""
        device = ["--preset=desktop"] if self.device == "desktop" else []
        return device + ([] if self.is_first else ["--disable-storage-reset"])

    def __str__(self) -> str:
        """Name it in the report."""
        return f"{self.page}, {self.device}, {'first' if self.is_first else 'later'}"


OUTSIDE = [Visit(page, one) for page in ("login", "register") for one in DEVICES]
INSIDE = [Visit("chat", one, first) for one in DEVICES for first in (True, False)]


def furnish(url: str, direct: str, context: BrowserContext) -> str:
    """Log Alice in, who has read a chat with Bob; return the room.

    Where they write without a browser they go to the server past any proxy: several
    threads at one TLS connection are more than Python's is good for.
    """
    person = arrived(Person(context, url, "alice"), "alice")
    # The address is not the one that people see.
    ours = {"Sec-Fetch-Site": "same-origin"}
    alice = Online(direct, "alice", "alice").log_in(person.password).connect(ours)
    bob = Online(direct, "bob").register().connect(ours)
    room = alice.found(bob, kind="direct")
    bob.fetch(room)
    for number in range(MESSAGES):
        writer = (bob, alice)[number // RUN % 2]
        writer.say(room, f"number {number} {TEXT[: number % 70]}")
        if number % RUN == RUN - 1:
            alice.fetch(room)
            bob.fetch(room)
    for one in (alice, bob):
        one.disconnect()
    person.go_to("bob")
    person.messages.press("End")
    person.sees(f"number {MESSAGES - 1} ")
    person.page.goto("about:blank")
    return room


def look(browser: Browser, url: str, visit: Visit, folder: Path) -> dict:
    """Let Lighthouse visit a page once; return its report."""
    file = folder / "report.json"
    command = [
        os.environ["LIGHTHOUSE"],
        url,
        f"--port={browser.port}",
        "--output=json",
        f"--output-path={file}",
        f"--only-categories={','.join(TARGETS)}",
        "--quiet",
        "--no-enable-error-reporting",
        *visit.options,
    ]
    # Now and then a trace lacks its own beginning, and another one does not.
    for _ in range(TRIES):
        if subprocess.run(command, check=False).returncode == 0:
            break
    else:
        raise AssertionError(f"Lighthouse could not look at {url}")
    report = json.loads(file.read_text("utf-8"))
    # Whoever is sent elsewhere sees another page than is named here.
    assert report["finalDisplayedUrl"] == url, report["finalDisplayedUrl"]
    return report


def summary(reports: list[dict]) -> dict:
    """Give the medians of several reports, and what is to be mended."""
    audits = [report["audits"] for report in reports]
    scores = {
        name: round(
            100 * statistics.median(r["categories"][name]["score"] for r in reports)
        )
        for name in TARGETS
    }
    parts = {
        ours: round(statistics.median(one[name]["numericValue"] for one in audits), 3)
        for name, ours in PARTS.items()
    }
    requests = audits[-1]["network-requests"]["details"]["items"]
    return {
        "scores": scores,
        "parts": parts,
        "requests": len(requests),
        "kib": round(sum(one["transferSize"] for one in requests) / 1024),
        "failed": failed(reports[-1]),
        "target_met": all(scores[name] >= least for name, least in TARGETS.items()),
    }


def failed(report: dict) -> list[str]:
    """Name the audits that cost points, and those of the two that must lose none."""
    return [
        f"{ref['id']} {report['audits'][ref['id']]['score']}"
        for name, category in report["categories"].items()
        for ref in category["auditRefs"]
        if (ref["weight"] or name != "performance")
        and report["audits"][ref["id"]]["scoreDisplayMode"] != "informative"
        and (report["audits"][ref["id"]]["score"] or 0) < 0.9
        and report["audits"][ref["id"]]["score"] is not None
    ]


def line(name: str, row: dict) -> str:
    """Write one row for people."""
    scores = "/".join(str(score) for score in row["scores"].values())
    parts = ", ".join(
        f"{part} {value if part == 'shift' else round(value)}"
        for part, value in row["parts"].items()
    )
    met = "met" if row["target_met"] else "MISSED"
    text = f"{name:32}{scores:12}{met:8}{parts}; {row['requests']} requests, "
    return text + f"{row['kib']} KiB; " + (", ".join(row["failed"]) or "nothing failed")


@contextmanager
def alone() -> Iterator[Site]:
    """Serve the site as `make run` does; give address, twice, and flags."""
    with tempfile.TemporaryDirectory(prefix="securechat-") as name:
        server = Server(Path(name)).start()
        try:
            yield server.url, server.url, []
        finally:
            server.stop()


@contextmanager
def behind_nginx() -> Iterator[Site]:
    """Serve it as docs/OPERATIONS.md says; give the same."""
    with tempfile.TemporaryDirectory(prefix="securechat-") as name:
        folder = Path(name)
        pair = self_signed(folder)
        ports = (nginx.free_port(), nginx.free_port())
        # What registers Alice, from Python.
        os.environ["REQUESTS_CA_BUNDLE"] = str(pair[0])
        settings = {
            "PORT": str(ports[1]),
            "PUBLIC_ORIGIN": f"https://localhost:{ports[0]}",
            "TRUSTED_PROXIES": "127.0.0.1",
            # So that those without a browser are let in past the proxy.
            "COOKIE_SECURE": "never",
        }
        server = Server(folder, **settings).start()
        proxy = nginx.Nginx(folder, pair, ports)
        try:
            yield (
                proxy.url,
                server.url,
                [f"--ignore-certificate-errors-spki-list={key_hash(pair[0])}"],
            )
        finally:
            proxy.close()
            server.stop()


@contextmanager
def browsing(flags: list[str]) -> Iterator[tuple[Browser, Path]]:
    """Start a browser of its own; give it, and a folder for reports."""
    with tempfile.TemporaryDirectory(prefix="securechat-") as name:
        browser = Browser(Path(name) / "profile", *flags)
        try:
            yield browser, Path(name)
        finally:
            browser.close()


def sites() -> dict[str, Callable]:
    """Return what can be visited here, by what the report calls it."""
    if nginx.is_there():
        return {"": alone, ", nginx": behind_nginx}
    print("There is no nginx: what it makes of the chat is not measured.")
    return {"": alone}


def measure(
    browser: Browser,
    folder: Path,
    pages: list[tuple[Visit, str]],
    where: str,
    rounds: int,
) -> dict:
    """Visit pages, each some times; print a line for each and return them."""
    rows = {}
    for visit, url in pages:
        name = f"{visit}{where}"
        reports = [look(browser, url, visit, folder) for _ in range(rounds)]
        rows[name] = summary(reports)
        print(line(name, rows[name]), flush=True)
    return rows


def main() -> None:
    """Visit the pages and print the scores, as lines and as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", help="this one alone")
    asked = parser.parse_args()
    print(f"{'':32}{'/'.join(TARGETS)}; milliseconds")
    rows = {}
    for where, site in sites().items():
        with site() as (url, direct, flags), browsing(flags) as (browser, folder):
            # Before anybody is logged in: they would be sent on.
            visits = [one for one in OUTSIDE if asked.page in (None, one.page)]
            pages = [(one, f"{url}/{one.page}") for one in visits]
            rows |= measure(browser, folder, pages, where, asked.rounds)
            if asked.page in (None, "chat"):
                room = browser.prepare(partial(furnish, url, direct))
                pages = [(one, f"{url}/{one.page}#{room}") for one in INSIDE]
                rows |= measure(browser, folder, pages, where, asked.rounds)
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
