"""What an attack is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Scenario = Callable[..., Iterator[None]]

# What attackers have.
SERVER = "the server"
SERVER_AND_MEMBER = "the server and the account of a member"
SERVER_AND_ACCOUNT = "the server and an account that is no member"
SERVER_AND_FORMER = "the server and the account of a former member"

# Who is attacked: Alice in Python, in Chromium, or the reader of a log file.
PYTHON, BROWSER, TOOL = "python", "browser", "tool"


@dataclass(frozen=True)
class Check:
    """The place that stops an attack: a file of the project, its exact source there.

    `instead` is the same source without the check; `does` says what it demands.
    """

    file: str
    source: str
    instead: str
    does: str
    # Where a second check would stop the attack too: it is taken out as well.
    also: tuple[tuple[str, str, str], ...] = ()

    @property
    def edits(self) -> tuple[tuple[str, str, str], ...]:
        """Return file, source and what stands there instead, of each edit."""
        return ((self.file, self.source, self.instead), *self.also)


@dataclass(frozen=True)
class Attack:
    """One attack; `scenario` plays it, and stops in the middle, before the lie."""

    name: str
    subject: str
    scenario: Scenario
    has: str
    does: str
    refused: str
    reason: str
    check: Check
    victims: tuple[str, ...]
    # What of the victim's state moves in spite of the refusal: a message that is
    # refused has been met all the same.
    moves: tuple[str, ...]
    # Refusals beside the one that names the attack.
    besides: tuple[str, ...]


ATTACKS: dict[str, Attack] = {}


def attack(
    *,
    has: str,
    does: str,
    refused: str,
    reason: str,
    check: Check,
    victims: tuple[str, ...] = (PYTHON, BROWSER),
    moves: tuple[str, ...] = (),
    besides: tuple[str, ...] = (),
) -> Callable[[Scenario], Scenario]:
    """Put a scenario on the list, under the name of its function."""

    def enter(scenario: Scenario) -> Scenario:
        name = scenario.__name__
        assert name not in ATTACKS, f"two attacks are called {name}"
        subject = scenario.__module__.rsplit(".", 1)[-1]
        ATTACKS[name] = Attack(
            name,
            subject,
            scenario,
            has,
            does,
            refused,
            reason,
            check,
            victims,
            moves,
            besides,
        )
        return scenario

    return enter
