"""What is left of bundles that are only held.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing to fill it with: of the bundles held so far no thumbprint is known. Who
    # brings one again begins the row.
    op.create_table(
        "held_keys",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bundle", sa.String(43), nullable=False),
        sa.Column("enc", sa.String(43), nullable=False),
        sa.Column("sig", sa.String(43), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["accounts.username"], name="fk_held_keys_username"
        ),
        sa.PrimaryKeyConstraint("username", "n", name="pk_held_keys"),
    )


def downgrade() -> None:
    op.drop_table("held_keys")
