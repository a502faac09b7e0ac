"""Taking a check out of the client, in memory: nothing on the disk changes."""

from __future__ import annotations

import base64
import hashlib
import importlib
import inspect
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import CodeType, ModuleType

from chat.assets import Assets
from chat.tree import make_etag
from tests.evil_server import EvilServer
from tests.malicious.attack import Check

PROJECT = Path(__file__).resolve().parent.parent.parent


class CheckNotFound(Exception):
    """The source of a check does not stand exactly once in its file."""


def mutated(check: Check) -> dict[str, str]:
    """Return the text of each file of a check, without the check.

    Raises CheckNotFound.
    """
    texts: dict[str, str] = {}
    for file, source, instead in check.edits:
        text = texts.get(file) or (PROJECT / file).read_text("utf-8")
        if (found := text.count(source)) != 1:
            raise CheckNotFound(f"{file} has {found} times: {source}")
        texts[file] = text.replace(source, instead)
    return texts


@contextmanager
def without(check: Check, evil: EvilServer) -> Iterator[None]:
    """Let browsers be served, and this process run, a client without a check."""
    texts = mutated(check)
    served = {
        file.removeprefix("static/"): text.encode()
        for file, text in texts.items()
        if file.startswith("static/")
    }
    with ExitStack() as stack:
        for file, text in texts.items():
            if not file.startswith("static/"):
                stack.enter_context(_running(file, text))
        if served:
            stack.enter_context(_served(served, evil))
        yield


@contextmanager
def _served(bodies: dict[str, bytes], evil: EvilServer) -> Iterator[None]:
    honest = evil.assets
    files = dict(honest.files)
    for name, body in bodies.items():
        digest = base64.b64encode(hashlib.sha384(body).digest()).decode()
        files[name] = replace(
            files[name],
            body=body,
            packed=None,
            integrity=f"sha384-{digest}",
            etag=make_etag(body),
        )
    parts = (honest.release.encode(), *bodies.values())
    release = hashlib.sha256(b"".join(parts)).hexdigest()[:16]
    evil.serve_tree(Assets(files, release))
    try:
        yield
    finally:
        evil.serve_tree(honest)


@contextmanager
def _running(file: str, text: str) -> Iterator[None]:
    """Swap the code of every function of a module that the mutation changes."""
    name = file.removesuffix(".py").replace("/", ".")
    module = importlib.import_module(name)
    other = ModuleType(name)
    other.__package__ = module.__package__
    exec(compile(text, file, "exec"), other.__dict__)
    kept: list[tuple[object, CodeType]] = []
    for mine, theirs in _functions(module, other):
        kept.append((mine, mine.__code__))
        mine.__code__ = theirs.__code__
    try:
        yield
    finally:
        for function, code in kept:
            function.__code__ = code


def _functions(module: ModuleType, other: ModuleType) -> Iterator[tuple]:
    holders = [(module, other)]
    for name, held in vars(module).items():
        if inspect.isclass(held) and held.__module__ == module.__name__:
            holders.append((held, vars(other)[name]))
    for mine, theirs in holders:
        for name, function in vars(mine).items():
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                yield function, vars(theirs)[name]
