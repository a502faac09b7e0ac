"""One visit to a key log from the command line: what is said of it and what is kept."""

import contextlib
import os
import sys
from pathlib import Path

from .exit_codes import NOT_POSSIBLE, OK, REFUSED
from .key_log_deadline import visit_ends
from .key_log_follower import Followed, Visit, follow
from .key_log_server import KeyLogServer, MembersOnly, Unreachable
from .key_log_state import UnusableState, check_folder, read_state, write_state
from .log_text import when
from .signed import ProtocolError

# A log of a million bundles is read in a few minutes.
VISIT_SECONDS = 600


def run(url: str, path: Path, username: str | None) -> int:
    """Follow a key log, list a person's new entries, and return the exit code.

    Raises OSError where the state cannot be read or written.
    """
    kept = None
    try:
        kept = read_state(path, url)
        # Before the download, which may take a while.
        check_folder(path)
        with visit_ends(VISIT_SECONDS):
            visit = follow(KeyLogServer(url), kept, username)
    except ProtocolError as error:
        return _fail(REFUSED, f"{url}: {error.reason}: {error}")
    except MembersOnly:
        return _fail(REFUSED, f"{url}: {_refused(kept)}: one may be hidden that way")
    except UnusableState as error:
        return _fail(NOT_POSSIBLE, f"{path}: {error}")
    except Unreachable as error:
        return _fail(NOT_POSSIBLE, f"{url}: {error}")
    # First said, then kept: what was found is found again if nobody was told of it.
    why = _say([f"{url}: holds: {_told(visit)}", *map(_line, visit.entries)])
    if why is not None:
        return _fail(NOT_POSSIBLE, f"standard output: {why}")
    write_state(path, visit.followed)
    return OK


def _fail(code: int, sentence: str) -> int:
    # The exit code says it where nobody can read the sentence.
    with contextlib.suppress(OSError, AttributeError):
        sys.stderr.write(f"{sentence}\n")
    return code


def _refused(kept: Followed | None) -> str:
    if kept is not None and kept.read:
        return "entries are for members only now, and were given before"
    return "entries are for members only, and could not be looked through"


def _told(visit: Visit) -> str:
    followed = visit.followed
    new = followed.size - visit.before
    told = f"{followed.size} bundles, {new} new, root {followed.root}"
    if followed.subtrees is None:
        told += "; its entries are for members only, and were not checked"
    return told


def _line(entry: dict) -> str:
    return f"{when(entry['time'])} {entry['username']} {entry['bundle']}"


def _say(lines: list[str]) -> str | None:
    """Write lines to standard output; tell why they did not get there, if so."""
    # Python itself drops what is printed where there is none.
    if sys.stdout is None or sys.stdout.closed:
        return "it is closed"
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except OSError as error:
        _drop_output()
        return error.strerror
    return None


def _drop_output() -> None:
    """Keep Python from writing the rest at its end, and failing with another code."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
