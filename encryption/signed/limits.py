"""The limits of PROTOCOL.md §2, in characters unless another unit is named."""

MAX_BUNDLE = 4_096
MAX_RENEWAL = 1_536
MAX_SEALED = 262_144
MAX_ENTRY = 4_096
MAX_SESSION = 262_144
MAX_MESSAGE = 98_304
MAX_STATE = 98_304
MAX_SIGNAL = 8_192

MAX_MEMBERS = 256
MAX_DIRECT_MEMBERS = 2

MAX_TEXT_BYTES = 16_384
MAX_TITLE_CODE_POINTS = 80
MAX_EMOJI_BYTES = 64

MAX_FILES = 10
MAX_FILE_NAME_BYTES = 255
MAX_TYPE = 127
MAX_PREVIEW_BYTES = 1_500
MAX_WAVEFORM_BYTES = 64
MAX_PIXELS = 65_535
# Chunks of a file (§20): 64 GiB of them.
MAX_CHUNKS = 65_536

LAST_INDEX = 99

# The longest timer of a room (§6), in seconds: a year.
MAX_EXPIRE = 31_536_000
# How much earlier than due a record may be erased (§10), in milliseconds.
LEEWAY_MS = 3_600_000

MAX_LINE_BYTES = 524_288

# The largest integer that every JSON library keeps exactly (§1.1).
MAX_INTEGER = 2**53 - 1
