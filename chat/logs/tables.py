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
    false,
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
    Column("expire", BigInteger, nullable=False, server_default="0"),
    Column("roster_n", BigInteger, nullable=False),
    Column("roster_head", HASH, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("messages", BigInteger, nullable=False),
    Column("time", BigInteger),
)

# Everybody whom a roster has named; `present` are the members. `joined` is the `seq`
# of the entry that added them: it orders a roster's members by standing. `lost` are
# members by keys that they have lost (losing.py): the room is closed to them.
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
    Column("lost", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("room", "username"),
    Index("ix_members_username", "username", "present"),
)

# `head` is the room's head behind the record, `before` the one in front of it: where
# messages are not kept, a log file states the head behind the stretch (PROTOCOL §11).
# `erased` is the hash of a record whose `data` is gone (§10.1), `expires` when that is
# to happen, and `takes_back` the `seq` of the record that a message had erased: 0 of a
# farewell, which had all of its sender's erased in front of it.
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
    Column("erased", HASH),
    Column("expires", BigInteger),
    Column("takes_back", BigInteger),
    PrimaryKeyConstraint("room", "seq"),
    UniqueConstraint("room", "id"),
)

# Of the few records that wait for their end, so that the rest costs nothing.
waning = Index(
    "ix_records_expires",
    records.c.expires,
    sqlite_where=records.c.expires.is_not(None),
    postgresql_where=records.c.expires.is_not(None),
)

# Files, by the room in whose chat they are: what is uploaded, in chunks that lie beside
# the database under their hashes. `until` is when the row goes: of an upload that was
# not finished, of a file that is only relayed or in a room with a timer.
files = Table(
    "files",
    metadata,
    Column("room", ID, nullable=False),
    Column("id", ID, nullable=False),
    Column("sender", USERNAME, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("until", BigInteger),
    PrimaryKeyConstraint("room", "id"),
    Index("ix_files_sender", "sender"),
    Index("ix_files_until", "until"),
)

chunks = Table(
    "chunks",
    metadata,
    Column("room", ID, nullable=False),
    Column("id", ID, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    PrimaryKeyConstraint("room", "id", "n"),
    Index("ix_chunks_hash", "hash"),
)

# Hashes of chunks that no file has any more, until they are off the disk, too.
leavings = Table("leavings", metadata, Column("hash", String(64), primary_key=True))

# The version of these tables, so that an older program refuses a newer log.
versions = Table("versions", metadata, Column("version", BigInteger, nullable=False))
VERSION = 4
