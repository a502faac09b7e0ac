"""A PostgreSQL server for tests, where the machine has the programs for one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.ports import hold

FOLDERS = (*os.get_exec_path(), *map(str, Path("/usr/lib/postgresql").glob("*/bin")))
PROGRAMS = {
    name: shutil.which(name, path=os.pathsep.join(FOLDERS))
    for name in ("initdb", "pg_ctl", "createdb")
}


def why_not() -> str | None:
    """Say why there can be no PostgreSQL here, or None."""
    if not all(PROGRAMS.values()):
        return "initdb, pg_ctl or createdb of PostgreSQL is not installed"
    if os.geteuid() == 0 and _other_user() is None:
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Run a server in a folder; give the address that databases are appended to."""
    if user := _other_user():
        shutil.chown(folder, user)
    data, held = folder / "data", _Held()
    port = hold(held)
    _run("initdb", "-D", data, "-A", "trust", "-U", "chat", "--no-sync")
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off"
    _run("pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "out", "start")
    try:
        for name in ("accounts", "log"):
            _run("createdb", "-h", "127.0.0.1", "-p", port, "-U", "chat", name)
        yield f"postgresql+psycopg://chat@127.0.0.1:{port}"
    finally:
        _run("pg_ctl", "-D", data, "-m", "immediate", "stop")


def _other_user() -> str | None:
    if os.geteuid() == 0:
        with suppress(KeyError):
            return pwd.getpwnam("postgres").pw_name
    return None


def _run(name: str, *arguments: object) -> None:
    subprocess.run(
        [PROGRAMS[name], *map(str, arguments)],
        cwd="/",
        user=_other_user(),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


class _Held:
    """Owns the port as long as the server may want it."""
