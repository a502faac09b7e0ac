"""Second factors of accounts, and the logins that wait for them.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "totps",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("salt", sa.String(22), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["accounts.username"], name="fk_totps_username"
        ),
        sa.PrimaryKeyConstraint("username", name="pk_totps"),
    )
    op.create_table(
        "one_time_codes",
        sa.Column("hash", sa.String(43), nullable=False),
        sa.Column("username", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["accounts.username"], name="fk_one_time_codes_username"
        ),
        sa.PrimaryKeyConstraint("hash", name="pk_one_time_codes"),
    )
    op.create_index("ix_one_time_codes_username", "one_time_codes", ["username"])
    op.create_table(
        "pending_logins",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("proven", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["accounts.username"], name="fk_pending_logins_username"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pending_logins"),
    )


def downgrade() -> None:
    op.drop_table("pending_logins")
    op.drop_table("one_time_codes")
    op.drop_table("totps")
