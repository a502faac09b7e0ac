"""How long a message takes from Enter to the other's screen, in a real browser.

Two people write to each other, then five in a group, everybody in a browser of their
own. Both ends are timed inside the pages, by when the key was pressed and when the text
was in the document; a page's clock begins with the page, and DevTools says when that
was, on the one clock of the machine. DevTools also says when a message's frame left
and arrived, which tells writing, relaying and reading apart. Machines differ; the ratio
to a bare acknowledgement, measured in the same page, differs less. By `make bench`.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.pages import Person
from tests.chromium import CANDIDATES, FLAGS
from tests.server import Server

NAMES = ("alice", "bob", "carol", "dave", "erin")
STOPWATCH = (Path(__file__).parent / "stopwatch.js").read_text("utf-8")
TARGET = 150  # ms, the median that a direct chat and a group of five are held to
PAUSE = 200  # ms between messages: people write, they do not flood
STAGES = ("enter to leaving", "leaving to arriving", "arriving to shown")


class Watched:
    """A person in the chat whose page is timed."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page: Page = person.page
        self.left: list[float] = []
        self.arrived: list[float] = []
        self.page.evaluate(STOPWATCH)
        devtools = person.context.new_cdp_session(self.page)
        devtools.on("Network.webSocketFrameSent", self._sent)
        devtools.on("Network.webSocketFrameReceived", self._received)
        devtools.send("Network.enable")
        devtools.send("Performance.enable")
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        values = {metric["name"]: metric["value"] for metric in metrics}
        self.start = values["NavigationStart"] * 1000

    def write(self, mark: int) -> float:
        """Write a message and tell when Enter was pressed."""
        self.person.composer.fill(f"A short text, mark {mark}.")
        self.page.wait_for_timeout(PAUSE)
        self.page.keyboard.press("Enter")
        return self.start + self.page.evaluate("stopwatch.pressed")

    def shown(self, mark: int) -> float:
        """Wait for a message and tell when it was in the document."""
        return self.start + self.page.evaluate("(mark) => stopwatch.shown(mark)", mark)

    def round_trips(self, trips: int) -> list[float]:
        """Tell how long bare acknowledgements take from here."""
        return self.page.evaluate("(count) => stopwatch.roundTrips(count)", trips)

    def _sent(self, event: dict) -> None:
        text = event["response"]["payloadData"]
        if '["send"' in text and '"kind":"message"' in text:
            self.left.append(event["timestamp"] * 1000)

    def _received(self, event: dict) -> None:
        text = event["response"]["payloadData"]
        if '["record"' in text and '"kind":"message"' in text:
            self.arrived.append(event["timestamp"] * 1000)


