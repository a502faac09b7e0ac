"""What the logins of an account depend on, kept as it is while something is decided.

SQLite has one lock for all who write, and leaves out the clause that asks PostgreSQL
for one of the row: there, whoever changes the password or disables the account waits
until whoever asked here has committed.
"""

from sqlalchemy import Select, select

from chat.models import Account


def standing(username: str) -> Select:
    """Select whether an account is disabled, and its stored secret, and lock them."""
    return (
        select(Account.disabled, Account.secret_hash)
        .where(Account.username == username)
        .with_for_update(read=True)
    )
