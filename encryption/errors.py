"""The one exception of the protocol, with its closed list of reasons."""

# PROTOCOL.md §15: the sentences are for developers and the log tool; the interface
# has a catalogue of its own.
SENTENCES = {
    "too-large": "The object is longer than the protocol allows.",
    "bad-shape": "The object does not have the parts, members or types it must have.",
    "bad-base64": "A part is not canonical base64url.",
    "bad-json": "A text is not canonical JSON.",
    "bad-header": "The protected header is not exactly the profile's.",
    "bad-version": "The object is of another version of the protocol.",
    "bad-key": "A key is not an RSA key of exactly the required form.",
    "unknown-key": "The signature names a key that is not the expected signer's.",
    "bad-signature": "The signature does not verify.",
    "bad-tag": "The ciphertext was altered or made with another key.",
    "bad-unwrap": "The wrapped content key cannot be opened.",
    "bad-padding": "The padding of the plaintext is not the protocol's.",
    "wrong-hash": "The file is not the one that the message names.",
    "bad-rounds": "The number of password rounds is outside the allowed range.",
    "bad-password": "The password does not open these keys.",
    "bad-phrase": "These are not the words of a recovery phrase.",
    "no-key": "Nothing in this object is encrypted to this key.",
    "no-session": "The session of this message was not announced.",
    "no-bundle": "The key bundle of the signer is not known.",
    "wrong-owner": "The object belongs to another account.",
    "wrong-purpose": "The keys were sealed for another purpose.",
    "wrong-thumbprint": "A thumbprint is not that of the expected key.",
    "wrong-room": "The object was made for another room.",
    "wrong-sender": "The object was made by another sender.",
    "wrong-session": "The object belongs to another session.",
    "wrong-index": "The index in the session is not the expected one.",
    "wrong-id": "The id inside is not the id outside.",
    "wrong-recipients": "The recipients are not exactly the members of the room.",
    "wrong-rev": "The account data is of another revision than it was filed under.",
    "wrong-salt": "The keys were sealed beside another salt of the login secret.",
    "not-renewed": "The old keys do not vouch for the new ones.",
    "stale-bundle": "The key bundle is older than one seen before.",
    "key-changed": "The keys are others than the ones pinned.",
    "superseded-key": "The roster names keys that were renewed since.",
    "lost-key": "The roster names keys that were given up for others.",
    "index-gap": "Messages of the session are missing in front of this one.",
    "out-of-order": "A later message of the session came before this one.",
    "erased": "A message was erased, and nothing says why.",
    "dropped": "A message that was acknowledged is not at its place.",
    "log-behind": "The key log is shorter than what was seen of it before.",
    "log-withheld": "The server does not give its key log.",
    "log-forked": "The key log does not continue what was seen of it before.",
    "bad-log-proof": "The proof does not lead to the root of the key log.",
    "bad-log-entries": "The entries do not make the root of the key log.",
    "not-logged": "The key log does not have the key bundle.",
    "foreign-key": "The key log has a bundle in this name that is not of this account.",
    "stale-session": "The session was made for another state of the roster.",
    "stale-state": "The account data is older than what was seen before.",
    "replayed": "The object was met before.",
    "gap": "A record is missing.",
    "bad-chain": "The head of the room's hash chain is not the computed one.",
    "bad-seen": "The sender had seen another transcript than this one.",
    "bad-body": "The body of the message is not of the form of its kind.",
    "bad-roster-chain": "The roster entry does not continue the roster.",
    "not-member": "The person is not a member of the room.",
    "already-member": "The person is a member of the room already.",
    "not-entitled": "The signer may not make this roster entry.",
    "room-full": "The room has as many members as the protocol allows.",
    "bad-line": "The line is not the one that belongs here.",
    "bad-link": "The line does not continue the chain of lines.",
    "no-end": "The file ends without its last line.",
    "after-end": "Something stands behind the last line.",
}

REASONS = frozenset(SENTENCES)


class ProtocolError(Exception):
    """Something received breaks the protocol and was refused; nothing of it is used."""

    def __init__(self, reason: str, detail: str = "") -> None:
        if reason not in REASONS:
            raise ValueError(f"{reason!r} is not in the closed list of reasons")
        self.reason = reason
        self.detail = detail
        # The place in a list of roster entries, where the refused one came in a list.
        self.entry: int | None = None
        super().__init__(SENTENCES[reason] + (f" ({detail})" if detail else ""))
