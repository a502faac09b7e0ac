"""The victim: Alice, whatever she reads with.

A victim remembers from one visit to the next what a client remembers: whose keys are
whose, how far each room had come, and what was read.
"""

from __future__ import annotations

from typing import Any, Protocol

# What an attack brings: where a message says this, it has worked.
FORGED = "forged"


class NotRefused(AssertionError):
    """The attack worked: what had to be refused was not."""


class RefusedOtherwise(NotRefused):
    """What had to be refused was, and not for the reason that it had to be."""


def demand(wanted: set[str], met: list[str], texts: list[str], shown: object) -> None:
    """Demand refusals for these reasons and no others, and that nothing forged is read.

    Raises NotRefused, RefusedOtherwise.
    """
    if FORGED in texts or not met:
        raise NotRefused(f"not refused as {sorted(wanted)}: {shown}")
    if set(met) != wanted:
        raise RefusedOtherwise(f"not refused as {sorted(wanted)}: {shown}")


class Victim(Protocol):
    """What every Alice can do."""

    username: str

    def visit(self, room: str) -> None:
        """Come anew, and open a room."""

    def open(self, room: str) -> None:
        """Open a room, in the visit that there is."""

    def start_chat(self, username: str) -> None:
        """Try to begin a direct chat."""

    def login(self) -> None:
        """Log in with the password."""

    def elsewhere(self) -> Victim:
        """Give the same account another client, where nobody is logged in."""

    def close(self) -> None:
        """Close the client."""

    def rest(self) -> None:
        """Leave, and with it what this visit found wrong with the server."""

    def say(self, text: str) -> None:
        """Write into the open room."""

    def save(self, name: str) -> None:
        """Save a file of the open room."""

    def reads(self, *texts: str) -> None:
        """Demand that the open room shows these texts, and nothing that was refused."""

    def refuses(self, reason: str, *besides: str) -> None:
        """Demand that this is refused, for these reasons and no others."""

    def state(self) -> dict[str, Any]:
        """Return what the client keeps, to compare."""
