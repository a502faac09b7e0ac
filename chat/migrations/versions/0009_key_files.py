"""The key files of accounts.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing to fill it with: only a browser can make a file.
    op.create_table(
        "key_files",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("salt", sa.String(22), nullable=False),
        sa.Column("secret_salt", sa.LargeBinary(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["accounts.username"], name="fk_key_files_username"
        ),
        sa.PrimaryKeyConstraint("username", name="pk_key_files"),
    )


def downgrade() -> None:
    op.drop_table("key_files")
