"""What durability costs: acknowledged sends a second, kept on the disk and not.

Two servers take the same sends: one with `LOG_SYNC=full` on a disk, and one whose
databases lie in memory, so that nothing waits for a disk. Machines differ; the
ratio between the two says how well the waiting is shared. Run by `make bench`.
"""

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from operator import truediv
from pathlib import Path

from benchmarks.people import Pair
from tests.server import Server

IN_MEMORY = Path("/dev/shm")  # a file system in memory, on Linux


class Side:
    """One of the two servers, with its people and what was measured of it."""

    def __init__(self, name: str, folder: str, sync: str, pairs: int) -> None:
        self.name = name
        self.server = Server(Path(folder), LOG_SYNC=sync).start()
        self.pairs = [Pair(self.server.url, number) for number in range(pairs)]
        self.rates: list[float] = []
        self.alone: list[float] = []

    def measure(self, sends: int, unacknowledged: int) -> None:
        """Let one person send alone, then all of them side by side."""
        self.alone += [timed(self.pairs[0].send) for _ in range(sends)]
        together = timed(lambda: at_once(self.pairs, sends, unacknowledged))
        self.rates.append(len(self.pairs) * sends / together)

    def close(self) -> None:
        """Let everybody leave and stop the server."""
        for pair in self.pairs:
            pair.leave()
        self.server.stop()

    def __str__(self) -> str:
        rate, alone = statistics.median(self.rates), statistics.median(self.alone)
        return (
            f"{self.name:12} {rate:6.0f} acknowledged sends/s in {len(self.pairs)} "
            f"rooms, {alone * 1000:6.2f} ms for one alone"
        )


def timed(function: Callable[[], None]) -> float:
    """Return how many seconds a call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def at_once(pairs: list[Pair], sends: int, unacknowledged: int) -> None:
    """Send in all rooms side by side."""
    threads = [
        threading.Thread(target=pair.send_many, args=(sends, unacknowledged))
        for pair in pairs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """Measure both servers and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=8, help="rooms of two people")
    parser.add_argument("--sends", type=int, default=50, help="per room and round")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument(
        "--at-once", type=int, default=16, help="unacknowledged messages per room"
    )
    asked = parser.parse_args()

    with ExitStack() as stack:
        sides = []
        for name, parent, sync in (
            ("on the disk", None, "full"),
            ("in memory", IN_MEMORY if IN_MEMORY.is_dir() else None, "normal"),
        ):
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="securechat-", dir=parent)
            )
            sides.append(Side(name, folder, sync, asked.pairs))
            stack.callback(sides[-1].close)
        # In turn, so that whatever else the machine does meanwhile hits both alike.
        for _ in range(asked.rounds):
            for side in sides:
                side.measure(asked.sends, asked.at_once)
    disk, memory = sides
    print(disk, memory, sep="\n")
    ratio = statistics.median(map(truediv, disk.rates, memory.rates))
    print(f"durable sends reach {ratio:.0%} of the others")


if __name__ == "__main__":
    main()
