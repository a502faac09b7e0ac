"""Socket.IO packets as clients may send them: the events of the vocabulary alone."""

from typing import Any

from socketio.packet import BINARY_EVENT, EVENT, Packet

# The library calls the same handlers for what happens to a connection. A client that
# could name them would be forgotten by the hub, and go on listening behind its logout.
RESERVED = ("connect", "disconnect")
NO_EVENT = ""

# No event has any; they are kept until as many have come as were promised.
MAX_ATTACHMENTS = 1


class ClosedPacket(Packet):
    """A packet of bounded size, whose event is a name that clients may use."""

    # The server never sends binary data: no need to search all it sends for some.
    uses_binary_events = False

    def decode(self, encoded_packet: str) -> int:
        """Read a packet; an event of another form becomes one that is refused.

        Raises ValueError.
        """
        attachments = super().decode(encoded_packet)
        if attachments > MAX_ATTACHMENTS:
            raise ValueError("too many attachments")
        if self.packet_type in (EVENT, BINARY_EVENT) and not _is_named(self.data):
            self.data = [NO_EVENT]
        return attachments


def _is_named(data: Any) -> bool:
    if not isinstance(data, list) or not data:
        return False
    return isinstance(data[0], str) and data[0] not in RESERVED
