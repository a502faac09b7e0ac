"""How much there is, as the operator asks for it: totals, and nothing about anybody."""

from pathlib import Path

import click
from sqlalchemy import func, select

from chat.backup import attachments
from chat.cli.data import with_data
from chat.database import db
from chat.logs.tables import records, rooms
from chat.models import Account
from chat.services import services


@click.command("storage")
@with_data
def storage() -> None:
    """Count accounts, rooms and records, and what they take on the disk."""
    accounts = db.session.scalar(select(func.count()).select_from(Account))
    with services().hub.log.connect() as log:
        by_kind = dict(
            log.execute(select(rooms.c.kind, func.count()).group_by(rooms.c.kind)).all()
        )
        count, characters = log.execute(
            select(
                func.count(), func.coalesce(func.sum(func.length(records.c.data)), 0)
            )
        ).one()
    files = [p for p in attachments(services().settings).rglob("*") if p.is_file()]
    for what, number in (
        ("accounts", accounts),
        ("direct chats", by_kind.get("direct", 0)),
        ("groups", by_kind.get("group", 0)),
        ("records", count),
        ("characters in records", characters),
        ("attachments", len(files)),
        ("bytes in attachments", sum(map(_size, files))),
    ):
        click.echo(f"{what:22} {number:>16}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        # Deleted since it was listed.
        return 0
