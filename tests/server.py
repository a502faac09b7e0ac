"""A real server in a process of its own, that tests may stop, kill and start again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.no_limits import INSECURE_NO_LIMITS
from tests.patience import PATIENCE
from tests.ports import hold

PROJECT = Path(__file__).resolve().parent.parent
READY = re.compile(r"listens on (https?://\S+:\d+)")


class Server:
    """One server on its own directories; every start is on the same port."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.instance_dir = folder / "instance"
        self.log_dir = folder / "chat_logs"
        self.output_file = folder / "output.txt"
        self.port = hold(self)
        self.url = ""
        self._settings = settings
        self._process: subprocess.Popen | None = None

    @property
    def output(self) -> str:
        """Everything that it has printed so far."""
        return self.output_file.read_text() if self.output_file.exists() else ""

    @property
    def pid(self) -> int:
        """The number of its process, while it runs."""
        return self._process.pid

    def start(self) -> Server:
        """Start it and wait until it says where it listens."""
        said = len(self.output)
        with self.output_file.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=PROJECT,
                env=os.environ | self.environment(),
                stdout=subprocess.PIPE,
                stderr=output,
            )
            for line in self._process.stdout:
                output.write(line)
                output.flush()
                if ready := READY.search(line.decode()):
                    self.url = ready[1]
                    return self
        raise AssertionError(f"the server did not start:\n{self.output[said:]}")

    def environment(self) -> dict[str, str]:
        """Say which settings it is started with."""
        return {
            "HOST": "127.0.0.1",
            "PORT": self.port,
            "INSTANCE_DIR": str(self.instance_dir),
            "LOG_DIR": str(self.log_dir),
            "DATABASE_URL": "",
            "LOG_URL": "",
            "SECRET_FILE": "",
            "PYTHONDONTWRITEBYTECODE": "1",
            **{name.upper(): value for name, value in INSECURE_NO_LIMITS.items()},
            **self._settings,
        }

    def stop(self, how: int = signal.SIGTERM) -> int | None:
        """End it, unless it has ended, and return how it ended."""
        if self._process is None:
            return None
        if self._process.poll() is None:
            self._process.send_signal(how)
        status = self._process.wait(timeout=PATIENCE)
        with self.output_file.open("ab") as output:
            output.write(self._process.stdout.read())
        self._process.stdout.close()
        self._process = None
        return status

    def kill(self) -> None:
        """End it the way a power cut would, as far as a process can tell."""
        self.stop(signal.SIGKILL)

    def at_rest(self) -> dict[str, bytes]:
        """Return every byte that it has left anywhere, by file."""
        places = {"server output": self.output.encode()}
        for folder in (self.instance_dir, self.log_dir):
            for path in filter(Path.is_file, folder.rglob("*")):
                # While it runs, a file may be gone as soon as it was found.
                with suppress(FileNotFoundError):
                    places[str(path)] = path.read_bytes()
        return places
