import json

import pytest

from chat.envelope import check_envelope
from chat.refusal import Refusal
from encryption.signed import b64u, to_canonical
from tests.factories import Book, signer


@pytest.fixture(scope="module")
def made():
    book = Book()
    book.create(signer("alice"), signer("bob"))
    payload, session = book.session(signer("alice"))
    message = book.message(signer("alice"), session, 7, "hello")
    return payload, message


def test_what_the_scheme_makes_has_the_form(made):
    session, message = made
    assert check_envelope("session", session["data"]) is None
    assert check_envelope("message", message["data"]) == session["id"]


def changed(text, **members):
    return to_canonical({**json.loads(text), **members}).decode()


SESSIONS = {
    "not JSON": lambda text: text[1:],
    "not canonical": lambda text: text.replace(":", ": ", 1),
    "a list": lambda text: "[]",
    "a further member": lambda text: changed(text, aad="AA"),
    "no recipients": lambda text: changed(text, recipients=[]),
    "recipients no list": lambda text: changed(text, recipients={}),
    "a recipient no object": lambda text: changed(text, recipients=["x"]),
    "a recipient twice": lambda text: changed(
        text, recipients=json.loads(text)["recipients"][:1] * 2
    ),
    "recipients out of order": lambda text: changed(
        text, recipients=json.loads(text)["recipients"][::-1]
    ),
    "short key": lambda text: changed(
        text,
        recipients=[
            {**json.loads(text)["recipients"][0], "encrypted_key": b64u(bytes(383))}
        ],
    ),
    "short iv": lambda text: changed(text, iv=b64u(bytes(15))),
    "iv no string": lambda text: changed(text, iv=1),
    "short tag": lambda text: changed(text, tag=b64u(bytes(16))),
    "half a block": lambda text: changed(text, ciphertext=b64u(bytes(24))),
    "empty": lambda text: changed(text, ciphertext=""),
    "another header": lambda text: changed(
        text, protected=b64u(to_canonical({"alg": "RSA1_5"}))
    ),
}


@pytest.mark.parametrize("defect", SESSIONS)
def test_a_session_of_another_form_is_refused(made, defect):
    with pytest.raises(Refusal) as refusal:
        check_envelope("session", SESSIONS[defect](made[0]["data"]))
    assert refusal.value.body["code"] == "bad-request"


def part(index, value):
    def change(text):
        parts = text.split(".")
        parts[index] = value
        return ".".join(parts)

    return change


def header(**members):
    return part(
        0,
        b64u(
            to_canonical(
                {
                    "alg": "dir",
                    "enc": "A256CBC-HS512",
                    "idx": 0,
                    "sid": "A" * 22,
                    "typ": "securechat-message",
                    **members,
                }
            )
        ),
    )


MESSAGES = {
    "four parts": lambda text: text.rpartition(".")[0],
    "six parts": lambda text: text + ".",
    "a wrapped key": part(1, "AAAA"),
    "not base64url": part(4, "+" * 43),
    "short iv": part(2, b64u(bytes(12))),
    "short tag": part(4, b64u(bytes(16))),
    "half a block": part(3, b64u(bytes(24))),
    "empty": part(3, ""),
    "index 100": header(idx=100),
    "index -1": header(idx=-1),
    "index true": header(idx=True),
    "no id": header(sid="x"),
    "another alg": header(alg="A256KW"),
    "another enc": header(enc="A128CBC-HS256"),
    "another typ": header(typ="securechat-session"),
    "compressed": header(zip="DEF"),
    "header a list": part(0, b64u(b"[]")),
}


@pytest.mark.parametrize("defect", MESSAGES)
def test_a_message_of_another_form_is_refused(made, defect):
    with pytest.raises(Refusal) as refusal:
        check_envelope("message", MESSAGES[defect](made[1]["data"]))
    assert refusal.value.body["code"] == "bad-request"


def test_the_premise_that_a_plain_header_is_good(made):
    assert check_envelope("message", header()(made[1]["data"])) == "A" * 22
