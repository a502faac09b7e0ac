"""Accounts, as the operator sees them: who there is, and who may log in."""

from datetime import UTC, datetime

import click
from sqlalchemy import func, select

from chat import departure, form, reset_codes, second_factor
from chat.auth import end_logins
from chat.cli.data import origin, with_data
from chat.database import db, forget
from chat.models import Account, Login
from chat.refusal import Refusal
from chat.services import services


@click.group("users")
def group() -> None:
    """See and change who may log in."""


@group.command("list")
@with_data
def list_users() -> None:
    """List all accounts: since when, where the keys are, how many logins."""
    logins = func.count(Login.id)
    rows = db.session.execute(
        select(Account, logins)
        .outerjoin(Login, Login.username == Account.username)
        .group_by(Account)
        .order_by(Account.username)
    )
    for account, count in rows:
        # The day is enough to recognise somebody, and says little about them.
        day = datetime.fromtimestamp(account.time / 1000, UTC).date()
        state = "disabled" if account.disabled else "enabled"
        where = f"keys with the {account.store}"
        click.echo(f"{account.username:32}  {day}  {state:8}  {where:21}  {count}")


@group.command("disable")
@click.argument("username")
@with_data
def disable(username: str) -> None:
    """Let nobody log in as USERNAME, and end their logins."""
    account = _find(username)
    account.disabled = True
    # Written first: a login that is being made waits, or is found.
    db.session.flush()
    ended = end_logins(account.username)
    db.session.commit()
    services().hub.settle()
    click.echo(f"{account.username} is disabled; {ended} logins ended.")


@group.command("enable")
@click.argument("username")
@with_data
def enable(username: str) -> None:
    """Let USERNAME log in again."""
    account = _find(username)
    account.disabled = False
    db.session.commit()
    click.echo(f"{account.username} is enabled.")


@group.command("factor-off")
@click.argument("username")
@with_data
def take_factor_off(username: str) -> None:
    """Let USERNAME log in by the password alone, without the second factor."""
    account = _find(username)
    second_factor.drop(account.username)
    db.session.commit()
    forget()
    click.echo(f"{account.username} logs in by the password alone.")


@group.command("allow-reset")
@click.argument("username")
@click.option("--hours", type=click.IntRange(1, 720), default=48, show_default=True)
@click.option("--revoke", is_flag=True, help="Take back what was allowed.")
@with_data
def allow_reset(username: str, hours: int, revoke: bool) -> None:
    """Let USERNAME begin anew, who lost the password and every way back.

    Prints a link that is good once. Whoever has it takes the account over, without its
    history: make sure that it is USERNAME who asks.
    """
    account = _find(username)
    if revoke:
        was = "is revoked" if reset_codes.revoke(account.username) else "was not there"
        click.echo(f"The reset of {account.username} {was}.")
        return
    code = reset_codes.make(account.username, hours)
    # Behind the #: neither logs of proxies nor this server's name it.
    click.echo(f"{origin()}/reset#code={code}")
    click.echo(f"Good once, for {account.username}, within {hours} hours.")
    if account.disabled:
        click.echo(f"{account.username} is disabled: enable it first.")


@group.command("delete")
@click.argument("username")
@click.confirmation_option(prompt="For good?")
@with_data
def delete(username: str) -> None:
    """Delete the account USERNAME with its keys and files, for good.

    Its messages stay in the chats of others, as far as those keep them: only their
    sender can have them erased without every browser saying that the server did it.
    """
    account = _find(username)
    departure.remove(account.username)
    click.echo(f"{account.username} is deleted. Nobody can take the name again.")


def _find(username: str) -> Account:
    try:
        account = db.session.get(Account, form.username(username))
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from None
    if account is None:
        raise click.ClickException(f"There is no account called {username}.")
    return account
