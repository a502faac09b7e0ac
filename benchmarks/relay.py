"""What durability costs: acknowledged sends a second, kept on the disk and not.

Two servers take the same sends: one as it is run, `LOG_SYNC=full` on a disk, and one
whose databases lie in memory, so that nothing waits for a disk. Machines differ; the
ratio between the two says how well the waiting is shared. Run by `make bench`.
"""

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.people import Pair
from tests.server import Server

IN_MEMORY = Path("/dev/shm")  # a file system in memory, on Linux


def measure(folder: Path, sync: str, asked: argparse.Namespace) -> tuple[float, float]:
    """Return sends a second by all together, and milliseconds of one send alone."""
    server = Server(folder, LOG_SYNC=sync).start()
    pairs = []
    try:
        pairs = [Pair(server.url, number) for number in range(asked.pairs)]
        alone = [timed(pairs[0].send) for _ in range(asked.sends)]
        together = timed(lambda: at_once(pairs, asked))
    finally:
        for pair in pairs:
            pair.leave()
        server.stop()
    return asked.pairs * asked.sends / together, statistics.median(alone) * 1000


def timed(function: Callable[[], None]) -> float:
    """Return how many seconds a call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def at_once(pairs: list[Pair], asked: argparse.Namespace) -> None:
    """Send in all rooms side by side."""
    threads = [
        threading.Thread(target=pair.send_many, args=(asked.sends, asked.at_once))
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
    parser.add_argument("--sends", type=int, default=500, help="messages per room")
    parser.add_argument(
        "--at-once", type=int, default=16, help="unacknowledged messages per room"
    )
    asked = parser.parse_args()

    rates = []
    for name, parent, sync in (
        ("on the disk", None, "full"),
        ("in memory", IN_MEMORY if IN_MEMORY.is_dir() else None, "normal"),
    ):
        with tempfile.TemporaryDirectory(prefix="securechat-", dir=parent) as folder:
            rate, alone = measure(Path(folder), sync, asked)
        rates.append(rate)
        print(
            f"{name:12} {rate:6.0f} acknowledged sends/s in {asked.pairs} rooms, "
            f"{alone:6.2f} ms for one alone"
        )
    print(f"durable sends reach {rates[0] / rates[1]:.0%} of the others")


if __name__ == "__main__":
    main()
