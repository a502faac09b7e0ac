"""The servers that are measured, each on a processor of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

from benchmarks.memory import held
from benchmarks.processor import seconds
from tests.server import Server

TOOLS = Path(__file__).parent / "tools"
# Counted as ever, and never refused: every check is on while measuring.
MUCH = "999999999/minute; 999999999/hour"
# The server has this processor for itself, the generator the other.
SERVER_CORE, GENERATOR_CORE = 0, 1


class Ours:
    """The hub."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._server = Server(
            folder, LIMIT_SENDS=MUCH, LIMIT_SIGNALS=MUCH, **settings
        ).start()
        self.port = int(self._server.port)
        self.pid = self._server.pid
        pin(self.pid, SERVER_CORE)

    def stop(self) -> None:
        """End it."""
        self._server.stop()


class Peer:
    """Socket.IO on Node, relaying in memory."""

    def __init__(self, node: str) -> None:
        self._process = subprocess.Popen(
            [node, "relay.js", "0"], cwd=TOOLS, stdout=subprocess.PIPE, text=True
        )
        said = self._process.stdout.readline()
        self.port = int(re.search(r":(\d+)$", said)[1])
        self.pid = self._process.pid
        pin(self.pid, SERVER_CORE)

    def stop(self) -> None:
        """End it."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=20)
        self._process.stdout.close()


def pin(pid: int, core: int) -> None:
    """Keep a process, all its threads, on one processor."""
    if core in os.sched_getaffinity(0) | {core} and (os.cpu_count() or 1) > core:
        for task in Path(f"/proc/{pid}/task").iterdir():
            os.sched_setaffinity(int(task.name), {core})


def used(side: Ours | Peer) -> float:
    """Return the seconds of a processor that a server has used so far."""
    return seconds(side.pid)


def weight(side: Ours | Peer) -> float:
    """Return the bytes that a server holds in memory."""
    return float(held(side.pid))
