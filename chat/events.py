"""The socket: Socket.IO 4 on its default path and namespace (PROTOCOL.md §14).

    event    direction                  payload
    connect  client → server            (the login cookie)
    send     client → server            {data, id, kind, room, roster}
    erase    client → server            {delete, id, room, seq}
    keys     client → server            {bundle}
    signal   client → server            {data, room, roster}
    record   server → member            {head, record}
    signal   server → other member      {data, room, sender}
    keys     server → same account      {hash}
    room     server → new member        {room}
    gone     server → former member     {room}
    state    server → same account      {rev}
    ended    server → client            {code}

Every event of a client is acknowledged: {"ok": true, …}, or
{"ok": false, "error": {"code", "message", …}} when it is refused, with nothing changed.
`connect` is refused with `not-logged-in` or `cross-site`. Where the fault is ours, the
code is `server-error`. Each can be `too-often`, with `retry_after` in seconds.

    send     bad-request too-large not-found stale-roster id-conflict not-logged-in
    erase    bad-request not-found not-logged-in
    keys     bad-request wrong-thumbprint stale-bundle too-many not-logged-in, or a
             reason of PROTOCOL.md §4
    signal   bad-request too-large not-found stale-roster not-logged-in
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from flask import Flask, request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError, SocketIO, join_room

from chat import form, journal
from chat.auth import is_live
from chat.conduct import Conduct
from chat.envelope import KINDS, check_envelope, check_signal
from chat.hub import Connection
from chat.logs import Erase, Send
from chat.rates import EVENTS
from chat.refusal import Refusal, bad
from chat.same_origin import is_same_origin
from chat.services import Services, services
from encryption.signed import is_count, is_hash, is_id

SEND = {
    "data": form.is_text,
    "id": is_id,
    "kind": lambda value: value in KINDS,
    "room": is_id,
    "roster": is_hash,
}


def init_app(socketio: SocketIO, app: Flask) -> None:
    """Listen to every event of the vocabulary, and refuse the others.

    The extension has to be initialised, and the application's services.
    """
    socketio.on_event("connect", guarded(on_connect))
    socketio.on_event("disconnect", on_disconnect)
    # Past Flask-SocketIO, which makes a request of each event and reads the cookie of
    # its connection again, for a fifth of all that a send costs; who it is was said
    # when it connected, and the hub knows whether that is still so.
    events = Events(app, socketio.sleep)
    for event, handler in HANDLERS.items():
        socketio.server.on(event, events.acknowledged(event, handler))
    # It would also take the sender of an event that is itself called "*" from what that
    # sender wrote.
    socketio.server.on("*", events.unknown)


class SocketPost:
    """The hub's post over Socket.IO: each connection is in the room of its person."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def tell(self, usernames: Iterable[str], event: str, payload: dict) -> None:
        """Tell everybody of these who is connected."""
        to = [of_person(username) for username in usernames]
        # To nobody would mean to everybody.
        if to:
            self._socketio.emit(event, payload, to=to)

    def hang_up(self, connections: list[str], code: str) -> None:
        """Say why, then end these connections."""
        for name in connections:
            self._socketio.emit("ended", {"code": code}, to=name)
            self._socketio.server.disconnect(name)


def of_person(username: str) -> str:
    """Name the Socket.IO room of somebody's connections; no connection is called so."""
    return f"@{username}"


class Events:
    """The events of one application's connections, and their answers."""

    def __init__(self, app: Flask, sleep: Callable[[float], None]) -> None:
        self._app = app
        self._parts: Services = app.extensions["securechat"]
        self._sleep = sleep

    def acknowledged(
        self, event: str, handler: Callable[[Services, Connection, Any], dict]
    ) -> Callable[..., dict]:
        """Count an event; turn what its handler returns or refuses into the answer."""
        parts, what = self._parts, EVENTS[event]

        @wraps(handler)
        def answer(name: str, *payloads: Any) -> dict:
            conduct = None
            try:
                # Who it is, is asked at every event: a login may have ended meanwhile.
                connection = parts.hub.who(name)
                conduct = connection.conduct
                parts.rates.demand_of(what, connection.origin, connection.username)
                if len(payloads) != 1:
                    raise bad("")
                if handler is on_keys:
                    # The only one that works on the accounts database.
                    with self._app.app_context():
                        said = handler(parts, connection, payloads[0])
                else:
                    said = handler(parts, connection, payloads[0])
                conduct.taken()
                parts.metrics.count_event(event, "ok")
                return {"ok": True, **said}
            except Refusal as refusal:
                answered = _refused(refusal)
            except Exception as error:
                answered = _failed(handler, error)
            parts.metrics.count_event(event, answered["error"]["code"])
            self._give_way(conduct)
            return answered

        return answer

    def unknown(self, *given: Any) -> dict:
        """Refuse an event that is not of the vocabulary."""
        # Behind the event's name comes the connection's; of one that is called "*" the
        # name is not given. No client can guess what another's connection is called.
        names = [one for one in given[:2] if isinstance(one, str)]
        found = filter(None, map(self._parts.hub.find, reversed(names)))
        connection = next(found, None)
        self._give_way(connection.conduct if connection else None)
        return _refused(bad("event"))

    def _give_way(self, conduct: Conduct | None) -> None:
        if conduct is None:
            self._sleep(0)
        else:
            conduct.refused(self._sleep)


