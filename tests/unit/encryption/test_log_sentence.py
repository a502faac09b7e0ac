"""What messages say in a log that is read as text."""

import pytest

from encryption.log_opener import Opened
from encryption.log_sentence import Sentences
from encryption.message import Message
from tests.vectors.bodies import DELETE, FILE, REACTION, files
from tests.vectors.world import MESSAGE_ID, SID


def opened(kind, body, sender="alice", known=True, reply_to=None, identity="answer"):
    """Make a message as the opener gives it."""
    message = Message(
        idx=0,
        kind=kind,
        body=body,
        seen={"head": "", "seq": 0},
        time=0,
        reply_to=reply_to,
        log=None,
        known=known,
    )
    return Opened({"id": identity, "sender": sender}, message)


@pytest.fixture
def sentences():
    """Alice has said hello."""
    sentences = Sentences()
    sentences.of(opened("text", {"text": "Hello,\nBob"}, identity=MESSAGE_ID))
    return sentences


ABOUT = "“Hello, Bob” of alice"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (opened("text", {"text": "one\ntwo"}), ": one\n    two"),
        (
            opened("text", {"text": "yes"}, reply_to=MESSAGE_ID),
            f", answering {ABOUT}: yes",
        ),
        (opened("text", {"text": "x", "forwarded": True}), " (forwarded): x"),
        (opened("title", {"text": "Home"}), ' named the chat "Home"'),
        (
            opened("file", files(FILE)),
            " sent “Plan é.pdf” (application/pdf, 123456 bytes)",
        ),
        (
            opened("file", files(FILE, text="page 2")),
            " sent “Plan é.pdf” (application/pdf, 123456 bytes): page 2",
        ),
        (
            opened("edit", {"target": MESSAGE_ID, "text": "Hi"}),
            f" changed {ABOUT} to: Hi",
        ),
        (
            opened("edit", {"target": MESSAGE_ID, "text": "Hi"}, "mallory"),
            f" tried to change {ABOUT}",
        ),
        (opened("delete", DELETE), f" deleted {ABOUT}"),
        (opened("delete", DELETE, "mallory"), f" tried to delete {ABOUT}"),
        (opened("reaction", REACTION, "bob"), f" reacted with 👍 to {ABOUT}"),
        (opened("reaction", {**REACTION, "on": False}), f" took 👍 off {ABOUT}"),
        (
            opened("reaction", {**REACTION, "target": SID}),
            " reacted with 👍 to a message that is not in this log",
        ),
        (
            opened("content", {}, known=False),
            " sent a “content”, written by a newer version",
        ),
    ],
)
def test_each_kind_has_its_sentence(sentences, said, sentence):
    """Both what is said and what it is about."""
    assert sentences.of(said) == sentence


def test_nothing_in_it_steers_a_terminal(sentences):
    """Neither names of files, nor reactions, nor the beginnings of messages."""
    bell = {"text": "x\x07\u202e"}
    sentences.of(opened("text", bell, identity=SID))
    said = [
        sentences.of(opened("text", bell)),
        sentences.of(
            opened("reaction", {**REACTION, "target": SID, "emoji": "\u202e"})
        ),
        sentences.of(opened("file", files({**FILE, "name": "fdp\u202e.exe"}))),
    ]
    assert not {"\x07", "\u202e"} & set("".join(said))


def test_a_long_message_is_named_by_its_beginning():
    """Forty characters are enough to find it."""
    sentences = Sentences()
    sentences.of(opened("text", {"text": "x" * 500}, identity=MESSAGE_ID))
    assert sentences.of(opened("delete", DELETE)) == f" deleted “{'x' * 40}…” of alice"
