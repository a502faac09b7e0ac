"""The whole scheme, in the order in which an account comes to read a message.

1. An account has two RSA-3072 key pairs: `enc` unwraps keys (RSA-OAEP-256), `sig` signs
   (PS256): `generate_keys`, `import_keys`. Its public halves are a **bundle**, a JWS
   signed by itself: `make_bundle`, `read_bundle`. Old keys vouch for new ones in a
   **renewal**: `make_renewal`, `read_renewals`.
2. The server sees a **login secret** instead of the password: `login_secret`. The
   private keys rest with it **sealed** under the password (PBES2, A256CBC-HS512):
   `seal_keys`, `open_keys`, and under another one since: `reseal_keys`. New keys
   take their place by `renew_keys`, which keeps the old ones beside them. The way back
   to them without the password is the **recovery phrase**: `new_phrase`, `read_phrase`,
   `recovery_secret`; or the **key file**: `make_key_file`, `open_key_file`,
   `file_secret`; or a **passkey**: `seal_for_passkey`, `open_by_passkey`.
3. Who is in a room is its **roster**, a chain of signed entries: `make_entry`,
   `apply_entry`, `apply_entries`.
4. A sender begins a **session**: a chain of keys, encrypted with AES under a content
   key that RSA wraps for each member of the roster: `make_session`, `read_session`.
   Each message has its own key of the chain: `message_key`.
5. A **message** is a JWS, padded, in a JWE under that key: `make_message`,
   `message_sid`, `read_message`.
6. A **signal** says what is true only for a moment, under another key of the session:
   `signal_key`, `make_signal`, `signal_sid`, `read_signal`.
7. What a person has read, and whose keys they know, is their **account data**:
   `make_state`, `read_state`.
8. The server numbers a room's records and chains them: `first_head`, `record_hash`,
   `next_head`, `next_heads`, `check_record`.
9. It keeps **files** in chunks that are encrypted one by one: `padded_size`,
   `chunk_count`, `stored_size`, `new_file`, `make_chunk`, `read_chunk`, `file_hash`,
   `check_file`.
10. It enters every bundle in the **key log**, a Merkle tree: `check_inclusion`,
    `check_consistency`, `extend_log`.
11. What two people compare is their **safety number**: `safety_number`, `fingerprint`.

PROTOCOL.md has the exact bytes and refusals. `static/js/crypto/scheme.js` has the same
functions in the same order, in camel case.
"""

from collections.abc import Iterable

from .bundle import make_bundle
from .content import open_content
from .file import File, check_file, file_hash, make_chunk, new_file, read_chunk
from .key_file import KeyFile, make_key_file, open_key_file
from .keys import Keys, generate_keys, import_keys
from .message import Message, make_message, read_message
from .padding import pad, unpad
from .passkey import open_by_passkey, seal_for_passkey
from .password import file_secret, login_secret, new_salt, recovery_secret
from .phrase import new_phrase, read_phrase
from .renewal import make_renewal
from .renewing import renew_keys
from .roster import apply_entries, make_entry
from .sealed import open_keys, reseal_keys, seal_keys
from .session import Session, make_session, message_key, read_session, signal_key
from .signal import make_signal, read_signal
from .signed import (
    Bundle,
    Member,
    ProtocolError,
    Roster,
    apply_entry,
    check_consistency,
    check_inclusion,
    check_record,
    extend_log,
    fingerprint,
    first_head,
    message_sid,
    new_id,
    next_head,
    read_bundle,
    read_renewals,
    record_hash,
    safety_number,
    signal_sid,
)
from .signed.file_size import chunk_count, padded_size, stored_size
from .state import make_state, read_state


def next_heads(head: bytes, records: Iterable[dict]) -> list[bytes]:
    """Return the head behind each of some records in a row."""
    heads = []
    for record in records:
        head = next_head(head, record)
        heads.append(head)
    return heads


__all__ = [
    "Bundle",
    "File",
    "KeyFile",
    "Keys",
    "Member",
    "Message",
    "ProtocolError",
    "Roster",
    "Session",
    "apply_entries",
    "apply_entry",
    "check_consistency",
    "check_file",
    "check_inclusion",
    "check_record",
    "chunk_count",
    "extend_log",
    "file_hash",
    "file_secret",
    "fingerprint",
    "first_head",
    "generate_keys",
    "import_keys",
    "login_secret",
    "make_bundle",
    "make_chunk",
    "make_entry",
    "make_key_file",
    "make_message",
    "make_renewal",
    "make_session",
    "make_signal",
    "make_state",
    "message_key",
    "message_sid",
    "new_file",
    "new_id",
    "new_phrase",
    "new_salt",
    "next_head",
    "next_heads",
    "open_by_passkey",
    "open_content",
    "open_key_file",
    "open_keys",
    "pad",
    "padded_size",
    "read_bundle",
    "read_chunk",
    "read_message",
    "read_phrase",
    "read_renewals",
    "read_session",
    "read_signal",
    "read_state",
    "record_hash",
    "recovery_secret",
    "renew_keys",
    "reseal_keys",
    "safety_number",
    "seal_for_passkey",
    "seal_keys",
    "signal_key",
    "signal_sid",
    "stored_size",
    "unpad",
]
