"""What every application of the tests begins with, made once in each process.

An application takes a tenth of a second of a processor to start: it migrates an empty
database, hashes its tree, renders its pages and compiles its routes. The tests start
thousands of them, and each would come to the same. The first of a process makes it
all, and so does every server in a process of its own. So it is with PBKDF2, on purpose
the slowest part of the scheme: what it makes of the same is the same.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from werkzeug.routing import Rule

from chat import assets, database, logs, pages


def share(patch: pytest.MonkeyPatch) -> None:
    """Let the applications of this process share what is the same in each."""
    _share_pages(patch)
    _share_tree(patch)
    _share_routes(patch)
    _share_databases(patch)
    _share_stretching(patch)


def _share_pages(patch: pytest.MonkeyPatch) -> None:
    made, make_pages = {}, pages.make_pages

    def pages_of(assets: assets.Assets, folder: Path = pages.TEMPLATES) -> dict:
        key = assets.release, folder
        if key not in made:
            made[key] = make_pages(assets, folder)
        # Each application may change its own.
        return {name: dict(part) for name, part in made[key].items()}

    patch.setattr(pages, "make_pages", pages_of)


def _share_tree(patch: pytest.MonkeyPatch) -> None:
    """Look through static/ once: no test changes it. Other trees are read as ever."""
    made, load = {}, assets.load_assets

    def loaded(root: Path = assets.ROOT) -> assets.Assets:
        if root != assets.ROOT:
            return load(root)
        if not made:
            made[root] = load(root)
        return made[root]

    patch.setattr(assets, "load_assets", loaded)


def _share_routes(patch: pytest.MonkeyPatch) -> None:
    """Compile once what writes the address of a route: it knows no application."""
    made, compile_builder = {}, Rule._compile_builder

    def compiled(rule: Rule, append_unknown: bool = True) -> Any:
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = rule.rule, tuple(rule._trace), append_unknown
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    patch.setattr(Rule, "_compile_builder", compiled)


def _share_stretching(patch: pytest.MonkeyPatch) -> None:
    """Stretch a password once with one salt: vectors and sealed keys share them."""
    patch.setattr(hashlib, "pbkdf2_hmac", lru_cache(maxsize=512)(hashlib.pbkdf2_hmac))


def _share_databases(patch: pytest.MonkeyPatch) -> None:
    """Begin a new SQLite database as a copy of the first; one that is there migrates.

    So does every one in PostgreSQL.
    """
    accounts, log = _Template(), _Template()
    upgrade, prepare = database.upgrade, logs.prepare

    def upgraded() -> None:
        accounts.fill(database.db.engine, upgrade)

    def prepared(engine: Engine) -> None:
        log.fill(engine, lambda: prepare(engine))

    patch.setattr(database, "upgrade", upgraded)
    patch.setattr(logs, "prepare", prepared)


class _Template:
    """The bytes of an SQLite database as it is when its tables have been made."""

    _made: bytes | None = None

    def fill(self, engine: Engine, make: Any) -> None:
        path = Path(engine.url.database or "")
        is_new = engine.dialect.name == "sqlite" and path.stat().st_size == 0
        if is_new and self._made:
            path.write_bytes(self._made)
            return
        make()
        if is_new:
            raw = engine.raw_connection()
            # Not read from the disk: closing a file takes SQLite's locks away from
            # everybody else in the process.
            self._made = raw.driver_connection.serialize()
            raw.close()
