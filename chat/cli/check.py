"""Walking over everything that is stored, as the operator calls it."""

import sys
from collections.abc import Iterator

import click
from sqlalchemy.exc import DatabaseError

from chat import checkup
from chat.backup import attachments
from chat.cli.data import with_data
from chat.services import services


@click.command("check")
@with_data
def check() -> None:
    """Verify both databases, record by record; the server may run meanwhile."""
    count = 0
    folder = attachments(services().settings)
    with services().hub.log.connect() as log:
        for name, findings in (
            ("the accounts database", checkup.check_accounts()),
            ("the log", checkup.check_log(log)),
            ("the log", checkup.check_attachments(log, folder)),
        ):
            for finding in _readable(name, findings):
                count += 1
                click.echo(finding)
    if count:
        click.echo(
            f"{count} things are damaged. Restore a backup (docs/OPERATIONS.md)."
        )
        sys.exit(1)
    click.echo("Nothing is damaged.")


def _readable(name: str, findings: Iterator[str]) -> Iterator[str]:
    """Give the findings, the last of which may be that there is no reading on."""
    try:
        yield from findings
    except DatabaseError as error:
        yield f"{name} cannot be read on from here: {error.orig}."
