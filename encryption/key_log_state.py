"""The state file of who follows a key log: what is kept from one visit to the next."""

import json
import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from .key_log_follower import Followed
from .signed import ProtocolError, extend_log, is_checkpoint, is_hash
from .signed.forms import has_members

# Fifty-three subtrees are 2.5 kB, and an address is not much longer.
MAX_STATE_BYTES = 16 * 1024


class UnusableState(Exception):
    """The state file holds nothing that could be continued."""


def state_path(url: str) -> Path:
    """Name the state file of a server after its host, in the current folder."""
    host = re.sub("[^a-z0-9.-]+", "-", urlsplit(url).netloc).strip("-")
    return Path(f"{host}.keylog.json")


def read_state(path: Path, url: str) -> Followed | None:
    """Read what is kept of a server; None where there is no file yet.

    Raises UnusableState, OSError.
    """
    try:
        # Asked first: to open a pipe is to wait for who writes to it.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnusableState("the state is to be a file")
        with path.open("rb") as file:
            data = file.read(MAX_STATE_BYTES + 1)
    except FileNotFoundError:
        return None
    try:
        if len(data) > MAX_STATE_BYTES:
            raise ValueError("it is too long")
        return _read(json.loads(data), url)
    except (ValueError, RecursionError, ProtocolError) as error:
        # Never begun again by itself: that would forget what a fork is seen by.
        raise UnusableState(
            f"the state cannot be used ({error}); move it away to begin again"
        ) from None


def check_folder(path: Path) -> None:
    """Check that a state could be written, before it takes a while to have one.

    Raises OSError.
    """
    with tempfile.TemporaryFile(dir=path.resolve().parent):
        pass


def write_state(path: Path, followed: Followed) -> None:
    """Replace the state, whole or not at all, readable by its owner alone.

    Raises OSError.
    """
    # What a link names is replaced, not the link.
    path = path.resolve()
    text = json.dumps(vars(followed), indent=1, sort_keys=True) + "\n"
    # Made with the rights 0600, beside the place that it is moved to.
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _read(value: object, url: str) -> Followed:
    if not has_members(value, "root", "size", "subtrees", "url"):
        raise ValueError("it is no state of this tool")
    if value["url"] != url:
        raise ValueError("it is of another server")
    size, root, subtrees = value["size"], value["root"], value["subtrees"]
    if not is_checkpoint({"root": root, "size": size}):
        raise ValueError("it names no checkpoint")
    if subtrees is not None:
        if not isinstance(subtrees, list) or not all(map(is_hash, subtrees)):
            raise ValueError("it names no subtrees")
        log = {"size": size, "subtrees": subtrees}
        if extend_log(log=log, entries=[])["root"] != root:
            raise ValueError("its subtrees do not make its root")
    return Followed(url, size, root, subtrees)
