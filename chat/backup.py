"""A copy of everything that a server keeps, and the way back.

A backup is a folder: both databases, the secret, the attachments, and a list of them
with their hashes. Databases are copied by SQLite's own means, which gives what was
committed at one moment, whoever writes meanwhile; accounts first, so that everybody in
the log is among them.

The way back is made of renames alone, written down before the first of them: a restore
that breaks off is finished at the next start, so that no server ever runs on the half
of one backup.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from chat.settings import Settings

LIST = "backup.json"
VERSION = 1
ATTACHMENTS = "files"
# What is on its way there, and belongs to nobody yet.
PORCH = "porch"
# What is to be renamed, while a restore is under way.
PLAN = "restore.json"
CHUNK = 1024 * 1024
# What SQLite keeps beside a database; of another database it would be wrong.
BESIDE = ("-wal", "-shm")


class BackupError(Exception):
    """A backup cannot be made, or is none; the text says why and what to do."""


@dataclass(frozen=True)
class Place:
    """A part of a backup by its name there, and where the server has it."""

    name: str
    path: Path
    is_database: bool = False


def places(settings: Settings) -> list[Place]:
    """Name the parts that a backup has, in the order in which they are copied.

    Raises BackupError where a database is not a file.
    """
    return [
        Place("accounts.sqlite", _file_of(settings.accounts_url, "DATABASE_URL"), True),
        Place("log.sqlite", _file_of(settings.records_url, "LOG_URL"), True),
        Place("secret", settings.secret_path),
    ]


def attachments(settings: Settings) -> Path:
    """Say where the server keeps the attachments: each file named by its own hash."""
    return settings.log_dir / ATTACHMENTS


def back_up(settings: Settings, folder: Path) -> int:
    """Copy everything into a new folder; return how many bytes that took.

    Raises BackupError.
    """
    if folder.exists():
        raise BackupError(f"{folder} is there already. Name a folder that is not.")
    parts = places(settings)
    # Under another name until it is whole: what breaks off is no backup.
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    for part in parts:
        target = unfinished / part.name
        target.touch(mode=0o600)
        if part.is_database:
            _copy_database(part.path, target)
        else:
            shutil.copyfile(part.path, target)
    # After the log: of a file that it names and that is gone by now, the message was
    # deleted meanwhile.
    _copy_files(attachments(settings), unfinished / ATTACHMENTS)
    listed = {name: _digest(unfinished / name) for name in _names(unfinished)}
    about = {"files": listed, "time": int(time.time()), "version": VERSION}
    _write(unfinished / LIST, json.dumps(about, indent=1, sort_keys=True))
    unfinished.rename(folder)
    _sync(folder.parent)
    return sum((folder / name).stat().st_size for name in listed)


def restore(settings: Settings, folder: Path) -> list[Path]:
    """Put a backup in the place of what is there; return where that was put aside.

    Nothing of the server may run. Raises BackupError, and has changed nothing then.
    """
    parts = places(settings)
    _check(folder, {part.name for part in parts})
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    moves, aside = [], []
    for name, path in [
        *((part.name, part.path) for part in parts),
        (ATTACHMENTS, attachments(settings)),
    ]:
        staged = path.with_name(f"{path.name}.restoring")
        _remove(staged)
        _stage(folder / name, staged)
        beside = [path, *(path.with_name(path.name + end) for end in BESIDE)]
        for there in filter(Path.exists, beside):
            put = there.with_name(f"{there.name}.before-{stamp}")
            moves.append([str(there), str(put)])
            aside.append(put)
        if staged.exists():
            moves.append([str(staged), str(path)])
    plan = settings.instance_dir / PLAN
    _write(plan.with_suffix(".new"), json.dumps(moves))
    plan.with_suffix(".new").rename(plan)
    _sync(plan.parent)
    finish_restore(settings)
    return aside


def finish_restore(settings: Settings) -> None:
    """Make the renames of a restore that are left, if there is one."""
    plan = settings.instance_dir / PLAN
    if not plan.exists():
        return
    for source, target in json.loads(plan.read_text()):
        # In order, and each once: a source that is gone was renamed before.
        if Path(source).exists() and not Path(target).exists():
            Path(source).rename(target)
            _sync(Path(target).parent)
    plan.unlink()
    _sync(plan.parent)


def _file_of(url: str, setting: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise BackupError(
            f"{setting} names a PostgreSQL database: back it up and restore it with "
            f"pg_dump and pg_restore."
        )
    return Path(parsed.database)


def _copy_database(source: Path, target: Path) -> None:
    if not source.exists():
        raise BackupError(f"{source} is not there. Check INSTANCE_DIR and LOG_DIR.")
    with (
        contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        # In one step: in several, each writer meanwhile would make it begin again.
        old.backup(new)
        # One file, without a -wal beside it.
        new.execute("PRAGMA journal_mode=DELETE")
    _sync_file(target)


def _copy_files(source: Path, target: Path) -> None:
    target.mkdir(mode=0o700)
    for path in _walk(source):
        if path.relative_to(source).parts[0] == PORCH:
            continue
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(path, copy)
            copy.chmod(0o600)


def _stage(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if source.is_dir():
        _copy_files(source, target)
        return
    target.touch(mode=0o600)
    shutil.copyfile(source, target)
    _sync_file(target)


def _check(folder: Path, needed: set[str]) -> None:
    try:
        about = json.loads((folder / LIST).read_text())
        version, listed = about["version"], dict(about["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupError(f"{folder} is no backup: {LIST} is not in it.") from None
    if version != VERSION:
        raise BackupError(
            f"{folder} was made by a newer version of SecureChat. Use that."
        )
    if not needed <= listed.keys() or set(_names(folder)) - {LIST} != listed.keys():
        raise BackupError(f"{folder} is not whole: its files are not those it lists.")
    for name, digest in listed.items():
        if _digest(folder / name) != digest:
            raise BackupError(f"{folder / name} is damaged. Use another backup.")


def _names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in _walk(folder))


def _walk(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)
    _sync_file(path)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    # A rename is on the disk once its folder is.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
