"""A load generator for Socket.IO servers: raw sockets, frames made beforehand.

It must not be what is measured. So it neither packs nor parses while it is timed: it
sends bytes that it was given, and counts in what comes back how often an answer or a
record begins. What it sends and receives is the same for each server.
"""

from __future__ import annotations

import contextlib
import re
import select
import socket
import time
from collections import deque
from dataclasses import dataclass, field

from benchmarks.crowd import Member
from benchmarks.frames import CONNECT, PING_FRAME, PONG

OK = b'[{"ok":true'
REFUSED = b'{"ok":false'
RECORD = b'42["record"'
# One byte less than each of them: so much of what was read is looked at again.
SEEN_AGAIN = 10

CHUNK = 1 << 18
PATIENCE = 60


class Failed(Exception):
    """A server refused something or fell silent."""


@dataclass
class Line:
    """One connection, and what came and went over it."""

    member: Member
    sock: socket.socket
    waiting: deque[bytes] = field(default_factory=deque)
    out: bytes = b""
    unanswered: int = 0
    answers: int = 0
    records: int = 0
    tail: bytes = b""
    opened: bool = False
    greeted: bool = False


class Generator:
    """Many connections to one server, in one thread."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.lines: dict[int, Line] = {}
        self._poll = select.epoll()
        self.refused = 0
        self.answers = 0
        self.records = 0
        self.busy = 0.0
        self.heard: list[tuple[bytes, float]] | None = None

    def connect(self, members: list[Member], at_once: int = 200) -> float:
        """Open a connection for each; return how many seconds that took."""
        begin = time.perf_counter()
        pending = deque(members)
        wanted, own = len(members), {}
        connected = 0
        deadline = begin + PATIENCE
        while connected < wanted:
            while pending and len(own) - connected < at_once:
                line = self._open(pending.popleft())
                own[line.sock.fileno()] = line
            self._turn(1.0)
            connected = sum(line.greeted for line in own.values())
            if time.perf_counter() > deadline:
                raise Failed(f"{connected} of {wanted} connected")
        return time.perf_counter() - begin

    def of(self, member: Member) -> Line:
        """Return somebody's first connection."""
        return next(one for one in self.lines.values() if one.member is member)

    def run(self, sends: dict[int, list[bytes]], window: int, records: int) -> float:
        """Send all these, by file number; return the seconds until all has come.

        At most `window` are unanswered per connection. So many `records` have to come.
        """
        total = sum(map(len, sends.values()))
        answers, heard = self.answers + total, self.records + records
        worked, begin = time.process_time(), time.perf_counter()
        for number, frames in sends.items():
            self.lines[number].waiting.extend(frames)
            self._feed(self.lines[number], window)
        moved, before = begin, -1
        while self.answers < answers or self.records < heard:
            self._turn(1.0, window)
            now = time.perf_counter()
            if self.answers + self.records != before:
                moved, before = now, self.answers + self.records
            if self.refused or now - moved > PATIENCE:
                raise Failed(
                    f"{self.refused} refused; missing {answers - self.answers} answers "
                    f"and {heard - self.records} records"
                )
        took = time.perf_counter() - begin
        self.busy = (time.process_time() - worked) / took
        return took

    def pace(self, sends: list[tuple[int, bytes, bytes]], rate: float) -> list[float]:
        """Send so many a second; return how long until each came to somebody else.

        `sends` are (file number, frame, id). In seconds.
        """
        self.heard, begun = [], {}
        begin, left = time.perf_counter(), deque(sends)
        sent = 0
        while len({one for one, _ in self.heard}) < len(sends):
            now = time.perf_counter()
            if now - begin > PATIENCE:
                raise Failed("too slow")
            while left and begin + sent / rate <= now:
                number, frame, identity = left.popleft()
                begun[identity] = now
                self.lines[number].waiting.append(frame)
                self._feed(self.lines[number], 1 << 20)
                sent += 1
            pause = max(0.0, begin + sent / rate - time.perf_counter()) if left else 0.5
            self._turn(pause, 1 << 20)
        last = {identity: at for identity, at in self.heard if identity in begun}
        self.heard = None
        return [last[identity] - at for identity, at in begun.items()]

    def idle(self, seconds: float) -> int:
        """Do nothing but answer pings; return how many connections are left."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._turn(0.5)
        return len(self.lines)

    def close(self) -> None:
        """Close every connection."""
        for line in self.lines.values():
            line.sock.close()
        self.lines.clear()

    def _open(self, member: Member) -> Line:
        sock = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        line = Line(member, sock)
        line.out = (
            f"GET /socket.io/?EIO=4&transport=websocket&room={member.rooms[False]} "
            f"HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{self.port}\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\n"
            f"Cookie: {member.cookie}\r\n\r\n"
        ).encode("ascii")
        self.lines[sock.fileno()] = line
        self._poll.register(sock.fileno(), select.EPOLLIN)
        self._write(line)
        return line

    def _turn(self, timeout: float, window: int = 0) -> None:
        lines = self.lines
        for number, event in self._poll.poll(timeout):
            line = lines[number]
            if event & (select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR):
                self._read(line)
            if event & select.EPOLLOUT:
                self._write(line)
            if line.waiting:
                self._feed(line, window)

    def _feed(self, line: Line, window: int) -> None:
        free = window - line.unanswered
        if free <= 0:
            return
        waiting = line.waiting
        batch = [waiting.popleft() for _ in range(min(free, len(waiting)))]
        line.unanswered += len(batch)
        line.out += b"".join(batch)
        self._write(line)

    def _write(self, line: Line) -> None:
        number = line.sock.fileno()
        if not line.out:
            return
        with contextlib.suppress(BlockingIOError):
            line.out = line.out[line.sock.send(line.out) :]
        wanted = select.EPOLLIN | (select.EPOLLOUT if line.out else 0)
        if line.out or not line.greeted:
            self._poll.modify(number, wanted)

    def _read(self, line: Line) -> None:
        try:
            read = line.sock.recv(CHUNK)
        except BlockingIOError:
            return
        except ConnectionError:
            read = b""
        if not read:
            self._poll.unregister(line.sock.fileno())
            del self.lines[line.sock.fileno()]
            line.sock.close()
            return
        data = line.tail + read
        line.tail = data[-SEEN_AGAIN:]
        answers, records = data.count(OK), data.count(RECORD)
        line.unanswered -= answers
        line.answers += answers
        line.records += records
        self.answers += answers
        self.records += records
        if not answers and REFUSED in data:
            self.refused += data.count(REFUSED)
        if PING_FRAME in read:
            line.out += PONG
            self._write(line)
        if self.heard is not None and records:
            now = time.perf_counter()
            self.heard += [(one, now) for one in re.findall(rb'"id":"([^"]+)"', data)]
        if not line.greeted:
            self._greet(line, data)

    def _greet(self, line: Line, data: bytes) -> None:
        if not line.opened and b'0{"sid"' in data:
            line.opened = True
            line.out += CONNECT
            self._write(line)
        if b'40{"sid"' in data:
            line.greeted = True
        if b'44{"message"' in data:
            raise Failed("a connection was refused")
