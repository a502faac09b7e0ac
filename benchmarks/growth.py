"""What a long history costs: sends and pages of a grown log, beside a young one.

Two logs take the same sends and give the same pages, in this process: one of 10 rooms
with 1 000 envelopes, one of 10 000 rooms with 1 000 000, scattered as they are when
everybody writes at once. Sends go through the log's transactions in batches, pages
through the HTTP interface, to rooms at random. The processor's time is what counts, in
turn, as medians: what else the machine does meanwhile hits both alike.

The big log takes two gigabytes and some minutes to make; `--folder` keeps it.
"""

import argparse
import contextlib
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask

from chat.application import build, close
from chat.logs import Send
from chat.settings import Settings
from encryption.signed import b64u, new_id
from tests.factories import Person
from tests.no_limits import INSECURE_NO_LIMITS

WHO, OTHER = "alice", "bob"
BATCH = 16
PAGE = 50
BARS = {"send": 1.15, "page": 1.3, "newest page": 1.3}
# The server cannot see inside: one ciphertext serves for all.
BYTES = 1_104

Times = dict[str, list[float]]


class Log:
    """An application whose log has so many rooms and envelopes."""

    def __init__(self, folder: Path, rooms: int, envelopes: int) -> None:
        self._path = folder / "chat_logs" / "log.sqlite"
        sids = [f"{number:018d}sesA" for number in range(rooms)]
        self._rooms = [(f"{n:018d}romA", sid) for n, sid in enumerate(sids)]
        if not self._path.exists():
            # Its tables, before it is alone with the file.
            close(self._build(folder))
            self._fill(envelopes)
        self.app = self._build(folder)
        self.alice = Person(self.app, WHO)
        with self.app.app_context():
            self.alice.secret = b64u(bytes(32))
            if (
                self.alice.http.post("/api/login", json=self._login()).status_code
                != 200
            ):
                self.alice.register()
        self.random = random.Random(1)
        self.times: Times = {name: [] for name in BARS}

    def warm(self) -> None:
        """Send into each room once, and read some: what comes first is not counted."""
        log = self.app.extensions["securechat"].hub.log
        for place in range(0, len(self._rooms), 64):
            some = self._rooms[place : place + 64]
            log._commit([self._item(*one) for one in some])
        self.measure(0, 20)
        self.times = {name: [] for name in BARS}

    def measure(self, sends: int, pages: int) -> None:
        """Send and read once around."""
        items = [self._item(*self._any()) for _ in range(sends)]
        log = self.app.extensions["securechat"].hub.log
        for place in range(0, sends, BATCH):
            batch = items[place : place + BATCH]
            spent, outcomes = timed(lambda batch=batch: log._commit(batch))
            if any(isinstance(one, Exception) for one in outcomes):
                raise RuntimeError(outcomes)
            self.times["send"].append(spent / len(batch))
        for _ in range(pages):
            room, _ = self._any()
            there = f"/api/rooms/{room}/records?limit={PAGE}"
            for name, query in (("newest page", ""), ("page", "&before=80")):
                spent, answer = timed(
                    lambda path=there + query: self.alice.http.get(path)
                )
                if answer.status_code != 200:
                    raise RuntimeError(answer.text)
                self.times[name].append(spent)

    def close(self) -> None:
        """Close the application."""
        close(self.app)

    def _build(self, folder: Path) -> Flask:
        return build(
            Settings(
                async_mode="threading",
                instance_dir=folder / "instance",
                log_dir=folder / "chat_logs",
                insecure_scrypt_n=2,
                **INSECURE_NO_LIMITS,
            )
        )

    def _login(self) -> dict:
        return {"secret": self.alice.secret, "username": WHO}

    def _any(self) -> tuple[str, str]:
        return self.random.choice(self._rooms)

    def _item(self, room: str, sid: str) -> Send:
        return Send(room, WHO, "h" * 43, "message", new_id(), data(sid), sid)

    def _fill(self, envelopes: int) -> None:
        with contextlib.closing(sqlite3.connect(self._path)) as log, log:
            for pragma in (
                "journal_mode=OFF",
                "synchronous=OFF",
                "cache_size=-1000000",
            ):
                log.execute(f"PRAGMA {pragma}")
            each = envelopes // len(self._rooms)
            head = bytes(32)
            log.executemany(
                "INSERT INTO rooms VALUES (?,'group',NULL,?,1,0,1,?,?,?,?,0)",
                [(r, WHO, "h" * 43, each + 2, head, each) for r, _ in self._rooms],
            )
            log.executemany(
                "INSERT INTO members VALUES (?,?,'member',?,?,?,1,0)",
                [
                    (room, who, "e" * 43, "s" * 43, seq)
                    for room, _ in self._rooms
                    for seq, who in enumerate((WHO, OTHER))
                ],
            )
            insert = "INSERT INTO records VALUES (?,?,?,?,?,1,?,?,?,NULL,NULL,NULL)"
            log.executemany(insert, self._records(each, head))

    def _records(self, each: int, head: bytes) -> Iterator[tuple]:
        for room, sid in self._rooms:
            yield room, 2, "session", sid, WHO, "{}", head, head
        order = random.Random(2)
        for seq in range(3, each + 3):
            for room, sid in order.sample(self._rooms, len(self._rooms)):
                yield room, seq, "message", new_id(), WHO, data(sid), head, head


def data(sid: str) -> str:
    """Make something of the length of a message of 1.5 KB."""
    return sid + b64u(os.urandom(BYTES))


def timed(function: Callable[[], object]) -> tuple[float, object]:
    """Return how much of the processor a call took, in seconds, and its result."""
    begin = time.thread_time()
    result = function()
    return time.thread_time() - begin, result


def main() -> None:
    """Make both logs, measure them in turn, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--envelopes", type=int, default=1_000_000)
    parser.add_argument("--rooms", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--folder", type=Path, help="where the logs are kept")
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = asked.folder or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="securechat-"))
        )
        young = Log(folder / "young", 10, 1_000)
        grown = Log(folder / "grown", asked.rooms, asked.envelopes)
        for log in (young, grown):
            stack.callback(log.close)
            log.warm()
        for _ in range(asked.rounds):
            for log in (young, grown):
                log.measure(40 * BATCH, 60)
        print(
            f"{'microseconds of the processor':32}{'young':>9}{'grown':>9}{'ratio':>8}"
        )
        for name, bar in BARS.items():
            one, other = (statistics.median(log.times[name]) for log in (young, grown))
            met = "met" if other / one <= bar else "MISSED"
            print(
                f"{name:32}{one * 1e6:9.1f}{other * 1e6:9.1f}{other / one:8.2f}"
                f"   at most {bar}: {met}"
            )


if __name__ == "__main__":
    main()
