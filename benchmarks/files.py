"""How fast files go up and come down, and how much memory that takes.

Alice sends a file in a browser of her own and Bob saves it in his, both through the
page as people do. Speed is measured alone; memory in other rounds, since looking takes
time: the peak of the whole browser above what it took when it was idle, before the
first file, for a small file and for a large one, which tells whether it grows. In the
same run plain curl brings and fetches as many bytes in the same pieces, to and from
the same server. Run by `make bench`.
"""

import argparse
import filecmp
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import BrowserContext

from benchmarks.browser import Browser
from benchmarks.memory import Peak
from encryption.signed import new_id
from encryption.signed.file_size import stored_chunks, stored_size
from tests.actors import PASSWORD, Online
from tests.browser.pages import Person
from tests.server import Server

PAGE = (Path(__file__).parent / "files.js").read_text("utf-8")
MB = 1024 * 1024
SIZES = (25 * MB, 100 * MB)
WAYS = ("up", "down")
WARM = 3 * MB  # loads what is loaded once, such as the service worker
GREETING = "Files are coming."
TARGET_RATE = 25  # MB/s, each way
TARGET_MEMORY = 150  # MiB above idle, each way
PATIENCE = 300  # seconds, for a file to be on the disk


class Side:
    """Somebody in a browser of their own, whose memory is known when it is idle."""

    def __init__(self, url: str, folder: Path, name: str, partner: str) -> None:
        self.saved = folder / "saved"
        self.saved.mkdir(parents=True)
        self.browser = Browser(folder / "profile")

        def steps(context: BrowserContext) -> None:
            person = Person(context, url, name, PASSWORD).login()
            person.go_to(partner)
            person.sees(GREETING)

        self.browser.prepare(steps)
        self.browser.attach(f"{url}/chat")
        self.browser.ask(
            "Browser.setDownloadBehavior",
            behavior="allow",
            downloadPath=str(self.saved),
        )

    def send(self, path: Path) -> float:
        """Send a file, and tell how long it took until its message was there."""
        self.browser.choose("#attach-input", path)
        self.browser.run(PAGE, what="chosen")
        return timed(lambda: self.browser.run(PAGE, what="send"))

    def save(self, path: Path) -> float:
        """Save the newest file; tell how long it took until it was on the disk."""
        self.browser.run(PAGE, what="shown", name=path.name)
        saved, size = self.saved / path.name, path.stat().st_size

        def run() -> None:
            self.browser.run(PAGE, what="save")
            end = time.monotonic() + PATIENCE
            # Until it has the whole file, Chromium keeps the name with an empty one.
            while not (saved.exists() and saved.stat().st_size == size):
                assert time.monotonic() < end, sorted(self.saved.iterdir())
                time.sleep(0.002)

        taken = timed(run)
        assert filecmp.cmp(saved, path, shallow=False), "not the file that was sent"
        saved.unlink()
        return taken


class Curl:
    """The same pieces by a program that only brings and fetches them."""

    def __init__(self, person: Online, room: str, folder: Path, size: int) -> None:
        self._person = person
        self._files = f"/api/rooms/{room}/files"
        self._size = stored_size(size)
        self._folder = folder / "pieces"
        self._folder.mkdir()
        self._last = len(stored_chunks(self._size)) - 1
        for n, length in enumerate(stored_chunks(self._size)):
            (self._folder / str(n)).write_bytes(os.urandom(length))

    def measure(self) -> tuple[float, float]:
        """Bring a file and fetch it, and tell how long each took."""
        identity = new_id()
        body = {"id": identity, "size": self._size}
        self._person.ask("POST", self._files, body)
        chunks = f"{self._person.url}{self._files}/{identity}/chunks"
        pieces = f"{self._folder}/[0-{self._last}]"
        kind = "Content-Type: application/octet-stream"
        bring = ["-H", kind, "-H", "Expect:", "-T", pieces, f"{chunks}/"]
        fetch = ["-o", "/dev/null", f"{chunks}/[0-{self._last}]"]
        return timed(lambda: self._run(bring)), timed(lambda: self._run(fetch))

    def _run(self, arguments: list[str]) -> None:
        cookies = self._person.http.cookies.get_dict()
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        silent = ["curl", "--no-progress-meter", "--fail", "-b", cookie]
        subprocess.run([*silent, *arguments], check=True, stdout=subprocess.DEVNULL)


