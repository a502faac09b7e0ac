"""Checks that stop more than one attack."""

from __future__ import annotations

from tests.malicious.attack import Check


def message_check(source: str, does: str) -> Check:
    """Name a check of one statement in the reader of messages."""
    return Check("static/js/crypto/message.js", source, "", does)


def session_check(source: str, does: str) -> Check:
    """Name a check of one statement in the reader of sessions."""
    return Check("static/js/crypto/session.js", source, "", does)


def roster_check(source: str, does: str, instead: str = "") -> Check:
    """Name a check in the reader of rosters."""
    return Check("static/js/crypto/roster.js", source, instead, does)


SIGNER = Check(
    "static/js/crypto/jws.js",
    'if (jws.kid !== thumbprint) throw new ProtocolError("unknown-key")',
    "",
    "what is signed names the key of its signer",
)

LOGGED = Check(
    "static/js/session/key_log.js",
    "if (!await this.#includes(hash, username)) "
    'throw new Failure("not-logged", { username })',
    "",
    "a bundle that is used is in the key log",
)

LOGGED_FOR = Check(
    "static/js/session/key_log.js",
    "if (entry?.bundle !== bundle || entry.username !== username) "
    'throw new Failure("bad-log-proof")',
    "",
    "the entry that is proven is this bundle's, and this person's",
)

INNER_SENDER = message_check(
    'if (payload.sender !== sender) throw new ProtocolError("wrong-sender")',
    "a message was signed in the name of the record's sender",
)

INNER_INDEX = message_check(
    'if (payload.idx !== idx) throw new ProtocolError("wrong-index")',
    "a message was signed for the index that opens it",
)

LAST_INDEX = Check(
    "static/js/crypto/message_key.js",
    "if (!Number.isSafeInteger(idx) || idx < start || idx > LAST_INDEX) {",
    "if (!Number.isSafeInteger(idx) || idx < start) {",
    "an index is one of a session's hundred",
)

MET_BEFORE = Check(
    "static/js/session/reader.js",
    "if ((met.get(idx) ?? seq) !== seq || (this.#ids.get(id) ?? seq) !== seq) "
    'return "replayed"',
    "",
    "neither index nor id was met in another record",
)

SEEN = Check(
    "static/js/session/reader.js",
    'if (seen.seq >= seq || (known && known !== seen.head)) return "bad-seen"',
    "",
    "what a sender had seen is what is shown here",
)

KNOWN_HEAD = Check(
    "static/js/session/transcript.js",
    'if (known && known !== head) throw new Failure("bad-chain")',
    "",
    "behind a record stands the head that was verified there",
    # What is kept for the next visit is held against it once more.
    also=(
        (
            "static/js/session/position.js",
            "if (kept && (headAt(kept.seq) ?? kept.head) !== kept.head) "
            'throw new Failure("bad-chain")',
            "",
        ),
    ),
)

COMPUTED_HEAD = Check(
    "static/js/session/transcript.js",
    "if (heads.some((head, place) => head !== run[place].head)) "
    'throw new Failure("bad-chain")',
    "",
    "every head is the one computed from the record",
)
