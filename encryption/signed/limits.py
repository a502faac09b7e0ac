"""The limits of PROTOCOL.md §2, in characters unless another unit is named."""

MAX_BUNDLE = 4_096
MAX_SEALED = 16_384
MAX_ENTRY = 4_096
MAX_SESSION = 262_144
MAX_MESSAGE = 98_304
MAX_STATE = 98_304

MAX_MEMBERS = 256
MAX_DIRECT_MEMBERS = 2

MAX_TEXT_BYTES = 16_384
MAX_TITLE_CODE_POINTS = 80

LAST_INDEX = 99

MAX_LINE_BYTES = 524_288

# The largest integer that every JSON library keeps exactly (§1.1).
MAX_INTEGER = 2**53 - 1
