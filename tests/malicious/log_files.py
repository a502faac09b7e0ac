"""Attacks on downloaded logs, which a server writes as it likes, links and all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from encryption.signed import erase_record, record_hash
from tests.actors import Actor, Wire
from tests.evil_server import chained
from tests.logs import lines_of, write
from tests.malicious import forge
from tests.malicious.attack import SERVER, SERVER_AND_MEMBER, TOOL, Check, attack
from tests.malicious.stage import Stage

# Those of the record that is refused; what is sealed with it cannot be opened either.
NO_SESSION = ("no-session",)


class Download:
    """A chat of Alice, Bob and Mallory, and the file that a server makes of it."""

    def __init__(self, stage: Stage) -> None:
        self.alice, self.bob, self.mallory = map(Actor, ("alice", "bob", "mallory"))
        self.others = (self.bob, self.mallory)
        self.wire = self._chat()
        stage.victim.read(self.file())
        stage.victim.reads("hello from Mallory", "hello from Bob")

    def _chat(self) -> Wire:
        wire = Wire()
        wire.found(self.alice, *self.others)
        wire.say(self.mallory, "hello from Mallory", self.alice, self.bob)
        wire.say(self.bob, "hello from Bob", self.alice, self.mallory)
        return wire

    def another_chat(self) -> Wire:
        """Make another chat of the same people."""
        return self._chat()

    def rewritten(self, lie: Callable[[list[dict]], list[dict]]) -> None:
        """Let the server number and chain other records than there are."""
        records = [shown["record"] for shown in self.wire.shown]
        self.wire.shown = chained(self.wire.room, lie(records))

    def file(self, missing: tuple[int, ...] = ()) -> list[bytes]:
        """Return the lines of the file."""
        return write(lines_of(self.wire, self.alice, *self.others, missing=missing))


@attack(
    has=SERVER,
    does="splices a session and a message of another chat in, chained anew",
    refused="the session, and what was sealed in it",
    reason="wrong-room",
    check=Check(
        "encryption/session.py",
        '    if payload["room"] != room:\n        raise ProtocolError("wrong-room")\n',
        "",
        "a session was announced for this chat",
    ),
    victims=(TOOL,),
    besides=NO_SESSION,
)
def log_with_a_spliced_session(stage: Stage) -> Iterator[None]:
    download = Download(stage)
    yield
    room = download.wire.room
    spliced = [
        {**shown["record"], "room": room}
        for shown in download.another_chat().shown
        if shown["record"]["kind"] != "roster"
    ][-2:]
    download.rewritten(lambda records: [*records, *spliced])
    stage.victim.read(download.file())


@attack(
    has=SERVER,
    does="writes a message of Mallory's under Bob's name",
    refused="the message",
    reason="wrong-sender",
    check=Check(
        "encryption/message.py",
        "    if session.sender != sender:\n"
        '        raise ProtocolError("wrong-sender")\n',
        "",
        "a message's session is of the record's sender",
        also=(("encryption/message.py", '("sender", sender, "wrong-sender"),', ""),),
    ),
    victims=(TOOL,),
)
def log_with_a_message_under_another_name(stage: Stage) -> Iterator[None]:
    download = Download(stage)
    yield
    wire = download.wire
    wire.say(download.mallory, "forged", download.alice)
    download.rewritten(lambda rs: [*rs[:-1], {**rs[-1], "sender": "bob"}])
    stage.victim.read(download.file())


@attack(
    has=SERVER,
    does="leaves a message out, and says that it was not kept",
    refused="the file",
    reason="gap",
    check=Check(
        "encryption/transcript.py",
        "if self.roster is None or self.roster.log:",
        "if self.roster is None:",
        "nothing is missing while the log is on",
    ),
    victims=(TOOL,),
)
def log_with_an_unexplained_gap(stage: Stage) -> Iterator[None]:
    download = Download(stage)
    yield
    stage.victim.read(download.file(missing=(5,)))


@attack(
    has=SERVER,
    does="leaves a message out, and numbers and chains the rest anew",
    refused="what Bob wrote later, who had seen it",
    reason="bad-seen",
    check=Check(
        "encryption/log_opener.py",
        'raise ProtocolError("bad-seen")',
        "pass",
        "what a sender had seen is what stands in the file",
    ),
    victims=(TOOL,),
)
def log_with_a_message_left_out(stage: Stage) -> Iterator[None]:
    download = Download(stage)
    wire = download.wire
    wire.say(download.mallory, "left out", download.alice, download.bob)
    wire.say(download.bob, "forged", download.alice)
    yield
    download.rewritten(lambda records: [*records[:-2], records[-1]])
    stage.victim.read(download.file())


@attack(
    has=SERVER,
    does="cuts the file off behind a line",
    refused="the file",
    reason="no-end",
    check=Check(
        "encryption/log_file.py",
        'if before != "end":\n'
        '        raise BadLine(number + 1, ProtocolError("no-end"))',
        "pass",
        "the last line says that it is the last",
    ),
    victims=(TOOL,),
)
def log_cut_off(stage: Stage) -> Iterator[None]:
    download = Download(stage)
    yield
    stage.victim.read(download.file()[:-1])


@attack(
    has=SERVER,
    does="swaps two lines of the file, each with the number of its new place",
    refused="the file",
    reason="bad-link",
    check=Check(
        "encryption/log_file.py",
        'if claimed != b64u(link):\n        raise ProtocolError("bad-link")',
        "pass",
        "a line's link follows from those before it",
    ),
    victims=(TOOL,),
)
def log_with_lines_swapped(stage: Stage) -> Iterator[None]:
    download = Download(stage)
    yield
    lines = download.file()
    one, two = lines[1], lines[2]
    lines[1] = two.replace(b'"line":3', b'"line":2')
    lines[2] = one.replace(b'"line":2', b'"line":3')
    stage.victim.read(lines)


@attack(
    has=SERVER_AND_MEMBER,
    does="writes that Bob added Carol, by an entry that Mallory signed",
    refused="the file",
    reason="unknown-key",
    check=Check(
        "encryption/signed/jws.py",
        'if jws.kid != thumbprint(jwk):\n        raise ProtocolError("unknown-key")',
        "pass",
        "what is signed names the key of its signer",
    ),
    victims=(TOOL,),
)
def log_with_a_ghost(stage: Stage) -> Iterator[None]:
    download = Download(stage)
    yield
    mallory, roster = download.mallory, download.mallory.view(download.wire.room).roster
    subject = Actor("carol").signer.subject
    text = forge.entry(mallory.signer, roster, "add", by="bob", subject=subject)
    ghost = forge.roster_record(download.bob.signer, text)
    download.rewritten(lambda records: [*records, ghost])
    stage.victim.read(download.file())


@attack(
    has=SERVER,
    does="erases a message that nobody took back",
    refused="nothing: its line is named",
    reason="erased",
    check=Check(
        "encryption/log_erased.py",
        'bad.append(BadLine(one.line, ProtocolError("erased")))',
        "pass",
        "something explains each erased message",
    ),
    victims=(TOOL,),
)
def log_with_an_erased_message(stage: Stage) -> Iterator[None]:
    download = Download(stage)
    yield
    download.rewritten(lambda records: [*records[:-1], erase_record(records[-1])])
    stage.victim.read(download.file())


@attack(
    has=SERVER_AND_MEMBER,
    does="erases a message of Bob's as one of Mallory's, who took it back",
    refused="nothing: the line of Bob's next message is named",
    reason="index-gap",
    check=Check(
        "encryption/log_erased.py",
        "if any((sid, idx) not in places for idx in indices):",
        "if False:",
        "a message that was taken back has a place among its sender's",
    ),
    victims=(TOOL,),
)
def log_with_a_message_erased_as_one_of_another(stage: Stage) -> Iterator[None]:
    download = Download(stage)
    yield
    alice, bob, mallory, wire = download.alice, *download.others, download.wire
    gone = wire.say(bob, "erased", alice, mallory)
    wire.say(bob, "what came after", alice, mallory)
    session, free = mallory.view(wire.room).own
    mallory.view(wire.room).own = (session, free + 1)
    body = {"hash": record_hash(gone), "idx": free, "seq": gone["seq"]}
    body |= {"sid": session.sid, "target": gone["id"]}
    wire.say(mallory, "", alice, bob, kind="delete", body=body)
    stays = {**erase_record(gone), "sender": mallory.username}
    download.rewritten(
        lambda records: [stays if one["id"] == gone["id"] else one for one in records]
    )
    stage.victim.read(download.file())