class Room:
    """A chat of some people, and what was measured in it."""

    def __init__(self, name: str, people: list[Person]) -> None:
        maker, *others = people
        usernames = [person.username for person in others]
        maker.start_chat(*usernames, title=name if len(others) > 1 else None)
        for person in others:
            person.go_to(name if len(others) > 1 else maker.username)
        self.name = name
        self.people = [Watched(person) for person in people]
        self.first: list[float] = []
        self.rows: list[dict] = []
        self.trips: list[float] = []

    def measure(self, messages: int, trips: int, marks: Iterator[int]) -> None:
        """Let everybody write in turn, each after the last was seen by all."""
        # The first message of everybody announces a session: once, not each time.
        first = [self._one(person, next(marks)) for person in self.people]
        self.first = [time for row in first for time in row["latency"]]
        self.trips += self.people[0].round_trips(trips)
        for number in range(messages):
            sender = self.people[number % len(self.people)]
            self.rows.append(self._one(sender, next(marks)))
        self.trips += self.people[0].round_trips(trips)

    def _one(self, sender: Watched, mark: int) -> dict:
        pressed = sender.write(mark)
        others = [person for person in self.people if person is not sender]
        shown = {person: person.shown(mark) for person in others}
        return {
            "pressed": pressed,
            "own": sender.shown(mark) - pressed,
            "latency": [time - pressed for time in shown.values()],
            "sender": sender,
            "shown": shown,
        }

    def stages(self) -> dict[str, list[float]]:
        """Tell writing, relaying and reading apart, for every message and reader."""
        found = {stage: [] for stage in STAGES}
        for row in self.rows:
            left = after(row["pressed"], row["sender"].left)
            for reader, shown in row["shown"].items():
                arrived = after(left, reader.arrived)
                for stage, begin, end in zip(
                    STAGES,
                    (row["pressed"], left, arrived),
                    (left, arrived, shown),
                    strict=True,
                ):
                    found[stage].append(end - begin)
        return found

    def report(self) -> dict:
        """Give what was measured."""
        each = [time for row in self.rows for time in row["latency"]]
        trip = statistics.median(self.trips)
        return {
            "people": len(self.people),
            "messages": len(self.rows),
            "latency": figures(each),
            "latency_to_the_last": figures([max(row["latency"]) for row in self.rows]),
            "latency_of_first_messages": figures(self.first),
            "own_text_shown": figures([row["own"] for row in self.rows]),
            "stages": {name: figures(times) for name, times in self.stages().items()},
            "acknowledgement": figures(self.trips),
            "median_over_acknowledgement": round(statistics.median(each) / trip, 1),
            "target": TARGET,
            "target_met": statistics.median(each) < TARGET,
        }


def after(time: float, times: list[float]) -> float:
    """Give the first of some times that is not before another."""
    return min(one for one in times if one >= time)


def figures(times: list[float]) -> dict[str, float]:
    """Give median, 95th percentile and extremes, in milliseconds."""
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    values = {
        "median": statistics.median(times),
        "p95": cuts[-1],
        "min": min(times),
        "max": max(times),
    }
    return {name: round(value, 2) for name, value in values.items()}


def table(reports: dict[str, dict]) -> str:
    """Write the reports for people."""
    lines = [f"{'milliseconds':42}{'median':>9}{'p95':>9}{'max':>9}"]
    for name, report in reports.items():
        last = {"to the last of them": report["latency_to_the_last"]}
        rows = {
            f"{name}: Enter to the other's text": report["latency"],
            **(last if report["people"] > 2 else {}),
            **report["stages"],
            "Enter to one's own text": report["own_text_shown"],
            "first messages": report["latency_of_first_messages"],
            "one acknowledgement": report["acknowledgement"],
        }
        for place, (label, values) in enumerate(rows.items()):
            indented = label if place == 0 else f"  {label}"
            cells = (f"{values[key]:9.1f}" for key in ("median", "p95", "max"))
            lines.append(f"{indented:42}{''.join(cells)}")
        met = "met" if report["target_met"] else "MISSED"
        lines.append(
            f"  {report['median_over_acknowledgement']} times an acknowledgement; "
            f"median under {report['target']} ms: {met}"
        )
    return "\n".join(lines)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium."""
    path = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, CANDIDATES))
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def main() -> None:
    """Measure both rooms and print what came out, as a table and as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=50, help="in each room")
    parser.add_argument("--trips", type=int, default=25, help="before and after them")
    asked = parser.parse_args()

    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="securechat-"))
        server = Server(Path(folder)).start()
        stack.callback(server.stop)
        browser = stack.enter_context(chromium())
        people = [
            Person(browser.new_context(), server.url, name).register() for name in NAMES
        ]
        marks = count(1)
        rooms = [Room("direct chat", people[:2])]
        rooms[0].measure(asked.messages, asked.trips, marks)
        rooms.append(Room("group of five", people))
        rooms[1].measure(asked.messages, asked.trips, marks)
        reports = {room.name: room.report() for room in rooms}
    print(table(reports))
    print(json.dumps(reports))


if __name__ == "__main__":
    main()
