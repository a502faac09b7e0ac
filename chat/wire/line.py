"""One WebSocket: reads and writes without ever waiting for its peer.

Reading: one listener stays with the system's poll for as long as the line is up, where
eventlet would add and remove one for each message. What comes is put into the inbox,
and the greenlet that works on it is woken if it waits.

Writing: frames are put down, and leave together once this turn of the event loop is
over: one call to the system for all that a turn has for a peer. What the system does
not take waits here, `most` bytes of it; whoever lets more wait is cut off.
"""

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import eventlet
from eventlet.hubs import get_hub

from chat.wire.frames import (
    CLOSE,
    NORMAL,
    NOT_TEXT,
    PING,
    PONG,
    TEXT,
    BadFrame,
    Inbox,
    closing,
    framed,
)

CHUNK = 1 << 16

# Messages that one peer may have taken from it before others have a turn.
IN_A_ROW = 32

# How long what is left to say may take once a line is to end.
FAREWELL_SECONDS = 5


class Turn:
    """The lines that were written to in this turn of the event loop."""

    def __init__(self) -> None:
        self._lines: list[Line] = []

    def add(self, line: "Line") -> None:
        """Let a line flush when the turn is over."""
        if not self._lines:
            get_hub().schedule_call_global(0, self._settle)
        self._lines.append(line)

    def _settle(self) -> None:
        # Whoever was woken by what was just done has a turn before: a sender's answer
        # leaves together with the record, which saves each third call to the system.
        get_hub().schedule_call_global(0, self._end)

    def _end(self) -> None:
        lines, self._lines = self._lines, []
        for line in lines:
            line.flush()


TURN = Turn()


class Line:
    """A WebSocket after its handshake. `sock` does not block."""

    def __init__(self, sock: Any, most: int, largest: int) -> None:
        self._sock = sock
        self._fileno = sock.fileno()
        self._send, self._recv = sock.send, sock.recv
        self._most = most
        self._inbox = Inbox(largest)
        # Frames to be sent, and what is left of those that were begun.
        self._frames: list[bytes] = []
        self._rest = memoryview(b"")
        self.queued = 0
        self._reading: Any = None
        self._writing: Any = None
        self._waiting: Any = None
        self._over = False
        self._ending = False
        self._farewell: Any = None

    def write(self, frame: bytes) -> None:
        """Send a frame when this turn is over; never waits."""
        if self._over or self._ending:
            return
        self._put(frame)
        if self.queued > self._most:
            self.flush()
            if self.queued > self._most:
                self.cut()

    def flush(self) -> None:
        """Send what the system takes."""
        while not self._over and self._writing is None and self.queued:
            if not self._rest:
                frames, self._frames = self._frames, []
                one = frames[0] if len(frames) == 1 else b"".join(frames)
                self._rest = memoryview(one)
            try:
                sent = self._send(self._rest)
            except BlockingIOError:
                sent = 0
            except OSError:
                self.cut()
                return
            self.queued -= sent
            self._rest = self._rest[sent:]
            if self._rest:
                self._listen_for_room()
        if self._ending and not self.queued:
            self.cut()

    def messages(self, early: bytes = b"") -> Iterator[str | bytes]:
        """Give what the peer says until it has left; to be asked by one greenlet."""
        self._inbox.feed(early)
        self._listen()
        try:
            yield from self._messages()
        except BadFrame as bad:
            self.end(bad.status)
            while not self._over:
                self._wait()
        finally:
            self.cut()

    def end(self, status: int = NORMAL) -> None:
        """Close the line once all has been sent that waits to be, or after a while."""
        if self._over or self._ending:
            return
        self._put(closing(status))
        self._ending = True
        hub = get_hub()
        self._farewell = hub.schedule_call_global(FAREWELL_SECONDS, self.cut)

    def cut(self) -> None:
        """Close the line at once; what waits is dropped."""
        if self._over:
            return
        self._over = True
        self._frames, self._rest, self.queued = [], memoryview(b""), 0
        if self._farewell is not None:
            self._farewell.cancel()
        self._stop_reading()
        self._stop_writing()
        with contextlib.suppress(OSError):  # It may have gone by itself.
            self._sock.shutdown(socket.SHUT_RDWR)
        if self._waiting is not None:
            # Not from here: this may be in the midst of telling others.
            get_hub().schedule_call_global(0, self._wake)

    def _put(self, frame: bytes) -> None:
        if not self.queued:
            TURN.add(self)
        self._frames.append(frame)
        self.queued += len(frame)

    def _messages(self) -> Iterator[str | bytes]:
        row = 0
        while not self._over:
            # Nothing that is said to a line that ends is heard.
            message = None if self._ending else self._inbox.take()
            if message is None:
                row = 0
                self._wait()
                continue
            opcode, payload = message
            if opcode == CLOSE:
                self.end()
            elif opcode == PING:
                self.write(framed(payload, PONG))
            elif opcode == TEXT:
                yield _text(payload)
            elif opcode != PONG:
                yield payload
            row += 1
            if row == IN_A_ROW:
                row = 0
                eventlet.sleep(0)

    def _wait(self) -> None:
        if self._over:
            return
        if self._reading is None:
            self._listen()
        self._waiting = eventlet.getcurrent()
        get_hub().switch()

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.switch()

    def _listen(self) -> None:
        hub = get_hub()
        self._reading = hub.add(
            hub.READ, self._fileno, self._readable, self._obsolete, self._obsolete
        )

    def _readable(self, _: int) -> None:
        # Called by the event loop itself: nothing here may wait, or raise.
        try:
            data = self._recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.cut()
        elif not self._ending:
            self._inbox.feed(data)
        if self._waiting is not None:
            self._wake()
        elif len(self._inbox) > CHUNK:
            # It sends faster than its messages are worked on. The rest waits in its own
            # buffers until they are.
            self._stop_reading()

    def _listen_for_room(self) -> None:
        hub = get_hub()
        self._writing = hub.add(
            hub.WRITE, self._fileno, self._writable, self._obsolete, self._obsolete
        )

    def _writable(self, _: int) -> None:
        self._stop_writing()
        self.flush()

    def _obsolete(self, *_: Any) -> None:
        # The system has given the file's number to another one: it was closed.
        self._reading = self._writing = None
        self.cut()

    def _stop_reading(self) -> None:
        listener, self._reading = self._reading, None
        if listener is not None:
            get_hub().remove(listener)

    def _stop_writing(self) -> None:
        listener, self._writing = self._writing, None
        if listener is not None:
            get_hub().remove(listener)


def _text(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise BadFrame(NOT_TEXT) from None
