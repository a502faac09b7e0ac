"""Challenges for passkeys: each for one visit and one answer, for some minutes."""

import os
import time

from sqlalchemy import delete

from chat.database import begin_writing, db
from chat.models import Challenge
from chat.refusal import Refusal
from encryption.signed import b64u

MINUTES = 5
# WebAuthn §13.4.3 asks for at least 16.
BYTES = 32


def make(bound: str) -> str:
    """Make a challenge that counts where it is answered from here alone."""
    text, now = b64u(os.urandom(BYTES)), time.time_ns() // 1_000_000
    begin_writing()
    # One at a time: whoever asks again has given the one before up.
    over = (Challenge.until <= now) | (Challenge.bound == bound)
    db.session.execute(delete(Challenge).where(over))
    until = now + MINUTES * 60 * 1000
    db.session.add(Challenge(challenge=text, bound=bound, until=until))
    db.session.commit()
    return text


def spend(bound: str, text: str) -> None:
    """Use a challenge up, whatever becomes of its answer.

    Raises Refusal `bad-passkey` where it is none, or was used before.
    """
    begin_writing()
    spent = delete(Challenge).where(
        Challenge.challenge == text,
        Challenge.bound == bound,
        Challenge.until > time.time_ns() // 1_000_000,
    )
    found = db.session.execute(spent).rowcount
    db.session.commit()
    if found != 1:
        raise Refusal("bad-passkey")
