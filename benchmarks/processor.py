"""How much work processes have done: seconds of a processor, as the machine counts."""

import os

from benchmarks.memory import PROC, tree

TICKS = os.sysconf("SC_CLK_TCK")


def seconds(pid: int) -> float:
    """Return what a process has used, and all that it has started."""
    return sum(map(_ticks, tree(pid))) / TICKS


def _ticks(pid: int) -> int:
    try:
        status = (PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return 0  # It has ended.
    # The name, in parentheses, may hold anything; time in the program and in the system
    # stand eleven fields behind it, then the same of children that have ended.
    return sum(map(int, status.rpartition(")")[2].split()[11:15]))
