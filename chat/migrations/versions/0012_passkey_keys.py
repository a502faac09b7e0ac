"""Keys that are sealed for passkeys.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing to fill it with: only a browser can seal.
    op.add_column("passkeys", sa.Column("sealed", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("passkeys", "sealed")
