"""Several logs at once, as the unpacked archive of an account has them (§11.1)."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from .exit_codes import OK

LOGS = "*.securechat.jsonl"
ENDINGS = {"json": ".json", "text": ".txt"}


def each(
    arguments: argparse.Namespace, run: Callable[[argparse.Namespace], int]
) -> int:
    """Do to every log of a folder what was asked of the folder.

    Returns the exit code of the first that was not OK.
    """
    found = sorted((*arguments.file.glob(LOGS), *arguments.file.glob(f"logs/{LOGS}")))
    if not found:
        raise FileNotFoundError(0, "no log is in this folder", str(arguments.file))
    if getattr(arguments, "output", None):
        # As for a single file: what is there is kept, and nobody else reads it.
        arguments.output.mkdir(mode=0o700)
    codes = [run(one) for one in _each_alone(arguments, found)]
    return next((code for code in codes if code != OK), OK)


def _each_alone(
    arguments: argparse.Namespace, found: list[Path]
) -> Iterator[argparse.Namespace]:
    for path in found:
        one = argparse.Namespace(**{**vars(arguments), "file": path})
        if getattr(arguments, "output", None):
            name = path.name.removesuffix(LOGS[1:]) + ENDINGS[arguments.format]
            one.output = arguments.output / name
        yield one
