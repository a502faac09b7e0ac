"""A server whose only feature is lying: the honest application, and lies about it.

It is started, stopped and reached as `tests.server.Server` is. Pages and scripts are
served intact; what it lies about is data, to one person or to everybody, and each lie
is one line:

    answer   what a request is answered: any JSON under /api/, or a chunk of a file
    push     what the socket tells somebody: changed, dropped (None), several (a list)
    ack      what the socket answers to a message or session that somebody sent
    swallow  a message is acknowledged, and nothing is stored of it
    rewrite  a whole second history of a room, numbered and chained like the first

A lie that changed nothing was not told; `told` says whether all were.
"""

from __future__ import annotations

import copy
import fnmatch
import gzip
import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request
from flask_login import current_user
from werkzeug.serving import WSGIRequestHandler, make_server

from chat import headers, pages
from chat.application import build, close
from chat.assets import FOR_GOOD, Assets, answer
from chat.database import begin_writing, db
from chat.envelope import check_envelope
from chat.hub import Hub
from chat.logs import Send
from chat.services import Services
from chat.settings import Settings
from encryption.signed import b64u, entry_hash, first_head, next_head, sha256_b64
from tests.no_limits import INSECURE_NO_LIMITS

INSECURE_SCRYPT_N = 2

CHUNK = "application/octet-stream"

# When records were taken in that were not: the same at every telling.
TIME = 1_700_000_000_000

Change = Callable[[Any], Any]


@dataclass
class Lie:
    """One lie: about what, to whom (or to everybody), and how often it was told."""

    kind: str
    about: str
    change: Change
    to: str | None = None
    told: int = 0
    # Whether it is one of the lies that have to be told.
    counts: bool = True

    def concerns(self, kind: str, about: str, who: str | None) -> bool:
        """Tell whether this is the lie for an occasion."""
        return (
            self.kind == kind
            and fnmatch.fnmatchcase(about, self.about)
            and self.to in (None, who)
        )

    def tell(self, truth: Any) -> Any:
        """Return what is said in place of the truth."""
        said = self.change(copy.deepcopy(truth))
        self.told += said != truth
        return said


@dataclass
class History:
    """What one person is shown of a room: made of the records that there are."""

    room: str
    to: str
    change: Change
    honest: Callable[[], list[dict]]
    shown: int
    told: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    def entries(self) -> list[dict]:
        """Return the second history, numbered and chained."""
        truth = self.honest()
        records = [copy.deepcopy(entry["record"]) for entry in truth]
        told = chained(self.room, self.change(records))
        self.told += told != truth
        return told

    def news(self) -> list[dict]:
        """Return what this person has not been shown yet."""
        with self.lock:
            entries = [e for e in self.entries() if e["record"]["seq"] > self.shown]
            self.shown += len(entries)
        return entries


def chained(room: str, records: Iterable[dict]) -> list[dict]:
    """Number records anew and compute the head behind each, as an honest room has."""
    head, entries = first_head(room), []
    for seq, record in enumerate(records, 1):
        numbered = {"time": TIME, **record}
        numbered |= {"room": record.get("room", room), "seq": seq}
        head = next_head(head, numbered)
        entries.append({"head": b64u(head), "record": numbered})
    return entries


