"""Which browser a login is in, and when it was last used.

Revision: 0005, after 0004
"""

import time

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nobody is logged out by the update: those that there are count as used now.
    now = str(time.time_ns() // 1_000_000)
    for name in ("browser", "system"):
        column = sa.Column(
            name, sa.String(16), nullable=False, server_default="other"
        )
        op.add_column("logins", column)
    op.add_column(
        "logins",
        sa.Column("seen", sa.BigInteger(), nullable=False, server_default=now),
    )
    with op.batch_alter_table("logins") as logins:
        logins.alter_column("seen", server_default=None)


def downgrade() -> None:
    for name in ("seen", "system", "browser"):
        op.drop_column("logins", name)
