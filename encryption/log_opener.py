"""Opening the sessions and messages of a verified log (PROTOCOL.md §7, §8, §11)."""

import time
from dataclasses import dataclass

from .keys import Keys, pair_of
from .log_erased import Deletions, Skipped, has_expired
from .log_file import BadLine
from .log_order import SessionOrder
from .message import Message, read_message
from .sealed import open_keys
from .session import Session, read_session
from .signed import Bundle, ProtocolError, Roster, b64u, message_sid
from .transcript import Transcript


@dataclass(frozen=True)
class Opened:
    """A message of a log with the record that carried it.

    `order` is `index-gap` or `out-of-order` where it was not this message's turn;
    `expired` says that its time is over, though the log still has it.
    """

    record: dict
    message: Message
    order: str | None = None
    expired: bool = False


def open_log_keys(
    transcript: Transcript,
    text: str,
    password: str,
    username: str | None = None,
    purpose: str = "password",
) -> Keys:
    """Open the sealed keys of a member, by default of the one who downloaded the log.

    Of purpose `recovery`, `password` is the recovery phrase.

    Raises ProtocolError of PROTOCOL.md §5, or `no-bundle`.
    """
    username = username or transcript.manifest["by"]
    bundles = transcript.bundles.get(username)
    if not bundles:
        raise ProtocolError("no-bundle", f"the log has none of {username}")
    # Mostly those of the newest. A copy from before a renewal opens what was then.
    oldest, *later = bundles
    for bundle in reversed(later):
        try:
            return _open_keys(text, password, purpose, bundle)
        except ProtocolError as error:
            if error.reason != "wrong-thumbprint":
                raise
    return _open_keys(text, password, purpose, oldest)


def _open_keys(text: str, password: str, purpose: str, bundle: Bundle) -> Keys:
    return open_keys(
        text=text,
        username=bundle.username,
        password=password,
        purpose=purpose,
        enc_thumbprint=bundle.enc_thumbprint,
        sig_thumbprint=bundle.sig_thumbprint,
    )


class LogOpener:
    """The sessions that are open, which are those of the roster in force."""

    def __init__(self, transcript: Transcript, keys: Keys) -> None:
        self._transcript = transcript
        self._keys = keys
        self._roster_head = ""
        self._sessions: dict[str, Session] = {}
        self._orders: dict[str, SessionOrder] = {}
        self._others: set[str] = set()
        self._announced: dict[str, Session] = {}
        self._deletions = Deletions(transcript.index)
        self.not_ours = 0

    def open(self, record: dict, line: int) -> Opened | None:
        """Open a record that the transcript has just taken, where it is a message.

        Raises ProtocolError of PROTOCOL.md §7 and §8; the next record can be opened.
        """
        roster = self._transcript.roster
        if roster.head != self._roster_head:
            # Sessions end with the roster they were made for.
            self._roster_head = roster.head
            self._sessions.clear()
            self._orders.clear()
            self._others.clear()
        if record["kind"] == "session":
            self._open_session(record)
        if record["kind"] != "message":
            return None
        opened = self._open_message(record, line)
        if opened is not None and opened.message.kind == "delete":
            self._deletions.take(record, opened.message.body)
        if opened is not None and opened.message.kind == "farewell":
            self._deletions.part(record, line)
        return opened

    def unexplained(self) -> list[BadLine]:
        """Name what was taken away, once the whole log was read."""
        erased = []
        for one in self._transcript.erased:
            # Why something went before we joined is not for us to read.
            if self._is_member(one.roster):
                erased.append(one)
            else:
                self.not_ours += 1
        return self._deletions.judge(erased, self._announced.get)

    def _is_member(self, roster: Roster) -> bool:
        return any(pair_of(self._keys, one.enc) for one in roster.members)

    def _open_session(self, record: dict) -> None:
        sid = record["id"]
        try:
            session = read_session(
                text=record["data"],
                keys=self._keys,
                room=record["room"],
                sid=sid,
                sender=record["sender"],
                roster=self._transcript.roster,
            )
        except ProtocolError as error:
            if error.reason == "no-key" and not self._is_member(
                self._transcript.roster
            ):
                self._others.add(sid)
                return
            raise
        self._sessions[sid] = self._announced[sid] = session
        self._orders[sid] = SessionOrder(session.start, *self._counts())

    def _counts(self) -> tuple[int, int]:
        return self._transcript.unplaced, len(self._transcript.erased)

    def _open_message(self, record: dict, line: int) -> Opened | None:
        named = message_sid(record["data"])
        sid = named["sid"]
        if sid in self._others:
            self.not_ours += 1
            return None
        try:
            message = self._read_message(record, sid)
        except ProtocolError:
            if sid in self._orders:
                self._orders[sid].pass_over(named["idx"], *self._counts())
            raise
        order = self._orders[sid].take(message.idx, *self._counts())
        if skipped := self._orders[sid].maybe_erased:
            self._deletions.skip(Skipped(line, sid, skipped))
        expire, now = self._transcript.roster.expire, time.time_ns() // 1_000_000
        return Opened(
            record, message, order, has_expired(record, expire, message.time, now)
        )

    def _read_message(self, record: dict, sid: str) -> Message:
        index = self._transcript.index
        if sid not in self._sessions and index.session_roster(sid) != self._roster_head:
            raise ProtocolError("stale-session")
        message = read_message(
            text=record["data"],
            session=self._sessions.get(sid),
            id=record["id"],
            sender=record["sender"],
            room=record["room"],
            roster_head=self._roster_head,
        )
        seen = message.seen
        known = index.head(seen["seq"])
        if seen["seq"] >= record["seq"] or (
            known is not None and b64u(known) != seen["head"]
        ):
            raise ProtocolError("bad-seen")
        if not index.is_new_index(sid, message.idx):
            raise ProtocolError("replayed")
        return message
