"""The tables of the encrypted log, in SQL that SQLite and PostgreSQL both speak."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

ID = String(22)
HASH = String(43)
USERNAME = String(32)

# One row per room: what its roster says of it, and how far its count has come.
# `direct` names the two people of a direct chat, so that there is one per pair.
rooms = Table(
    "rooms",
    metadata,
    Column("room", ID, primary_key=True),
    Column("kind", String(6), nullable=False),
    Column("direct", String(65), unique=True),
    Column("creator", USERNAME, nullable=False),
    Column("log", Boolean, nullable=False),
    Column("roster_n", BigInteger, nullable=False),
    Column("roster_head", HASH, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("messages", BigInteger, nullable=False),
    Column("time", BigInteger),
)

# Everybody whom a roster has named; `present` are the members. `joined` is the `seq`
# of the entry that added them: it orders a roster's members by standing.
members = Table(
    "members",
    metadata,
    Column("room", ID, nullable=False),
    Column("username", USERNAME, nullable=False),
    Column("role", String(6), nullable=False),
    Column("enc", HASH, nullable=False),
    Column("sig", HASH, nullable=False),
    Column("joined", BigInteger, nullable=False),
    Column("present", Boolean, nullable=False),
    PrimaryKeyConstraint("room", "username"),
    Index("ix_members_username", "username", "present"),
)

# `head` is the room's head behind the record, `before` the one in front of it: where
# messages are not kept, a log file states the head behind the stretch (PROTOCOL §11).
records = Table(
    "records",
    metadata,
    Column("room", ID, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", String(7), nullable=False),
    Column("id", ID, nullable=False),
    Column("sender", USERNAME, nullable=False),
    Column("time", BigInteger, nullable=False),
    Column("data", Text, nullable=False),
    Column("before", LargeBinary, nullable=False),
    Column("head", LargeBinary, nullable=False),
    PrimaryKeyConstraint("room", "seq"),
    UniqueConstraint("room", "id"),
)

# The version of these tables, so that an older program refuses a newer log.
versions = Table("versions", metadata, Column("version", BigInteger, nullable=False))
VERSION = 1
