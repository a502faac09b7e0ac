"""Packets that clients may not send."""

import pytest

from chat.packet import NO_EVENT, ClosedPacket


@pytest.mark.parametrize(
    "text",
    [
        '20["connect",{}]',
        '20["disconnect",{}]',
        '51-0["disconnect",{"_placeholder":true,"num":0}]',
        "20[]",
        '20{"0":"send"}',
        '20[["send"],{}]',
        "20[null]",
        "20",
    ],
)
def test_an_event_of_no_name_that_clients_may_use_is_none(text):
    packet = ClosedPacket(encoded_packet=text)
    assert (packet.id, packet.data) == (0, [NO_EVENT])


@pytest.mark.parametrize("kind", ["2", "5", "6"])
def test_no_packet_promises_many_attachments(kind):
    with pytest.raises(ValueError, match="attachments"):
        ClosedPacket(encoded_packet=kind + '9999999999-["send",{}]')


def test_an_event_is_read():
    packet = ClosedPacket(encoded_packet='27["send",{"a":1}]')
    assert (packet.id, packet.data) == (7, ["send", {"a": 1}])
