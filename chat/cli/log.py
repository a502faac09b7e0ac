"""The encrypted log, as the operator keeps it small."""

import click

from chat.cli.data import with_data
from chat.logs.items import Prune
from chat.services import services


@click.group("log")
def group() -> None:
    """Look after the encrypted log."""


@group.command("prune")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@with_data
def prune(dry_run: bool) -> None:
    """Remove rooms that all members have left; the server may run meanwhile."""
    log = services().hub.log
    rooms = log.deserted()
    if dry_run:
        click.echo(f"{len(rooms)} rooms have no members any more.")
        return
    for room in rooms:
        log.submit(Prune(room))
    # Chunks of files go from the disk as the running server's do.
    services().files.sweep()
    click.echo(f"{len(rooms)} rooms without members were removed.")
