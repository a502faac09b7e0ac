"""Who had an account that was deleted (departure.py): the name is used for good."""

from collections.abc import Iterable

from sqlalchemy import select

from chat.database import db
from chat.models import Departed


def is_departed(username: str) -> bool:
    """Tell whether there was an account of this name."""
    return db.session.get(Departed, username) is not None


def departed_among(usernames: Iterable[str]) -> set[str]:
    """Tell who of these had an account that is deleted."""
    statement = select(Departed.username).where(Departed.username.in_(usernames))
    return set(db.session.scalars(statement))
