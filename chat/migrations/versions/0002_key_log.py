"""The key log, with the bundles stored so far, and earlier bundles.

Revision: 0002, after 0001
"""

import base64
import hashlib
import json
import time

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "earlier_bundles",
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["accounts.username"], name="fk_earlier_bundles_username"
        ),
        sa.PrimaryKeyConstraint("username", "n", name="pk_earlier_bundles"),
    )
    key_log = op.create_table(
        "key_log",
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("bundle", sa.String(43), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index", name="pk_key_log"),
        sa.UniqueConstraint("bundle", name="uq_key_log_bundle"),
    )
    key_log_size = op.create_table(
        "key_log_size",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_key_log_size"),
    )
    rows = _stored()
    op.bulk_insert(key_log, rows)
    op.bulk_insert(key_log_size, [{"id": 1, "size": len(rows)}])


def downgrade() -> None:
    for table in ("key_log_size", "key_log", "earlier_bundles"):
        op.drop_table(table)


def _stored() -> list[dict]:
    """Make entries of the bundles stored so far, in the order of their accounts."""
    accounts = sa.table("accounts", sa.column("username"), sa.column("time"))
    keys = sa.table("keys", sa.column("username"), sa.column("bundle"))
    statement = (
        sa.select(keys.c.username, keys.c.bundle)
        .join(accounts, accounts.c.username == keys.c.username)
        .order_by(accounts.c.time, accounts.c.username)
    )
    # When they came into the log, which is not when the accounts were made.
    now = time.time_ns() // 1_000_000
    return [
        _row(index, username, bundle, now)
        for index, (username, bundle) in enumerate(op.get_bind().execute(statement))
    ]


def _row(index: int, username: str, bundle: str, now: int) -> dict:
    # Written out here (PROTOCOL.md §17): a migration stays as it was.
    digest = hashlib.sha256(bundle.encode()).digest()
    entry = {
        "bundle": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "time": now,
        "username": username,
    }
    text = json.dumps(entry, separators=(",", ":"), sort_keys=True).encode()
    leaf = hashlib.sha256(b"\x00" + text).digest()
    return {"index": index, "leaf": leaf, **entry}