def timed(function: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def made(folder: Path, size: int) -> Path:
    """Make a file that nobody has sent before."""
    path = folder / f"{new_id()}.bin"
    path.write_bytes(os.urandom(size))
    return path


class Stage:
    """A server, Alice who sends and Bob who saves, and what was measured of them."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        place = folder / "server"
        place.mkdir()
        server = Server(place, FILES_QUOTA_MB="100000").start()
        stack.callback(server.stop)
        alice, bob = (
            Online(server.url, name).register().connect() for name in ("alice", "bob")
        )
        room = alice.found(bob, kind="direct")
        alice.say(room, GREETING)
        for one in (alice, bob):
            one.socket.disconnect()
        self._sides = {
            "up": Side(server.url, folder / "alice", "alice", "bob"),
            "down": Side(server.url, folder / "bob", "bob", "alice"),
        }
        for side in self._sides.values():
            stack.callback(side.browser.close)
        self._curl = Curl(alice, room, folder, SIZES[-1])
        self.above = {way: [] for way in WAYS}
        self.rates = {way: [] for way in WAYS}
        self.plain = {way: [] for way in WAYS}

    def warm(self) -> None:
        """Load what is loaded once, before anything is measured."""
        self._send_and_save(WARM, lambda way, act: act())
        for side in self._sides.values():
            side.browser.ask("HeapProfiler.collectGarbage")

    def measure_memory(self) -> None:
        """Note the peak above what was idle before all of them, for each size."""
        peaks = {way: Peak(side.browser.pid) for way, side in self._sides.items()}

        def watched(way: str, act: Callable[[], float]) -> None:
            with peaks[way]:
                act()
            self.above[way].append(peaks[way].above)

        for size in SIZES:
            self._send_and_save(size, watched)

    def measure_speed(self) -> None:
        """Note how fast the largest file goes, and curl with as many bytes."""
        rate = SIZES[-1] / MB

        def noted(way: str, act: Callable[[], float]) -> None:
            self.rates[way].append(rate / act())

        self._send_and_save(SIZES[-1], noted)
        for way, taken in zip(WAYS, self._curl.measure(), strict=True):
            self.plain[way].append(rate / taken)

    def _send_and_save(self, size: int, do: Callable[..., None]) -> None:
        path = made(self._folder, size)
        do("up", lambda: self._sides["up"].send(path))
        do("down", lambda: self._sides["down"].save(path))
        path.unlink()

    def report(self) -> dict[str, dict]:
        """Give what was measured."""
        rows = {}
        for way in WAYS:
            rate = statistics.median(self.rates[way])
            plain = statistics.median(self.plain[way])
            above = {
                str(size // MB): round(one, 1)
                for size, one in zip(SIZES, self.above[way], strict=True)
            }
            rows[way] = {
                "rate": round(rate, 1),
                "curl": round(plain, 1),
                "of_curl": round(rate / plain, 2),
                "above_idle": above,
                "target_met": rate >= TARGET_RATE
                and max(self.above[way]) < TARGET_MEMORY,
            }
        return rows


def table(rows: dict[str, dict]) -> str:
    """Write the report for people."""
    lines = []
    for way, row in rows.items():
        above = ", ".join(f"{mib} for {mb} MB" for mb, mib in row["above_idle"].items())
        lines.append(
            f"{way:5}{row['rate']:6.1f} MB/s, {row['of_curl']} of plain curl's "
            f"{row['curl']}; MiB of memory above idle: {above}"
        )
    met = "met" if all(row["target_met"] for row in rows.values()) else "MISSED"
    lines.append(
        f"at least {TARGET_RATE} MB/s each way and less than {TARGET_MEMORY} MiB: {met}"
    )
    return "\n".join(lines)


def main() -> None:
    """Measure memory, then speed, and print what came out, as a table and as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="securechat-") as folder,
        ExitStack() as stack,
    ):
        stage = Stage(Path(folder), stack)
        stage.warm()
        stage.measure_memory()
        for _ in range(asked.rounds):
            stage.measure_speed()
        rows = stage.report()
    print(table(rows))
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
