"""The hub: who is here, what happens in rooms, and who is told.

It knows people, connections by their names, and a `Post` to tell them things; it knows
nothing of sockets. Whom to tell is asked at every record, from the roster in force at
it: nobody can be left behind on a list of listeners.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from chat import journal
from chat.conduct import Conduct
from chat.departed import departed_among
from chat.keys import Directory
from chat.limits import MAX_CACHED_ROOMS
from chat.logs import Change, Erase, Farewell, LogStore, Room, Send, Settle, Taken
from chat.refusal import Refusal
from chat.rooms import find_room, shown
from chat.steady import now_ms
from encryption.signed import ProtocolError, Roster, b64u, read_entry


class Post(Protocol):
    """How people are told things."""

    def tell(self, usernames: Iterable[str], event: str, payload: dict) -> None:
        """Tell everybody of these who is connected."""

    def hang_up(self, connections: list[str], code: str) -> None:
        """Say why, then end these connections."""


@dataclass(frozen=True)
class Connection:
    """One connection of one login, known by its name alone.

    `origin` is the network that it comes from, as far as it is counted by that.
    """

    name: str
    username: str
    login: str
    until: int
    origin: str = ""
    conduct: Conduct = field(default_factory=Conduct, compare=False)


@dataclass(frozen=True)
class Audience:
    """Whom a room's news are for, under the roster with this head."""

    head: str
    names: tuple[str, ...]
    members: frozenset[str]

    @classmethod
    def of(cls, roster: Roster, lost: frozenset[str]) -> "Audience":
        """Return the members of a roster, but for those who are told nothing."""
        everybody = (member.username for member in roster.members)
        names = tuple(name for name in everybody if name not in lost)
        return cls(roster.head, names, frozenset(names))


class Hub:
    """Decides what happens; opens the log with itself as the log's publisher."""

    def __init__(
        self,
        directory: Directory,
        post: Post,
        open_log: Callable[[Callable[[Any, Taken], None]], LogStore],
        ended: Callable[[set[str]], set[str]] = lambda logins: set(),
    ) -> None:
        self._directory = directory
        self._post = post
        self._ended = ended
        self._connections: dict[str, Connection] = {}
        # When the first of these logins ends by itself.
        self._until = math.inf
        # Room → its members under a roster head, which makes sure that they are still
        # the ones: nothing here is used before the log has named the head in force.
        self._audiences: dict[str, Audience] = {}
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

    def find(self, name: str) -> Connection | None:
        """Return a connection, whether or not its login has ended."""
        return self._connections.get(name)

    def end_logins(self, logins: Iterable[str], code: str) -> None:
        """End every connection of logins that have ended just now.

        Once it returns, nothing that came by them is stored any more, by any process.
        """
        logins = list(logins)
        for login in logins:
            self.end_login(login, code)
        if logins:
            self.settle()

    def settle(self) -> None:
        """Wait until nothing is being stored that began before."""
        try:
            self.log.submit(Settle())
        except Exception as error:
            # The log cannot be written: nothing else is stored, either.
            journal.get("log").error("a login ended: %s", journal.place(error))

    def demand_live(self, connection: Connection) -> None:
        """Ask the accounts whether a login has ended: what is stored is asked there.

        Raises Refusal `not-logged-in`.
        """
        if self._ended({connection.login}):
            self.end_login(connection.login, "expired")
            raise Refusal("not-logged-in")

    def end_login(self, login: str, code: str) -> None:
        """End every connection of a login; what it sent last may yet be stored."""
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

    def tell_reset(self, usernames: Iterable[str], username: str) -> None:
        """Tell people that somebody whom they know has begun anew, with other keys."""
        self._post.tell(sorted(usernames), "keys", {"username": username})

    def lost(self, room: str) -> None:
        """Take note that a member of a room is to be told nothing more of it."""
        self._audiences.pop(room, None)

    def signal(self, username: str, room: str, roster: str, data: str) -> None:
        """Pass a signal on to the other members who are connected, and forget it.

        Raises Refusal `not-found`, `stale-roster`.
        """
        # The head from the log, as at every event: it says whether what is remembered
        # of the room's members is so.
        head = self.log.roster_head(room)
        audience = self._audiences.get(room)
        if audience is None or audience.head != head:
            found = find_room(self.log, username, room)
            audience = self._keep(found.roster, found.lost)
        if username not in audience.members:
            raise Refusal("not-found")
        if audience.head != roster:
            raise Refusal("stale-roster", roster_head=audience.head)
        payload = {"data": data, "room": room, "sender": username}
        others = [name for name in audience.names if name != username]
        self._post.tell(others, "signal", payload)

    def send(self, item: Send) -> dict[str, Any]:
        """Take in an envelope; return when it is durable and passed on.

        Raises Refusal.
        """
        kept = self._store(item).kept[0]
        record = kept.record
        return {"head": b64u(kept.head), "seq": record["seq"], "time": record["time"]}

    def erase(self, item: Erase) -> None:
        """Erase a message that was taken back; return when that is durable.

        Raises Refusal.
        """
        self._store(item)

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

    def _store(self, item: Send | Erase) -> Taken:
        try:
            return self.log.submit(item)
        except Refusal as refusal:
            if refusal.code == "not-logged-in" and item.login is not None:
                # It was ended elsewhere, and this is the first to hear of it.
                self.end_login(item.login, "expired")
            raise

    def _publish_change(self, item: Change, taken: Taken) -> None:
        before, lost = _names(taken.before) - taken.lost, taken.lost
        members = before
        for kept, roster in zip(taken.kept, taken.rosters, strict=True):
            # Who goes is told of it. Who comes is told of the room, below.
            self._post.tell(sorted(members & before), "record", shown(kept))
            # Whoever was lost and went may come again.
            lost &= _names(roster)
            members = _names(roster) - lost
        self._keep(taken.rosters[-1], lost)
        payload = {"room": item.room}
        self._post.tell(sorted(before - members), "gone", payload)
        self._post.tell(sorted(members - before), "room", payload)

    def _end_expired(self) -> None:
        now, connections = _now(), list(self._connections.values())
        left = [c.until for c in connections if c.until > now]
        self._until = min(left, default=math.inf)
        for login in {c.login for c in connections if c.until <= now}:
            self.end_login(login, "expired")

    def _audience(self, item: Send) -> tuple[str, ...]:
        audience = self._audiences.get(item.room)
        # The log took the envelope under this roster head; another one here means that
        # the room is new to this process, or that another process changed it.
        if audience is None or audience.head != item.roster:
            found = self.log.room(item.room, item.sender)
            if found is None:
                return ()
            audience = self._keep(found.roster, found.lost)
        return audience.names

    def _keep(self, roster: Roster, lost: frozenset[str]) -> Audience:
        if len(self._audiences) >= MAX_CACHED_ROOMS:
            self._audiences.clear()
        audience = self._audiences[roster.room] = Audience.of(roster, lost)
        return audience

    def _change(
        self, username: str, room: str, entries: list[str], creates: bool
    ) -> Change:
        if departed_among(_named(entries, only=("create", "add", "rekey"))):
            # Their bundles are here for what they signed, and nobody is added by them.
            raise Refusal("unknown-user")
        bundles = self._directory.bundles_of(_named(entries))
        return Change(room, username, tuple(entries), bundles, creates)


def _now() -> float:
    return now_ms()


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
