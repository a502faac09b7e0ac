"""A record that the server just made is chained as everybody else chains it."""

import pytest

from encryption.errors import ProtocolError
from encryption.signed import chain_new, next_head

HEAD = bytes(range(32))


def record(**changes):
    return {
        "data": "a.b",
        "id": "A" * 22,
        "kind": "message",
        "room": "B" * 22,
        "sender": "alice",
        "seq": 7,
        "time": 1_700_000_000_000,
        **changes,
    }


@pytest.mark.parametrize(
    "data",
    [
        "",
        "eyJ.x",
        '{"a":"\\b"}',
        "\x00\x1f\x7f\n",
        "é\u2028\U0001f600",
        "{seq}",
        "a" * 98_304,
    ],
)
def test_it_has_the_same_head(data):
    made = record(data=data)
    assert chain_new(HEAD, made) == next_head(HEAD, made)


def test_what_is_no_text_is_refused_the_same_way():
    for chained in (chain_new, next_head):
        with pytest.raises(ProtocolError) as caught:
            chained(HEAD, record(data="\ud800"))
        assert caught.value.reason == "bad-json"
