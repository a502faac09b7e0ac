"""Accounts that were deleted, and what others need of them.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "departed",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("username", name="pk_departed"),
    )
    op.create_table(
        "departed_bundles",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["departed.username"], name="fk_departed_bundles_username"
        ),
        sa.PrimaryKeyConstraint("username", "n", name="pk_departed_bundles"),
    )


def downgrade() -> None:
    op.drop_table("departed_bundles")
    op.drop_table("departed")
