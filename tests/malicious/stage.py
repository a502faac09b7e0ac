"""Where an attack is played: the lying server, the victim, and people around them."""

from __future__ import annotations

from collections.abc import Callable

from encryption.signed import b64u
from tests.actors import Actor
from tests.evil_server import EvilServer
from tests.malicious.attack import Attack
from tests.malicious.forge import Letter
from tests.malicious.people import Fellow
from tests.malicious.victim import NotRefused, Victim
from tests.waiting import until

HELLO = "hello from Bob"
MALLORYS = "hello from Mallory"


# What these find wrong is found for the whole visit: the next attack needs a new one.
ALARMING = ("bundles", "key_log")


class Stage:
    """One attack on one victim."""

    def __init__(self, evil: EvilServer, victim: Victim) -> None:
        self.evil = evil
        self.victim = victim
        self.alice = Actor(victim.username, "alice")
        self.room = ""
        self.texts: list[str] = []
        self._people: list[Fellow] = []
        # Whose place another victim takes, for as long as an attack needs that.
        self._others: list[Victim] = []

    def play(self, attack: Attack) -> None:
        """Play an attack, and demand that it comes to nothing.

        Raises NotRefused where it works; any other failure is the scenario's own.
        """
        scenario = attack.scenario(self)
        try:
            next(scenario)
            before = self._state()
            assert next(scenario, "ended") == "ended", "a scenario stops once"
            self.victim.refuses(attack.reason, *attack.besides)
            until(lambda: self.evil.told, "a lie was not told", pause=0.01)
            _demand_same(before, self._state(), attack.moves)
        finally:
            scenario.close()
            self.evil.honest()
            while self._others:
                self.victim.close()
                self.victim = self._others.pop()
            if attack.subject in ALARMING:
                self.victim.rest()
            for fellow in self._people:
                fellow.disconnect()

    def _state(self) -> dict:
        """Return what the victim keeps of these people and this chat."""
        state = self.victim.state()
        names = {fellow.username for fellow in self._people}
        kept = {"pins": lambda name: name in names, "login": lambda _: True}
        return {
            part: {key: value for key, value in entries.items() if is_ours(key)}
            for part, entries in state.items()
            for is_ours in [kept.get(part, lambda key: key.startswith(self.room))]
        }

    def elsewhere(self) -> None:
        """Give Alice another client, where nobody is logged in, for this attack."""
        self._others.append(self.victim)
        self.victim = self.victim.elsewhere()

    def person(self, actor: str, keys: str = "") -> Fellow:
        """Let somebody new come."""
        fellow = Fellow(self.evil, actor, keys).arrive()
        self._people.append(fellow)
        return fellow

    def meet(self, kind: str = "group", mallory: bool = True) -> None:
        """Let Bob begin a chat with Alice and Mallory, and let Alice read in it."""
        self.bob = self.person("bob")
        self.mallory = self.person("mallory")
        others = [self.mallory] if mallory and kind == "group" else []
        self.room = self.bob.found(self.alice, *others, kind=kind)
        if others:
            self.mallory.bundles |= self.bob.bundles
            self.mallory.fetch(self.room)
            self.mallory.say(self.room, MALLORYS)
            self.bob.fetch(self.room)
        self.bob.say(self.room, HELLO)
        for fellow in (self.bob, *others):
            fellow.fetch(self.room)
        self.victim.open(self.room)
        self.reads(*([MALLORYS] if others else []), HELLO)

    def reads(self, *texts: str) -> None:
        """Demand that Alice reads what she has read so far, and these texts."""
        self.texts += texts
        self.victim.reads(*self.texts)

    def leave(self) -> None:
        """Let Alice hear of nothing until she comes anew."""
        self.evil.mute(self.victim.username)

    def visit(self) -> None:
        """Let Alice come anew and open the chat."""
        self.victim.visit(self.room)

    def show(self, *records: dict) -> None:
        """Show Alice, and nobody else, more records than there are."""
        self.rewrite(lambda honest: [*honest, *records])

    def rewrite(self, lie: Callable[[list[dict]], list[dict]]) -> None:
        """Show Alice, and nobody else, another history of the chat."""
        self.evil.rewrite(self.room, to=self.victim.username, lie=lie)

    def answer(self, route: str, lie: Callable, counts: bool = True) -> None:
        """Answer Alice, and nobody else, something else."""
        self.evil.answer(route, to=self.victim.username, lie=lie, counts=counts)

    def letter(self, text: str = "forged", **changes: object) -> Letter:
        """Let Mallory write a message that the server can bring in any form."""
        return self.mallory.write(self.room, text, **changes)

    def bob_says(self, text: str, **changes: object) -> None:
        """Let Bob write, honestly."""
        self.bob.fetch(self.room)
        self.bob.say(self.room, text, **changes)

    @staticmethod
    def bundles_of(fellow: Fellow) -> list[str]:
        """Return somebody's bundles, as the server has them."""
        return fellow.bundles[fellow.username]

    @property
    def seen(self) -> dict:
        """The newest state of the room, as Bob has verified it."""
        view = self.bob.view(self.room)
        return {"head": b64u(view.head), "seq": view.seq}


def _demand_same(before: dict, after: dict, moves: tuple[str, ...]) -> None:
    moved = sorted(name for name in before if before[name] != after[name])
    moved = [name for name in moved if name not in moves]
    if moved:
        raise NotRefused(f"the victim's {', '.join(moved)} moved")
