"""The victim: Alice, whatever she reads with.

A victim remembers from one visit to the next what a client remembers: whose keys are
whose, how far each room had come, and what was read.
"""

from __future__ import annotations

from typing import Any, Protocol


class NotRefused(AssertionError):
    """The attack worked: what had to be refused was not, or for another reason."""


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

    def say(self, text: str) -> None:
        """Write into the open room."""

    def reads(self, *texts: str) -> None:
        """Demand that the open room shows these texts, and nothing that was refused."""

    def refuses(self, reason: str, *besides: str) -> None:
        """Demand that this is refused, for these reasons and no others."""

    def state(self) -> dict[str, Any]:
        """Return what the client keeps, to compare."""
