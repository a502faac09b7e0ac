"""Events reach whom Socket.IO's own manager would reach, and the same is forgotten."""

from __future__ import annotations

import pytest
import socketio

from chat import fast_json
from chat.packet import ClosedPacket
from chat.wire.audience import seat
from chat.wire.connection import Connection


class Line:
    """A line that keeps what it was to send."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []

    def write(self, frame: bytes) -> None:
        self.frames.append(frame)


def make(is_ours: bool) -> socketio.Server:
    server = socketio.Server(
        async_mode="threading", serializer=ClosedPacket, json=fast_json
    )
    if is_ours:
        seat(server)
    return server


def come(server: socketio.Server, name: str, *rooms: str) -> tuple[str, Line]:
    connection = Connection(server.eio, name)
    connection.line = Line()
    server.eio.sockets[name] = connection
    sid = server.manager.connect(name, "/")
    for room in rooms:
        server.manager.basic_enter_room(sid, "/", room)
    return sid, connection.line


@pytest.fixture(params=[True, False], ids=["ours", "stock"])
def server(request):
    return make(request.param)


RECORD = b'42["record",{"seq":1,"text":"\xd9\x85"}]'


def test_an_event_reaches_each_connection_of_the_rooms_once(server):
    _, alice = come(server, "a", "@alice", "@everybody")
    _, phone = come(server, "p", "@alice")
    _, bob = come(server, "b", "@bob")
    _, carol = come(server, "c", "@carol")
    payload = {"seq": 1, "text": "م"}
    server.emit("record", payload, to=["@alice", "@bob", "@everybody", "@nobody"])

    for line in (alice, phone, bob):
        assert [frame[2:] for frame in line.frames] == [RECORD]
    assert carol.frames == []
    assert alice.frames[0] is bob.frames[0], "framed once"


def test_an_event_to_one_connection_reaches_it_alone(server):
    sid, alice = come(server, "a")
    _, bob = come(server, "b")
    server.emit("ended", {"code": "expired"}, to=sid)

    assert [frame[2:] for frame in alice.frames] == [b'42["ended",{"code":"expired"}]']
    assert bob.frames == []


def test_who_polls_is_reached_through_its_queue(server):
    sid, _ = come(server, "a", "@alice")
    polling = Connection(server.eio, "a")
    polling.last_ping = None
    server.eio.sockets["a"] = polling
    server.emit("record", {"seq": 1, "text": "م"}, to=["@alice"])

    assert polling.queue.get(block=False).encode().encode() == RECORD


def test_who_has_left_is_reached_by_nothing_and_leaves_nothing(server):
    sid, alice = come(server, "a", "@alice", "@everybody")
    other, bob = come(server, "b", "@bob", "@everybody")
    server.manager.basic_leave_room(sid, "/", "@alice")
    server.manager.pre_disconnect(sid, "/")
    server.manager.disconnect(sid, "/")
    server.emit("record", {}, to=["@alice", "@everybody", sid])

    assert alice.frames == []
    assert len(bob.frames) == 1
    assert set(server.manager.rooms["/"]) == {None, other, "@bob", "@everybody"}
    server.manager.disconnect(other, "/")
    kept = vars(server.manager)
    assert not any(kept[name] for name in kept if isinstance(kept[name], dict)), kept
