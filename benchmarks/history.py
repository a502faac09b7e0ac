"""What a history of 10 000 messages costs, beside one of 50.

One Chromium opens two chats in turn, of which one is long: how soon the first messages
are there, with nothing of the chat in the browser and with all of it, and on the way
from another chat; the longest task of the page while it reads, for which it cannot
answer; how many frames a second it shows while somebody scrolls, by Chromium's own
trace; how much memory it takes; and how long search takes for each letter, and to make
messages findable. Machines differ; the ratios to the short chat differ less. Run by
`make bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.chats import Chats, furnished
from benchmarks.reader import Reader
from benchmarks.trace import TASKS, Trace
from tests.chromium import started
from tests.server import Server

QUESTIONS = ("number 77", "what one says", "not in any")

# What is measured, its unit, and the most or the least that it may be.
MOST = {
    "first messages, nothing kept": (1000, "ms"),
    "first messages, all kept": (400, "ms"),
    "first messages, from another chat": (400, "ms"),
    "longest task while reading, nothing kept": (50, "ms"),
    "longest task while reading, all kept": (50, "ms"),
    "memory of the page": (250, "MB"),
    "slowest letter of a search": (50, "ms"),
}
LEAST = {
    "frames while scrolling": (55, "a second"),
    "read back for search, nothing kept": (2000, "messages a second"),
    "read back for search, all kept": (2000, "messages a second"),
}


class Figures:
    """What was measured, each beside its bar and, where there is one, a peer."""

    def __init__(self) -> None:
        self.rows: dict[str, dict] = {}

    def note(
        self, what: str, value: float, peer: float | None = None, **more: object
    ) -> None:
        """Take one figure down."""
        bar, unit = (MOST | LEAST)[what]
        is_met = value <= bar if what in MOST else value >= bar
        row = {"value": round(value, 1), "unit": unit, "bar": bar, "met": is_met}
        if peer is not None:
            row |= {"short": round(peer, 1), "of_short": round(value / peer, 2)}
        self.rows[what] = row | more | {"load": round(os.getloadavg()[0], 1)}

    def table(self) -> str:
        """Write the report for people."""
        return "\n".join(line(what, row) for what, row in self.rows.items())


def line(what: str, row: dict) -> str:
    """Write one figure for people."""
    bound = "at most" if what in MOST else "at least"
    met = "met" if row["met"] else "MISSED"
    figure = f"{row['value']:9.1f} {row['unit']}, {bound} {row['bar']}: {met}"
    known = {"value", "unit", "bar", "met"}
    more = [f"{name} {value}" for name, value in row.items() if name not in known]
    return f"{what:42}{figure} ({', '.join(more)})"


class Measurement:
    """One reader, and what it takes her to read both chats."""

    def __init__(self, browser: Browser, reader: Reader, chats: Chats) -> None:
        self._browser, self._reader, self._chats = browser, reader, chats
        self.figures = Figures()

    def opening(self, what: str, measure: Callable[[str], float], rounds: int) -> None:
        """Note the median of how soon the long chat is there, beside the short one."""
        taken = {self._chats.long: [], self._chats.short: []}
        for turn in range(rounds + 1):
            for room, values in taken.items():
                value = measure(room)
                if turn:  # The first round fills caches.
                    values.append(value)
        long, short = map(statistics.median, taken.values())
        self.figures.note(what, long, short)

    def reading(self, what: str) -> None:
        """Note the longest task while a page reads all that there is."""
        reader = self._reader
        reader.opens(self._chats.long)
        begun = time.perf_counter()
        with Trace(self._browser, reader.page, TASKS) as trace:
            reader.reads_all()
            took = time.perf_counter() - begun
        worked, lasted = trace.longest
        clock = {"by_the_clock": round(lasted, 1), "seconds": round(took, 1)}
        self.figures.note(f"longest task while reading, {what}", worked, **clock)

    def going(self, rounds: int) -> None:
        """Note how soon the long chat is there on the way from the short one."""
        self._reader.opens(self._chats.short)
        self.opening("first messages, from another chat", self._reader.goes, rounds)

    def scrolling(self) -> None:
        """Note frames of both chats, then what the page takes with the long one."""
        frames = {}
        for room in (self._chats.short, self._chats.long):
            self._reader.opens(room)
            self._reader.reads_all()
            frames[room] = self._reader.scrolls()
        long, short = frames[self._chats.long], frames[self._chats.short]
        self.figures.note("frames while scrolling", long, short)
        # No peer: the page of the short chat has read the long one, too, to find in it.
        memory = self._reader.memory()
        self.figures.note("memory of the page", memory.pop("held"), **memory)

    def searching(self, rounds: int) -> None:
        """Note what the slowest letter costs, of each the median."""
        taken: dict[str, list[float]] = {}
        for key in self._reader.types(QUESTIONS * rounds):
            taken.setdefault(key["text"], []).append(key["taken"])
        medians = {text: statistics.median(values) for text, values in taken.items()}
        text, slowest = max(medians.items(), key=lambda one: one[1])
        about = {"median": round(statistics.median(medians.values()), 1), "text": text}
        self.figures.note("slowest letter of a search", slowest, **about)

    def reading_back(self, what: str, rounds: int) -> None:
        """Note how many messages a second become findable."""
        read = [self._reader.reads_back() for _ in range(rounds)]
        rate, folding = map(statistics.median, zip(*read, strict=True))
        name = f"read back for search, {what}"
        self.figures.note(name, rate, folding_alone=round(folding))


def run(browser: Browser, url: str, chats: Chats, rounds: int) -> Figures:
    """Measure everything."""
    reader = Reader(browser, url, chats)
    measurement = Measurement(browser, reader, chats)
    measurement.opening("first messages, nothing kept", reader.opens_anew, rounds)
    reader.forget()
    measurement.reading("nothing kept")
    measurement.reading("all kept")
    measurement.going(rounds)
    measurement.opening("first messages, all kept", reader.opens, rounds)
    measurement.scrolling()
    measurement.searching(rounds)
    measurement.reading_back("all kept", rounds)
    reader.forget()
    measurement.reading_back("nothing kept", 1)  # it keeps what it reads
    return measurement.figures


def main() -> None:
    """Measure, and print what came out, as a table and as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the chats are, or are made")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = asked.folder or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="securechat-"))
        )
        folder.mkdir(exist_ok=True)
        server = Server(folder).start()
        stack.callback(server.stop)
        chats = furnished(server, folder, asked.messages)
        browser = stack.enter_context(started())
        figures = run(browser, server.url, chats, asked.rounds)
    print(figures.table())
    print(json.dumps(figures.rows))


if __name__ == "__main__":
    main()
