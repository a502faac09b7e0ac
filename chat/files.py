"""Files: chunks of ciphertext on the disk, under the hash of their bytes (§20).

A chunk is written beside its place first, then noted in the log, then moved there, and
only then acknowledged; what the log lets go of goes from the disk behind it. So the
disk never has what no row knows, but for what was on its way when a process ended. What
touches the disk runs in threads.
"""

import hashlib
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chat.logs import LogStore
from chat.logs.filing import Filed
from chat.logs.items import BeginFile, CopyFile, DropFile, ExpireFiles, KeepChunk
from chat.refusal import Refusal, bad
from chat.settings import Settings
from chat.transport import run_in_thread
from encryption.signed import is_id
from encryption.signed.file_size import stored_chunks, stored_size

MIB = 1024 * 1024
HOUR_MS = 60 * 60 * 1000
# What lies in the porch for longer is of a process that has ended.
PORCH_SECONDS = 60 * 60


@dataclass(frozen=True)
class FileRow:
    """A file as its row has it."""

    sender: str
    size: int
    complete: bool


class FileStore:
    """The one door to files; who may come in, the log says."""

    def __init__(self, log: LogStore, settings: Settings) -> None:
        self._log = log
        self._folder = settings.log_dir / "files"
        self._porch = self._folder / "porch"
        self._syncs = settings.log_sync == "full"
        self._quota = settings.files_quota_mb * MIB
        self._patience = settings.unfinished_hours * HOUR_MS
        self._relayed = settings.relayed_hours * HOUR_MS
        self.limit = settings.max_file_mb * MIB
        self._most = stored_size(self.limit)
        _sweep_porch(self._porch)

    def begin(self, room: str, username: str, identity: str, size: int) -> None:
        """Take note of a file that is about to come.

        Raises Refusal.
        """
        if size > self._most:
            raise Refusal("too-large", field="size", limit=self.limit)
        self._log.submit(
            BeginFile(room, username, identity, size, self._patience, self._quota)
        )

    def status(self, room: str, username: str, identity: str) -> dict[str, Any]:
        """Say which chunks are there: to whoever uploads it, and of a whole one to all.

        Raises Refusal `not-found`.
        """
        found = self._find(room, username, identity)
        return {
            "complete": found.complete,
            "received": self._log.received(room, identity),
            "size": found.size,
        }

    def length(self, room: str, username: str, identity: str, n: int) -> int:
        """Say how many bytes chunk n of one's own file has.

        Raises Refusal `not-found`.
        """
        found = self._find(room, username, identity)
        lengths = stored_chunks(found.size)
        if found.sender != username or n >= len(lengths):
            raise Refusal("not-found")
        return lengths[n]

    def keep(
        self, room: str, username: str, identity: str, n: int, data: bytes
    ) -> bool:
        """Keep a chunk; tell whether the file is complete.

        Raises Refusal.
        """
        if len(data) != self.length(room, username, identity, n):
            raise bad("body")
        path, digest = run_in_thread(_write, self._porch, data, self._syncs)
        try:
            filed: Filed = self._log.submit(
                KeepChunk(room, username, identity, n, digest, self._relayed)
            )
        except Exception:
            run_in_thread(path.unlink)
            raise
        run_in_thread(_move, path, self._place(digest), self._syncs)
        return filed.complete

    def read(self, room: str, username: str, identity: str, n: int) -> bytes:
        """Read a chunk of a file that is complete.

        Raises Refusal `not-found`.
        """
        found = self._find(room, username, identity)
        digest = self._log.chunk(room, identity, n) if found.complete else None
        data = self.stored(digest) if digest is not None else None
        if data is None:
            raise Refusal("not-found")
        return data

    def stored(self, digest: str) -> bytes | None:
        """Read a chunk by its hash, if it is still on the disk."""
        try:
            return run_in_thread(self._place(digest).read_bytes)
        except FileNotFoundError:
            return None

    def copy(self, source: str, username: str, identity: str, room: str) -> None:
        """Give a file to the members of another room, too.

        Raises Refusal.
        """
        item = CopyFile(room, username, identity, source, self._quota, self._relayed)
        self._log.submit(item)

    def drop(self, room: str, username: str, identity: str) -> None:
        """Let go of a file of one's own.

        Raises Refusal `not-found`.
        """
        self._log.submit(DropFile(room, username, identity))

    def sweep(self) -> None:
        """Let go of files whose time is over, and take leavings off the disk."""
        if self._log.has_overdue_files():
            self._log.submit(ExpireFiles())
        while gone := self._log.leavings():
            run_in_thread(_unlink, [self._place(digest) for digest in gone])
            self._log.submit(ExpireFiles(tuple(gone)))

    def _find(self, room: str, username: str, identity: str) -> FileRow:
        row = self._log.file(room, identity) if is_id(identity) else None
        if row is None or not (row.complete or row.sender == username):
            raise Refusal("not-found")
        return FileRow(row.sender, row.size, row.complete)

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _write(porch: Path, data: bytes, syncs: bool) -> tuple[Path, str]:
    digest = hashlib.sha256(data).hexdigest()
    porch.parent.mkdir(exist_ok=True, mode=0o700)
    porch.mkdir(exist_ok=True, mode=0o700)
    # Its place has to be there before the log names it: a full disk refuses that, too.
    (porch.parent / digest[:2]).mkdir(exist_ok=True, mode=0o700)
    path = porch / secrets.token_hex(16)
    try:
        with path.open("xb") as file:
            file.write(data)
            if syncs:
                file.flush()
                os.fsync(file.fileno())
    except OSError:
        # What fits on a disk that is full would keep it full.
        path.unlink(missing_ok=True)
        raise
    return path, digest


def _move(path: Path, place: Path, syncs: bool) -> None:
    path.replace(place)
    if syncs:
        # The name, too, has to be on the disk.
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _sweep_porch(porch: Path) -> None:
    old = time.time() - PORCH_SECONDS
    for path in porch.glob("*"):
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
