"""Attacks on signals, which are true only for a moment, and with what is not one."""

from __future__ import annotations

from collections.abc import Iterator

from encryption.crypto_utils import make_signal
from tests.factories import now
from tests.malicious.attack import PYTHON, SERVER, SERVER_AND_MEMBER, Check, attack
from tests.malicious.stage import Stage

MET = ("positions", "sessions")
SIGNAL = "encryption/signal.py"


def typing(stage: Stage, n: int) -> str:
    """Let Bob signal that he is writing."""
    session, _ = stage.bob.view(stage.room).own
    return make_signal(
        keys=stage.bob.keys, session=session, n=n, kind="typing", time=now()
    )


@attack(
    has=SERVER,
    does="stores a signal of Bob's, and shows it as a message",
    refused="the message",
    reason="bad-header",
    check=Check(
        "static/js/crypto/message.js",
        'return hasMembers(header, "alg", "enc", "idx", "sid", "typ")\n'
        "    && header.alg === ALG && header.enc === ENC && header.typ === TYP\n"
        "    && isCount(header.idx) && isId(header.sid)",
        "return true",
        "an envelope's header is that of a message",
    ),
    moves=MET,
)
def signal_as_a_message(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.bob.write(stage.room, "forged")
    stage.show(letter.record(typing(stage, 0)))
    stage.visit()


@attack(
    has=SERVER,
    does="passes a message of Bob's on as a signal",
    refused="the signal, without a word",
    reason="bad-header",
    check=Check(
        "encryption/signed/envelope.py",
        "return parse_compact(text, MAX_SIGNAL, 0, SIGNAL_HEADER)",
        "return parse_compact(text, MAX_SIGNAL, 0, MESSAGE_HEADER)",
        "an envelope's header is that of a signal",
    ),
    victims=(PYTHON,),
)
def message_as_a_signal(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.bob.write(stage.room, "forged")
    stage.victim.hear(stage.room, stage.bob.username, letter.sealed())


@attack(
    has=SERVER,
    does="passes a signal of Bob's on a second time",
    refused="the signal, without a word",
    reason="replayed",
    check=Check(
        SIGNAL,
        'if last is not None and payload["n"] <= last:',
        "if False:",
        "a signal is newer than those met before",
    ),
    victims=(PYTHON,),
)
def signal_replayed(stage: Stage) -> Iterator[None]:
    stage.meet()
    signal = typing(stage, 3)
    stage.victim.hear(stage.room, stage.bob.username, signal)
    yield
    stage.victim.hear(stage.room, stage.bob.username, signal)


@attack(
    has=SERVER_AND_MEMBER,
    does="passes a signal of Bob's on as Mallory's",
    refused="the signal, without a word",
    reason="wrong-sender",
    check=Check(
        SIGNAL,
        "    if session.sender != sender:\n"
        '        raise ProtocolError("wrong-sender")\n',
        "",
        "a signal's session is of whom the server names",
        also=(
            (
                SIGNAL,
                '        ("sender", sender, "wrong-sender"),\n',
                "",
            ),
        ),
    ),
    victims=(PYTHON,),
)
def signal_under_another_name(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.victim.hear(stage.room, stage.mallory.username, typing(stage, 3))
