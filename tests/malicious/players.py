"""Who plays attacks on clients without their checks: a few processes side by side."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import count
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from tests.chromium import started
from tests.evil_server import EvilServer
from tests.malicious.attack import ATTACKS, BROWSER, PYTHON, Attack
from tests.malicious.browser_victim import VictimOfMutations
from tests.malicious.log_reader import LogReader
from tests.malicious.mutation import CheckNotFound, without
from tests.malicious.python_victim import PythonVictim
from tests.malicious.scenarios import load
from tests.malicious.stage import Stage
from tests.malicious.victim import NotRefused, RefusedOtherwise

# What may come of an attack on a client without the check that stops it.
WORKS = "it works"
OTHERWISE = "it is refused for another reason"
MUST = (WORKS, OTHERWISE)

# How long a page that has come to rest may take to refuse something: in milliseconds.
PATIENCE = 1_500


class Player:
    """A lying server, and each kind of victim."""

    def __init__(self, stack: ExitStack) -> None:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        browser = stack.enter_context(started())
        self.evil = EvilServer(Path(folder)).start()
        stack.callback(self.evil.stop)
        self._browser, self._numbers = browser, count(1)
        self._in_chromium = self._newcomer()
        stack.callback(lambda: self._in_chromium.close())
        other = PythonVictim.new(self.evil.url, "alice.in.python")
        self._in_python = stack.enter_context(closing(other))

    def play(self, attack: Attack) -> str:
        """Play an attack on a client without its check, and say what came of it."""
        try:
            with without(attack.check, self.evil):
                Stage(self.evil, self._victim(attack)).play(attack)
        except NotRefused as error:
            if attack.subject == "key_log":
                # It is the wrong log that was believed and kept, for good.
                self._in_chromium.close()
                self._in_chromium = self._newcomer()
            return OTHERWISE if isinstance(error, RefusedOtherwise) else WORKS
        except CheckNotFound as error:
            return f"CHECK NOT FOUND: {error}"
        except Exception as error:
            return f"BROKEN: {type(error).__name__}: {str(error)[:400]}"
        return "STOPPED ALL THE SAME"

    def _newcomer(self) -> VictimOfMutations:
        name = f"alice.{next(self._numbers)}"
        options = {"patience": PATIENCE}
        alice = VictimOfMutations.new(self._browser, self.evil, name, **options)
        alice.arrive()
        return alice

    def _victim(self, attack: Attack) -> Any:
        if BROWSER in attack.victims:
            return self._in_chromium
        return self._in_python if PYTHON in attack.victims else LogReader()


def outcomes(names: list[str], players: int) -> Iterator[tuple[str, str]]:
    """Play attacks, several at a time, and yield what came of each."""
    context = get_context("spawn")
    waiting, played = context.Queue(), context.Queue()
    for name in [*names, *[None] * players]:
        waiting.put(name)
    processes = [
        context.Process(target=_work, args=(waiting, played), daemon=True)
        for _ in range(players)
    ]
    for process in processes:
        process.start()
    for _ in names:
        yield played.get(timeout=120)
    for process in processes:
        process.join()


def _work(waiting: Queue, played: Queue) -> None:
    load()
    with ExitStack() as stack:
        player = Player(stack)
        while (name := waiting.get()) is not None:
            played.put((name, player.play(ATTACKS[name])))
