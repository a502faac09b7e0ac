"""Backup and restore, as the operator calls them."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from chat import backup, running
from chat.cli.data import own_settings
from chat.start import CannotStart

FOLDER = click.Path(path_type=Path, file_okay=False, resolve_path=True)


@click.command("backup")
@click.argument("folder", type=FOLDER)
@with_appcontext
def make_backup(folder: Path) -> None:
    """Copy everything that the server keeps into a new FOLDER; it may run meanwhile."""
    try:
        size = backup.back_up(own_settings(), folder)
    except (backup.BackupError, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{folder}: {size} bytes.")


@click.command("restore")
@click.argument("folder", type=FOLDER)
@with_appcontext
def restore_backup(folder: Path) -> None:
    """Put the backup in FOLDER in the place of what is there, which is kept aside."""
    settings = own_settings()
    try:
        with running.alone(settings):
            aside = backup.restore(settings, folder)
    except (backup.BackupError, CannotStart, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    for path in aside:
        click.echo(f"Put aside: {path}")
    click.echo("Restored. Remove what was put aside once you do not need it.")