def guarded(handler: Callable[..., None]) -> Callable[..., None]:
    """Turn a fault of ours while somebody connects into a refusal."""

    @wraps(handler)
    def connect(*payloads: Any) -> None:
        try:
            handler(*payloads)
        except ConnectionRefusedError:
            raise
        except Exception as error:
            _failed(handler, error)
            raise ConnectionRefusedError("server-error") from None

    return connect


def on_connect(*_: Any) -> None:
    """Let a browser in whose cookie names a login that has not ended."""
    if not is_same_origin(request, services().settings.public_origin):
        raise ConnectionRefusedError("cross-site")
    if not current_user.is_authenticated:
        raise ConnectionRefusedError("not-logged-in")
    hub, name, login = services().hub, request.sid, current_user
    origin = services().rates.origin(request)
    hub.connect(Connection(name, login.username, login.id, login.until, origin))
    # Asked again now that ending the login would find this connection.
    if not is_live(login.id):
        hub.disconnect(name)
        raise ConnectionRefusedError("not-logged-in")
    join_room(of_person(login.username))


def on_disconnect(*_: Any) -> None:
    """Forget a connection that is no more."""
    services().hub.disconnect(request.sid)


def on_send(parts: Services, connection: Connection, payload: Any) -> dict:
    """Take in what a member sends into a room: a session or a message."""
    body = form.take(payload, **SEND)
    sid = check_envelope(body["kind"], body["data"])
    sender, login = connection.username, connection.login
    return parts.hub.send(Send(sender=sender, login=login, sid=sid, **body))


def on_erase(parts: Services, connection: Connection, payload: Any) -> dict:
    """Erase a message: its sender sends it once the one that takes it back is in."""
    body = form.take(payload, delete=is_count, id=is_id, room=is_id, seq=is_count)
    sender, login = connection.username, connection.login
    parts.hub.erase(Erase(sender=sender, login=login, **body))
    return {}


def on_keys(parts: Services, connection: Connection, payload: Any) -> dict:
    """Hold the bundle of an account that keeps its keys in the browser only."""
    body = form.take(payload, bundle=form.is_text)
    hub, directory = parts.hub, parts.directory
    hub.demand_live(connection)
    username, name = connection.username, connection.name
    bundle_hash, is_new = directory.hold(username, name, body["bundle"])
    if is_new:
        hub.tell_keys(username, bundle_hash)
    try:
        # Asked again now that the end of the connection would release what it holds:
        # had it come while the bundle was logged, nothing ever would.
        hub.who(name)
    except Refusal:
        directory.release(username, name)
        raise
    return {}


def on_signal(parts: Services, connection: Connection, payload: Any) -> dict:
    """Pass on what is true for a moment: a member sends it while writing."""
    parts.hub.demand_live(connection)
    body = form.take(payload, data=form.is_text, room=is_id, roster=is_hash)
    check_signal(body["data"])
    parts.hub.signal(connection.username, **body)
    return {}


HANDLERS = {"send": on_send, "erase": on_erase, "keys": on_keys, "signal": on_signal}


def _failed(handler: Callable[..., Any], error: Exception) -> dict:
    name = handler.__name__
    journal.get("socket").error("%s failed: %s", name, journal.place(error))
    return _refused(Refusal("server-error"))


def _refused(refusal: Refusal) -> dict:
    return {"ok": False, "error": refusal.body}
