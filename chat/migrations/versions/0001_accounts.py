"""Accounts, keys, logins and account data.

Revision: 0001, the first
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("salt", sa.String(22), nullable=False),
        sa.Column("secret_salt", sa.LargeBinary(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("store", sa.String(7), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("username", name="pk_accounts"),
    )
    op.create_table(
        "keys",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        _account("keys"),
        sa.PrimaryKeyConstraint("username", name="pk_keys"),
    )
    op.create_table(
        "logins",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        _account("logins"),
        sa.PrimaryKeyConstraint("id", name="pk_logins"),
    )
    op.create_index("ix_logins_username", "logins", ["username"])
    op.create_table(
        "states",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        _account("states"),
        sa.PrimaryKeyConstraint("username", name="pk_states"),
    )


def downgrade() -> None:
    for table in ("states", "logins", "keys", "accounts"):
        op.drop_table(table)


def _account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["username"], ["accounts.username"], name=f"fk_{table}_username"
    )
