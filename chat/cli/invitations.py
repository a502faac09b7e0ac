"""Codes for making an account, as the operator hands them out (REGISTRATION=invite)."""

from datetime import UTC, datetime

import click

from chat import registration
from chat.cli.data import origin, with_data
from chat.services import services


@click.group("invitations")
def group() -> None:
    """Let people make an account where REGISTRATION is invite."""


@group.command("make")
@click.option("--days", type=click.IntRange(1, 365), default=7, show_default=True)
@with_data
def make(days: int) -> None:
    """Print a link with which one account can be made."""
    code, name = registration.make_code(days)
    settings = services().settings
    # Behind the #: neither logs of proxies nor this server's name it.
    click.echo(f"{origin()}/register#code={code}")
    click.echo(f"Good for one account within {days} days; its name is {name}.")
    if settings.registration != registration.INVITE:
        click.echo(f"REGISTRATION is {settings.registration}: it is not asked for.")


@group.command("list")
@with_data
def list_codes() -> None:
    """List the codes that were not used yet, by their names, and until when."""
    for row in registration.codes():
        until = datetime.fromtimestamp(row.until / 1000, UTC)
        click.echo(f"{row.name}  until {until:%Y-%m-%d %H:%M} UTC")


@group.command("revoke")
@click.argument("name")
@with_data
def revoke(name: str) -> None:
    """Take back the code called NAME."""
    if not registration.revoke(name):
        raise click.ClickException(f"There is no code called {name}.")
    click.echo(f"{name} is revoked.")
