"""The recovery phrases of accounts.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing to fill it with: only a browser can make a phrase.
    op.create_table(
        "recoveries",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("salt", sa.String(22), nullable=False),
        sa.Column("secret_salt", sa.LargeBinary(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["accounts.username"], name="fk_recoveries_username"
        ),
        sa.PrimaryKeyConstraint("username", name="pk_recoveries"),
    )


def downgrade() -> None:
    op.drop_table("recoveries")
