"""How much memory a browser takes as a whole, as its machine counts it.

The sum of the proportional set sizes of a process and of all that it has started, so
that what several of them share counts once. It comes from /proc: asking the browser
would leave out what its other processes hold of the same bytes, and DevTools' domain
`Network`, which Playwright always turns on, keeps bodies that nobody else would keep.
"""

import threading
from pathlib import Path
from types import TracebackType

PROC = Path("/proc")
MIB = 1024 * 1024
PAUSE = 0.05  # seconds between two looks


def tree(pid: int) -> list[int]:
    """Return a process and all that it has started, directly or not."""
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        parent = _parent(folder)
        if parent is not None:
            children.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def memory(pid: int) -> float:
    """Return what a process and all that it has started take, in MiB."""
    return sum(map(held, tree(pid))) / MIB


class Peak:
    """The most that a process and all it has started took above what it took before."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self.idle = memory(pid)
        self.above = 0.0

    def __enter__(self) -> "Peak":
        """Begin to look."""
        self.above = 0.0
        self._over.clear()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(PAUSE):
            self.above = max(self.above, memory(self._pid) - self.idle)


def _parent(folder: Path) -> int | None:
    try:
        status = (folder / "stat").read_text("utf-8", "replace")
    except OSError:
        return None  # It has ended.
    # The name, in parentheses, may hold anything; behind it: state, parent.
    return int(status.rpartition(")")[2].split()[1])


def held(pid: int, kind: str = "Pss") -> int:
    """Return what one process holds, in bytes; nothing where it has ended."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    sizes = (line.split() for line in lines)
    return next((int(size[1]) * 1024 for size in sizes if size[0] == f"{kind}:"), 0)
