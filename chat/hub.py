"""The hub: who is here, what happens in rooms, and who is told.

It knows people, connections by their names, and a `Post` to tell them things; it knows
nothing of sockets. Whom to tell is asked at every record, from the roster in force at
it: nobody can be left behind on a list of listeners.
"""

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from chat.departed import departed_among
from chat.keys import Directory
from chat.limits import MAX_CACHED_ROOMS
from chat.logs import Change, Erase, Farewell, LogStore, Room, Send, Taken
from chat.refusal import Refusal
from chat.rooms import find_room, shown
from encryption.signed import ProtocolError, Roster, read_entry


class Post(Protocol):
    """How people are told things."""

    def tell(self, usernames: Iterable[str], event: str, payload: dict) -> None:
        """Tell everybody of these who is connected."""

    def hang_up(self, connections: list[str], code: str) -> None:
        """Say why, then end these connections."""


@dataclass(frozen=True)
class Connection:
    """One connection of one login, known by its name alone."""

    name: str
    username: str
    login: str
    until: int


class Hub:
    """Decides what happens; opens the log with itself as the log's publisher."""

    def __init__(
        self,
        directory: Directory,
        post: Post,
        open_log: Callable[[Callable[[Any, Taken], None]], LogStore],
    ) -> None:
        self._directory = directory
        self._post = post
        self._connections: dict[str, Connection] = {}
        # When the first of these logins ends by itself.
        self._until = math.inf
        # Room → roster, as it was at the newest record that was published. Only
        # `publish` looks here, so it decides whom to tell and never who may do what.
        self._rosters: dict[str, Roster] = {}
        self.log = open_log(self.publish)

    def connect(self, connection: Connection) -> None:
        """Let a connection in."""
        self._connections[connection.name] = connection
        self._until = min(self._until, connection.until)

    def disconnect(self, name: str) -> None:
        """Forget a connection and the keys it held."""
        connection = self._connections.pop(name, None)
        if connection is not None:
            self._directory.release(connection.username, name)

    def who(self, name: str) -> Connection:
        """Return who is at the other end of a connection.

        Raises Refusal `not-logged-in` when its login has ended.
        """
        connection = self._connections.get(name)
        if connection is None:
            raise Refusal("not-logged-in")
        if connection.until <= _now():
            self._end_expired()
            raise Refusal("not-logged-in")
        return connection

    def end_login(self, login: str, code: str) -> None:
        """End every connection of a login."""
        names = [c.name for c in list(self._connections.values()) if c.login == login]
        for name in names:
            self.disconnect(name)
        self._post.hang_up(names, code)

    @property
    def size(self) -> int:
        """How many connections there are here."""
        return len(self._connections)

    @property
    def logins(self) -> set[str]:
        """The logins that have a connection here."""
        return {connection.login for connection in list(self._connections.values())}

    def tell_state(self, username: str, rev: int) -> None:
        """Tell an account's browsers that its data changed."""
        self._post.tell([username], "state", {"rev": rev})

    def tell_keys(self, username: str, bundle_hash: str) -> None:
        """Tell an account's browsers that a bundle was published in its name."""
        self._post.tell([username], "keys", {"hash": bundle_hash})

    def signal(self, username: str, room: str, roster: str, data: str) -> None:
        """Pass a signal on to the other members who are connected, and forget it.

        Raises Refusal `not-found`, `stale-roster`.
        """
        # From the log, as at every event: who may do what is never decided by what
        # this process remembers.
        now = find_room(self.log, username, room).roster
        if now.head != roster:
            raise Refusal("stale-roster", roster_head=now.head)
        payload = {"data": data, "room": room, "sender": username}
        others = [m.username for m in now.members if m.username != username]
        self._post.tell(others, "signal", payload)

    def send(self, item: Send) -> dict[str, Any]:
        """Take in an envelope; return when it is durable and passed on.

        Raises Refusal.
        """
        taken = self.log.submit(item)
        kept = shown(taken.kept[0])
        record = kept["record"]
        return {"head": kept["head"], "seq": record["seq"], "time": record["time"]}

    def erase(self, item: Erase) -> None:
        """Erase a message that was taken back; return when that is durable.

        Raises Refusal.
        """
        self.log.submit(item)

    def farewell(self, item: Farewell) -> None:
        """Erase what somebody sent in a room; return when that is durable.

        Raises Refusal.
        """
        self.log.submit(item)

    def create_room(self, username: str, room: str, entries: list[str]) -> Room:
        """Make a room of the entries of its roster.

        Raises Refusal.
        """
        self.log.submit(self._change(username, room, entries, creates=True))
        return find_room(self.log, username, room)

    def change_roster(self, username: str, room: str, entries: list[str]) -> list[dict]:
        """Append entries to a room's roster and return their records.

        Raises Refusal.
        """
        taken = self.log.submit(self._change(username, room, entries, creates=False))
        return [shown(kept) for kept in taken.kept]

    def publish(self, item: Send | Change, taken: Taken) -> None:
        """Tell the members what was stored. The log calls this, in order of storing."""
        if not taken.fresh:
            return
        if self._until <= _now():
            # Who only listens is not asked who they are by any event of theirs.
            self._end_expired()
        if isinstance(item, Send):
            names = self._audience(item)
            self._post.tell(names, "record", shown(taken.kept[0]))
        else:
            self._publish_change(item, taken)

    def _publish_change(self, item: Change, taken: Taken) -> None:
        before = _names(taken.before)
        members = before
        for kept, roster in zip(taken.kept, taken.rosters, strict=True):
            # Who goes is told of it. Who comes is told of the room, below.
            self._post.tell(sorted(members & before), "record", shown(kept))
            members = _names(roster)
        self._keep_roster(taken.rosters[-1])
        payload = {"room": item.room}
        self._post.tell(sorted(before - members), "gone", payload)
        self._post.tell(sorted(members - before), "room", payload)

    def _end_expired(self) -> None:
        now, connections = _now(), list(self._connections.values())
        left = [c.until for c in connections if c.until > now]
        self._until = min(left, default=math.inf)
        for login in {c.login for c in connections if c.until <= now}:
            self.end_login(login, "expired")

    def _audience(self, item: Send) -> list[str]:
        roster = self._rosters.get(item.room)
        # The log took the envelope under this roster head; another one here means that
        # the room is new to this process, or that another process changed it.
        if roster is None or roster.head != item.roster:
            found = self.log.room(item.room, item.sender)
            if found is None:
                return []
            roster = found.roster
            self._keep_roster(roster)
        return [member.username for member in roster.members]

    def _keep_roster(self, roster: Roster) -> None:
        if len(self._rosters) >= MAX_CACHED_ROOMS:
            self._rosters.clear()
        self._rosters[roster.room] = roster

    def _change(
        self, username: str, room: str, entries: list[str], creates: bool
    ) -> Change:
        if departed_among(_named(entries, only=("create", "add", "rekey"))):
            # Their bundles are here for what they signed, and nobody is added by them.
            raise Refusal("unknown-user")
        bundles = self._directory.bundles_of(_named(entries))
        return Change(room, username, tuple(entries), bundles, creates)


def _now() -> float:
    return time.time() * 1000


def _names(roster: Roster | None) -> set[str]:
    return {member.username for member in roster.members} if roster else set()


def _named(entries: list[str], only: tuple[str, ...] = ()) -> set[str]:
    """Return whom entries name; those that cannot be read are refused further on.

    Of some kinds `only`: whom those are about.
    """
    names = set()
    for text in entries:
        try:
            entry = read_entry(text)
        except ProtocolError:
            continue
        if not only:
            names.add(entry["by"])
        if "subject" in entry and (not only or entry["op"] in only):
            names.add(entry["subject"]["username"])
    return names