class EvilServer:
    """The honest application in this process, on a directory of its own."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.url = ""
        self._lies: list[Lie] = []
        self._histories: list[History] = []
        self._app = build(
            Settings(
                async_mode="threading",
                instance_dir=folder / "instance",
                log_dir=folder / "chat_logs",
                log_sync="normal",
                insecure_accounts_sync="normal",
                insecure_scrypt_n=INSECURE_SCRYPT_N,
                **{**INSECURE_NO_LIMITS, **settings},
            )
        )
        self._headers = self._app.wsgi_app
        self.assets: Assets = self._app.extensions["assets"]
        # Pages that are open go on with the files that they came with.
        self._trees = {self.assets.release: self.assets}
        self._app.view_functions["assets.serve"] = self._file
        self._services: Services = self._app.extensions["securechat"]
        self._hub: Hub = self._services.hub
        self._open_door: str | None = None
        self._compare = self._services.stretcher.matches
        self._services.stretcher.matches = self._matches
        self._honest_send = self._hub.send
        self._hub.send = self._send
        self._post = self._hub._post
        self._hub._post = LyingPost(self)
        self._app.after_request(self._answered)
        self._server: Any = None

    @property
    def app(self) -> Flask:
        """The application, for whoever wants to look into it."""
        return self._app

    def start(self) -> EvilServer:
        """Serve on a free port."""
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
        self._server = make_server(
            "127.0.0.1", 0, self._app, threaded=True, request_handler=Silent
        )
        self._server.daemon_threads = True
        self._server.block_on_close = False
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def stop(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()
        close(self._app)

    # Lies

    def answer(
        self, route: str, lie: Change, to: str | None = None, counts: bool = True
    ) -> Lie:
        """Lie in the answer to a request: `GET /api/rooms/*/records`, for example."""
        return self._lie(Lie("answer", route, lie, to, counts=counts))

    def push(self, event: str, lie: Change, to: str | None = None) -> Lie:
        """Lie in what the socket tells somebody."""
        return self._lie(Lie("push", event, lie, to))

    def ack(self, kind: str, lie: Change, of: str | None = None) -> Lie:
        """Lie in the acknowledgement of a `message` or `session` that somebody sent."""
        return self._lie(Lie("ack", kind, lie, of))

    def swallow(self, kind: str = "message", of: str | None = None) -> Lie:
        """Acknowledge what somebody sends, as the next record, and store nothing."""
        return self._lie(Lie("swallow", kind, lambda answer: answer, of))

    def rewrite(self, room: str, to: str, lie: Change) -> History:
        """Show somebody another history: `lie` takes and returns a list of records."""
        shown = len(self.history(room))
        history = History(room, to, lie, lambda: self.history(room), shown)
        self._histories.append(history)
        return history

    def mute(self, username: str) -> None:
        """Tell somebody nothing any more: they hear of it at their next visit."""
        self._lie(Lie("push", "*", lambda _: None, username, counts=False))

    def let_in(self, username: str) -> None:
        """Let whoever says to be this person log in with any secret."""
        self._open_door = username

    def publish(self, username: str, bundle: str) -> None:
        """Enter a bundle into the key log, for everybody to see."""
        with self._app.app_context():
            begin_writing()
            self._services.key_log.append(username, sha256_b64(bundle.encode()))
            db.session.commit()

    def key_log(self) -> list[dict]:
        """Return all entries of the key log, as they are."""
        with self._app.app_context():
            log = self._services.key_log
            return log.entries(0, log.size())

    def honest(self) -> None:
        """End all lies."""
        self._open_door = None
        self._lies.clear()
        self._histories.clear()

    @property
    def told(self) -> bool:
        """Tell whether there are lies, and each was told."""
        counted = [*(lie for lie in self._lies if lie.counts), *self._histories]
        return all(lie.told for lie in counted)

    # What it knows, and does of its own accord

    def history(self, room: str) -> list[dict]:
        """Return all records of a room with their heads, as they are."""
        kept = self._hub.log.page(room, 0, None, 1_000_000)
        return [{"head": b64u(one.head), "record": one.record} for one in kept]

    def take(self, username: str, payload: dict) -> dict:
        """Take in what somebody sends, as the socket's `send` would bring it.

        Raises Refusal.
        """
        payload = {**payload, "sender": username}
        sid = check_envelope(payload["kind"], payload["data"])
        with self._app.app_context():
            return self._hub.send(Send(sid=sid, **payload))

    def tell(self, username: str, event: str, payload: dict) -> None:
        """Tell somebody something out of the blue."""
        self._post.tell([username], event, payload)

    def serve_tree(self, assets: Assets) -> None:
        """Serve another tree of files, and pages that go with it."""
        self._trees[assets.release] = assets
        self._app.extensions |= pages.make_pages(assets)
        self._headers.added = headers.fixed_headers(assets)

    # How it lies

    def _file(self, release: str, name: str) -> Response:
        tree = self._trees.get(release)
        if tree is None or name not in tree.files:
            abort(404)
        return answer(tree.files[name], FOR_GOOD)

    def _lie(self, lie: Lie) -> Lie:
        self._lies.append(lie)
        return lie

    def _of(self, kind: str, about: str, who: str | None) -> Iterator[Lie]:
        return (lie for lie in list(self._lies) if lie.concerns(kind, about, who))

    def _history_of(self, room: str, who: str | None) -> History | None:
        found = (h for h in self._histories if (h.room, h.to) == (room, who))
        return next(found, None)

    def _answered(self, response: Response) -> Response:
        if not request.path.startswith("/api/"):
            return response
        if response.mimetype == CHUNK:
            chunk = response.get_data()
            for lie in self._of("answer", f"GET {request.path}", _who()):
                chunk = lie.tell(chunk)
            response.set_data(chunk)
            return response
        if not response.is_json:
            return response
        if response.content_encoding == "gzip":
            response.set_data(gzip.decompress(response.get_data()))
            del response.headers["Content-Encoding"]
        who = _who()
        body = truth = response.get_json()
        if response.status_code < 400:
            body = self._shown(who, body)
        for lie in self._of("answer", f"{request.method} {request.path}", who):
            body = lie.tell(body)
        if body != truth:
            # Whoever turns a refusal into an answer, or the reverse, says so by form.
            response.status_code = 400 if "error" in body else 200
            response.set_data(json.dumps(body))
        return response

    def _shown(self, who: str | None, body: dict) -> dict:
        """Put the second histories of somebody into an answer."""
        if request.path == "/api/rooms" and request.method == "GET":
            return {"rooms": [self._summary(who, one) for one in body["rooms"]]}
        parts = request.path.split("/")
        history = self._history_of(parts[3], who) if len(parts) > 3 else None
        if history is None or request.method != "GET":
            return body
        if len(parts) == 4:
            roster = [e for e in history.entries() if e["record"]["kind"] == "roster"]
            return {**self._summary(who, body), "roster": roster}
        if parts[4] == "records":
            return _page(history.entries(), request.args)
        if parts[4] == "sessions":
            ids = request.args["ids"].split(",")
            wanted = [
                entry
                for entry in history.entries()
                if entry["record"]["kind"] == "session" and entry["record"]["id"] in ids
            ]
            return {"records": wanted}
        return body

    def _summary(self, who: str | None, summary: dict) -> dict:
        history = self._history_of(summary["room"], who)
        if history is None:
            return summary
        entries = history.entries()
        texts = [
            e["record"]["data"] for e in entries if e["record"]["kind"] == "roster"
        ]
        return {
            **summary,
            "head": entries[-1]["head"],
            "seq": entries[-1]["record"]["seq"],
            "roster_head": entry_hash(texts[-1]),
            "roster_n": len(texts) - 1,
        }

    def _matches(self, secret: bytes, salt: bytes, expected: bytes) -> bool:
        if self._open_door and self._open_door == _who():
            return True
        return self._compare(secret, salt, expected)

    def _send(self, item: Send) -> dict:
        for lie in self._of("swallow", item.kind, item.sender):
            return self._pretend(lie, item)
        answer = self._honest_send(item)
        history = self._history_of(item.room, item.sender)
        for entry in history.entries() if history else ():
            record = entry["record"]
            if record["id"] == item.id:
                answer = {
                    "head": entry["head"],
                    "seq": record["seq"],
                    "time": record["time"],
                }
        for lie in self._of("ack", item.kind, item.sender):
            answer = lie.tell(answer)
        return answer

    def _pretend(self, lie: Lie, item: Send) -> dict:
        lie.told += 1
        record = {
            name: getattr(item, name) for name in ("data", "id", "kind", "sender")
        }
        records = [entry["record"] for entry in self.history(item.room)]
        entry = chained(item.room, [*records, record])[-1]
        return {
            "head": entry["head"],
            "seq": entry["record"]["seq"],
            "time": entry["record"]["time"],
        }


class LyingPost:
    """The hub's post, through which everybody is told things."""

    def __init__(self, evil: EvilServer) -> None:
        self._evil = evil
        self._post = evil._post

    def tell(self, usernames: Iterable[str], event: str, payload: dict) -> None:
        """Tell each of these people, truly or not."""
        for username in usernames:
            for told in self._told(username, event, payload):
                self._post.tell([username], event, told)

    def hang_up(self, connections: list[str], code: str) -> None:
        """Say why, then end these connections."""
        self._post.hang_up(connections, code)

    def _told(self, username: str, event: str, payload: dict) -> list[dict]:
        told = [payload]
        if event == "record":
            history = self._evil._history_of(payload["record"]["room"], username)
            told = history.news() if history else told
        for lie in self._evil._of("push", event, username):
            said = [lie.tell(one) for one in told]
            told = [one for many in said for one in _several(many)]
        return told


class Silent(WSGIRequestHandler):
    """A connection that is kept, and writes nothing to the terminal."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: object) -> None:
        """Say nothing."""


def _several(said: Any) -> list[dict]:
    if said is None:
        return []
    return said if isinstance(said, list) else [said]


def _who() -> str | None:
    """Say who asks: by their login, or else by the name that they log in with."""
    if current_user.is_authenticated:
        return current_user.username
    asked = request.get_json(silent=True)
    return asked.get("username") if isinstance(asked, dict) else None


def _page(entries: list[dict], bounds: Any) -> dict:
    """Answer as `GET /api/rooms/<id>/records` does."""
    after, before = (bounds.get(name, type=int) for name in ("after", "before"))
    limit = bounds.get("limit", 50, type=int)
    page = [
        entry
        for entry in entries
        if (after is None or entry["record"]["seq"] > after)
        and (before is None or entry["record"]["seq"] < before)
    ]
    newest = entries[-1]
    return {
        "head": newest["head"],
        "records": page[:limit] if after is not None else page[-limit:],
        "seq": newest["record"]["seq"],
    }
