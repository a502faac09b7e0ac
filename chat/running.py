"""Who uses the data: any number of servers, or one who exchanges all of it."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from chat.settings import Settings
from chat.start import CannotStart

NAME = "running"


class InUse(CannotStart):
    """The data is in use in a way that leaves no room for this."""


def begin(settings: Settings) -> IO[str]:
    """Say that a server runs, for as long as what is returned is open.

    Raises InUse while a backup is being restored.
    """
    return _lock(settings, fcntl.LOCK_SH, "A backup is being restored. Start again.")


@contextlib.contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Keep servers from running.

    Raises InUse while one runs.
    """
    message = "The server is running. Stop it first, then do this again."
    with _lock(settings, fcntl.LOCK_EX, message):
        yield


def _lock(settings: Settings, how: int, message: str) -> IO[str]:
    settings.instance_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = _open(settings.instance_dir / NAME)
    try:
        # The system lets go of it when the process ends, however that happens.
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise InUse(message) from None
    return file


def _open(path: Path) -> IO[str]:
    path.touch(mode=0o600)
    return path.open("r+")
