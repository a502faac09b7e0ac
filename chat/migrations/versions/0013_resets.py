"""Codes by which accounts begin anew, and the keys that were lost so.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reset_codes",
        sa.Column("hash", sa.String(43), nullable=False),
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["accounts.username"], name="fk_reset_codes_username"
        ),
        sa.PrimaryKeyConstraint("hash", name="pk_reset_codes"),
    )
    op.create_index("ix_reset_codes_username", "reset_codes", ["username"])
    op.create_table(
        "lost_keys",
        sa.Column("sig", sa.String(43), nullable=False),
        sa.Column("username", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["accounts.username"], name="fk_lost_keys_username"
        ),
        sa.PrimaryKeyConstraint("username", "sig", name="pk_lost_keys"),
    )


def downgrade() -> None:
    op.drop_table("lost_keys")
    op.drop_table("reset_codes")
