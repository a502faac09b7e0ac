"""The server's own limits on requests; those on objects are in PROTOCOL.md §2."""

# A whole room of 256 in one request: 256 entries of at most 4 096 characters, as JSON.
MAX_BODY = 2 * 1024 * 1024
MAX_ENTRIES = 256

# One page of records, and what is given when nothing is asked (PROTOCOL.md §13).
MAX_PAGE = 200
PAGE = 50
MAX_IDS = 50

# How many entries of the key log are given at once (PROTOCOL.md §13).
MAX_LOG_ENTRIES = 1_000

# How many bundles one account may ever have: renewing keys once a year for a lifetime.
# All of them are given with every room, and each makes the key log longer for good.
MAX_BUNDLES = 32

# One packet of the socket: a session announcement of 262 144 characters, and room for
# the JSON around it, where each of its quotation marks takes two characters.
MAX_PACKET = 512 * 1024

# How many ids of messages that are not kept (a room whose log is off) are remembered,
# in memory, so that a repeated send is not relayed twice.
MAX_RECENT = 20_000

# How many rooms, and their rosters, are kept in memory; and how many members and
# sessions of theirs the log remembers, of some hundred bytes each.
MAX_CACHED_ROOMS = 20_000
MAX_REMEMBERED = 200_000
