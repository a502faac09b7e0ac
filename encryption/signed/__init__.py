"""What can be verified of the protocol without any private key.

The server may import this package of `encryption` and nothing else: it opens no JWE
and holds no private key.
"""

from ..errors import ProtocolError
from . import key_log, limits, log_lines
from .base64url import b64u, unb64u
from .bundle import Bundle, read_bundle
from .bundle_row import find_bundle, read_renewals
from .canonical import from_canonical, to_canonical
from .chain import (
    chain_new,
    check_record,
    erase_record,
    first_head,
    is_erased,
    next_head,
    record_hash,
)
from .entry import entry_hash, entry_id, read_entry
from .envelope import message_sid, parse_session, signal_sid
from .forms import (
    is_checkpoint,
    is_count,
    is_hash,
    is_id,
    is_username,
    new_id,
    sha256_b64,
)
from .key_log import (
    check_consistency,
    check_inclusion,
    extend_log,
    leaf_hash,
    node_hash,
    root_of,
)
from .limits import (
    LAST_INDEX,
    LEEWAY_MS,
    MAX_BUNDLE,
    MAX_DIRECT_MEMBERS,
    MAX_ENTRY,
    MAX_INTEGER,
    MAX_LINE_BYTES,
    MAX_MEMBERS,
    MAX_MESSAGE,
    MAX_RENEWAL,
    MAX_SEALED,
    MAX_SESSION,
    MAX_SIGNAL,
    MAX_STATE,
)
from .log_lines import LogWriter
from .public_key import check_public, thumbprint
from .roster import Member, Roster, apply_entry
from .safety_number import fingerprint, safety_number

__all__ = [
    "LAST_INDEX",
    "LEEWAY_MS",
    "MAX_BUNDLE",
    "MAX_DIRECT_MEMBERS",
    "MAX_ENTRY",
    "MAX_INTEGER",
    "MAX_LINE_BYTES",
    "MAX_MEMBERS",
    "MAX_MESSAGE",
    "MAX_RENEWAL",
    "MAX_SEALED",
    "MAX_SESSION",
    "MAX_SIGNAL",
    "MAX_STATE",
    "Bundle",
    "LogWriter",
    "Member",
    "ProtocolError",
    "Roster",
    "apply_entry",
    "b64u",
    "chain_new",
    "check_consistency",
    "check_inclusion",
    "check_public",
    "check_record",
    "entry_hash",
    "entry_id",
    "erase_record",
    "extend_log",
    "find_bundle",
    "fingerprint",
    "first_head",
    "from_canonical",
    "is_checkpoint",
    "is_count",
    "is_erased",
    "is_hash",
    "is_id",
    "is_username",
    "key_log",
    "leaf_hash",
    "limits",
    "log_lines",
    "message_sid",
    "new_id",
    "next_head",
    "node_hash",
    "parse_session",
    "read_bundle",
    "read_entry",
    "read_renewals",
    "record_hash",
    "root_of",
    "safety_number",
    "sha256_b64",
    "signal_sid",
    "thumbprint",
    "to_canonical",
    "unb64u",
]
