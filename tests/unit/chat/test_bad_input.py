"""Every HTTP route and every socket event, given what they must refuse.

A row is one bad request and the code of its refusal. After each row both databases are
as they were, nobody was told anything, and whoever was connected still is. A route or
an event without rows fails the test.
"""

from __future__ import annotations

import json

import pyotp
import pytest
from sqlalchemy import MetaData, select

from chat import reset_codes
from chat.api.second_factor import is_name
from chat.application import build, close
from chat.database import db
from chat.settings import Settings
from encryption.crypto_utils import make_entry, make_signal, new_id
from encryption.signed import MAX_SEALED, b64u
from tests.factories import SEALED, Book, Person, credential, now, renewed, signer
from tests.no_limits import INSECURE_NO_LIMITS

# The same in every process that collects these tests.
NOBODY = "A" * 22
NO_HASH = b64u(bytes(32))
SURROGATE = "\ud800"
DEEP = "[" * 100_000

# What a passkey's answer is made of.
SHOWN = ("authenticator", "client_data", "credential", "signature")

# Of no form that any field has.
WRONG = {
    "null": None,
    "a number": 1.5,
    "a boolean": True,
    "a huge number": 10**30,
    "an empty list": [],
    "a list": [1],
    "an empty object": {},
    "an empty string": "",
    "a lone surrogate": SURROGATE,
    "a null character": "\x00",
    "not ASCII": "ä" * 22,
    "not base64url": "!" * 43,
}


def uploaded(person, book):
    """Have a file in a room."""
    identity, path, size = new_id(), f"/api/rooms/{book.room}/files", 16_448
    body = {"id": identity, "size": size}
    assert person.http.post(path, json=body).status_code == 201
    answer = person.http.put(
        f"{path}/{identity}/chunks/0",
        data=bytes(size),
        content_type="application/octet-stream",
    )
    assert answer.json == {"complete": True}
    return identity


class World:
    """Alice and Bob in a room; Carol, who is not a member."""

    def __init__(self, settings):
        self.app = build(settings)
        self.alice, self.bob, self.carol = (
            Person(self.app, name).register() for name in ("alice", "bob", "carol")
        )
        self.dave = Person(self.app, "dave").register("browser")
        self.book = self.alice.create(self.bob)
        self.direct = self.alice.create(self.bob, kind="direct")
        self.other = self.carol.create()
        self.at_alice, self.at_bob = self.alice.connect(), self.bob.connect()
        self.said = self.alice.say(self.at_alice, self.book, "hello")
        self.said_id = self.drain()[-1]["args"][0]["record"]["id"]
        self.told = self.alice.say(self.at_alice, self.book, "never mind")
        self.session, _ = self.book.session(self.alice.signer)
        assert self.at_alice.emit("send", self.session, callback=True)["ok"]
        self.bobs, _ = self.book.session(self.bob.signer)
        assert self.at_bob.emit("send", self.bobs, callback=True)["ok"]
        self.file = uploaded(self.alice, self.book)
        (carols,) = self.carol.http.get("/api/logins").json["logins"]
        self.login = carols["id"]
        phrase_of(self)
        reset_code_of(self)
        self.drain()
        # Reading what tables there are takes longer than reading them.
        self.tables = [
            (engine, table)
            for engine in self.engines()
            for table in _reflected(engine)
            if table.name != "logins"
        ]

    def engines(self):
        """Return the way to each database."""
        with self.app.app_context():
            return db.engine, self.app.extensions["securechat"].hub.log._reader

    def drain(self):
        """Return what everybody was told since the last time."""
        return [*self.at_alice.get_received(), *self.at_bob.get_received()]

    def stored(self):
        """Return every row of both databases, but for logins."""
        rows = {}
        for engine, table in self.tables:
            with engine.connect() as connection:
                found = connection.execute(select(table))
                rows[table.name] = sorted(map(tuple, found), key=repr)
        return rows


def _reflected(engine):
    tables = MetaData()
    tables.reflect(engine)
    return tables.sorted_tables


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    settings = Settings(
        async_mode="threading",
        instance_dir=folder / "instance",
        log_dir=folder / "chat_logs",
        log_sync="normal",
        insecure_accounts_sync="normal",
        insecure_scrypt_n=2,
        files_quota_mb=1,
        max_file_mb=2,
        **INSECURE_NO_LIMITS,
    )
    made = World(settings)
    yield made
    close(made.app)


@pytest.fixture
def unchanged(world):
    """Demand that a test leaves no trace: no row, no word to anybody, nobody gone."""
    before = world.stored()
    assert before["records"], "the premise: there is something to spoil"
    yield
    assert world.stored() == before
    assert world.drain() == []
    for socket, person in ((world.at_alice, world.alice), (world.at_bob, world.bob)):
        assert socket.is_connected()
        mine = world.session if person is world.alice else world.bobs
        # A repeated send changes nothing, and is answered.
        assert socket.emit("send", mine, callback=True)["ok"]


# What each route takes when it is well-formed: the body, or None where there is none.
# Whoever asks is Alice; PUBLIC routes need nobody.
BAD = "bad-request"
REGISTER = ("POST", "/api/register")
SALT = ("POST", "/api/login/salt")
LOGIN = ("POST", "/api/login")
LOGOUT = ("POST", "/api/logout")
PASSWORD = ("POST", "/api/account/password")
REGISTRATION = ("GET", "/api/registration")
LOGINS = ("GET", "/api/logins")
END_OTHERS = ("DELETE", "/api/logins")
END = ("DELETE", "/api/logins/<name>")
PHRASE = ("PUT", "/api/account/recovery")
STORE = ("PUT", "/api/account/store")
SEALED_FOR_PHRASE = ("GET", "/api/account/recovery")
KEY_FILE = ("PUT", "/api/account/file")
RECOVERY_SALT = ("POST", "/api/recovery/salt")
RECOVERY_KEYS = ("POST", "/api/recovery/keys")
RECOVER = ("POST", "/api/recovery")
RESET = ("POST", "/api/reset")
CODE = ("POST", "/api/login/code")
FACTOR = ("GET", "/api/account/factor")
TOTP = ("POST", "/api/account/factor/totp")
SET_TOTP = ("PUT", "/api/account/factor/totp")
CODES = ("PUT", "/api/account/factor/codes")
FACTOR_OFF = ("POST", "/api/account/factor/off")
CHALLENGE = ("POST", "/api/login/passkey/challenge")
PASSKEY = ("POST", "/api/login/passkey")
ALONE = ("POST", "/api/passkey")
ASK_ANYBODY = ("POST", "/api/passkey/challenge")
MAKE_PASSKEY = ("POST", "/api/account/passkeys/challenge")
ADD_PASSKEY = ("POST", "/api/account/passkeys")
REMOVE_PASSKEY = ("POST", "/api/account/passkeys/remove")
LANGUAGE = ("PUT", "/api/language")
DELETE = ("POST", "/api/account/delete")
ARCHIVE = ("GET", "/api/account/archive")
ME = ("GET", "/api/me")
BUNDLE = ("GET", "/api/users/<username>/bundle")
TOO_LONG = f"{SEALED}{'A' * MAX_SEALED}"

KEYS = ("POST", "/api/keys")
CHECKPOINT = ("GET", "/api/keylog/checkpoint")
CONSISTENCY = ("GET", "/api/keylog/consistency")
INCLUSION = ("GET", "/api/keylog/inclusion")
ENTRIES = ("GET", "/api/keylog/entries")
STATE = ("GET", "/api/state")
PUT_STATE = ("PUT", "/api/state")
ROOMS = ("GET", "/api/rooms")
CREATE = ("POST", "/api/rooms")
ROOM = ("GET", "/api/rooms/<room>")
ROSTER = ("POST", "/api/rooms/<room>/roster")
FAREWELL = ("POST", "/api/rooms/<room>/farewell")
RECORDS = ("GET", "/api/rooms/<room>/records")
SESSIONS = ("GET", "/api/rooms/<room>/sessions")
LOG = ("GET", "/api/rooms/<room>/log")
FILES = ("POST", "/api/rooms/<room>/files")
FILE = ("GET", "/api/rooms/<room>/files/<identity>")
DROP = ("DELETE", "/api/rooms/<room>/files/<identity>")
COPY = ("POST", "/api/rooms/<room>/files/<identity>/copies")
CHUNK = ("GET", "/api/rooms/<room>/files/<identity>/chunks/<n>")
KEEP = ("PUT", "/api/rooms/<room>/files/<identity>/chunks/<n>")

BODIES = {
    REGISTER: lambda world: Person(world.app, "erin").registration(),
    SALT: lambda world: {"username": "alice"},
    LOGIN: lambda world: {"secret": world.alice.secret, "username": "alice"},
    LOGOUT: lambda world: {},
    LANGUAGE: lambda world: {"language": "ar"},
    PASSWORD: lambda world: world.alice.new_password(),
    PHRASE: lambda world: world.alice.new_phrase(),
    KEY_FILE: lambda world: world.alice.new_file(),
    STORE: lambda world: world.alice.to_browser(),
    RECOVERY_SALT: lambda world: {"username": "alice"},
    RECOVERY_KEYS: lambda world: {"secret": phrase_of(world), "username": "alice"},
    RECOVER: lambda world: world.alice.recovery(phrase_of(world)),
    RESET: lambda world: world.alice.reset(reset_code_of(world), "mallory"),
    CODE: lambda world: {"code": "123456"},
    TOTP: lambda world: {"password": world.alice.secret},
    SET_TOTP: lambda world: totp(world.alice),
    CODES: lambda world: {"password": world.alice.secret},
    FACTOR_OFF: lambda world: {"password": world.alice.secret},
    CHALLENGE: lambda world: {},
    PASSKEY: lambda world: dict.fromkeys(SHOWN, "AAAA"),
    ALONE: lambda world: dict.fromkeys(SHOWN, "AAAA"),
    ASK_ANYBODY: lambda world: {},
    MAKE_PASSKEY: lambda world: {"password": world.alice.secret},
    ADD_PASSKEY: lambda world: {
        "attestation": "AAAA",
        "bundle": None,
        "client_data": "AAAA",
        "name": "a key",
        "password": world.alice.secret,
        "sealed": None,
    },
    REMOVE_PASSKEY: lambda world: {"id": NO_HASH, "password": world.alice.secret},
    DELETE: lambda world: world.alice.deletion(),
    FAREWELL: lambda world: {"id": world.said["id"], "seq": world.said["seq"]},
    KEYS: lambda world: {
        "bundle": renewed(world.alice.signer, "mallory").bundle,
        "password": world.alice.secret,
        "sealed": SEALED,
    },
    PUT_STATE: lambda world: {"blob": SEALED, "rev": 1},
    CREATE: lambda world: new_room(world, world.alice),
    ROSTER: lambda world: {"entries": [add(world, world.alice, world.carol)]},
    FILES: lambda world: {"id": new_id(), "size": 16_448},
    COPY: lambda world: {"room": world.direct.room},
}
PUBLIC = {REGISTER, REGISTRATION, SALT, LOGIN, LANGUAGE}
PUBLIC |= {
    RECOVERY_SALT,
    RECOVERY_KEYS,
    RECOVER,
    RESET,
    CODE,
    CHALLENGE,
    PASSKEY,
    ALONE,
    ASK_ANYBODY,
}
PUBLIC |= {CHECKPOINT, CONSISTENCY, INCLUSION, ENTRIES}
IN_ROOM = {
    ROOM,
    ROSTER,
    FAREWELL,
    RECORDS,
    SESSIONS,
    LOG,
    FILES,
    FILE,
    DROP,
    COPY,
    CHUNK,
    KEEP,
}
# What they take is no JSON.
BARE = {DROP, END, END_OTHERS, KEEP}
# What is good for somebody who has a second factor, or a login that waits for it.
WITH_FACTOR = {CODE, CODES, CHALLENGE, PASSKEY, ADD_PASSKEY, REMOVE_PASSKEY, ALONE}


def totp(person):
    """Make what sets a second factor up."""
    password = {"password": person.secret}
    made = person.http.post("/api/account/factor/totp", json=password).json
    return {"code": pyotp.TOTP(made["secret"]).now(), "salt": made["salt"], **password}


def new_room(world, *people, by=None, kind="group"):
    book = Book()
    creator, *others = (person.signer for person in people)
    entries = book.create(creator, *others, kind=kind)
    return {"entries": entries, "room": book.room}


def add(world, by, whom, /, **changes):
    subject = {**whom.signer.subject, **changes.pop("subject", {})}
    return entry(world, by, "add", subject=subject, **changes)


def entry(world, by, op, /, **members):
    roster = world.book.roster
    made = {
        "by": by.username,
        "n": roster.n + 1,
        "op": op,
        "prev": roster.head,
        "room": world.book.room,
        "time": now(),
        **members,
    }
    return make_entry(keys=by.signer.keys, entry=made)


def spoilt(text):
    """Change the last byte of a signature."""
    end = "A" if text[-4] != "A" else "B"
    return text[:-4] + end + text[-3:]


def log_setting(world, by, **changes):
    return entry(world, by, "settings", settings={"log": False}, **changes)


def registration(**changes):
    return lambda world: {**BODIES[REGISTER](world), **changes}


def phrase_of(world):
    """Let Alice have a recovery phrase, and return its secret."""
    if not hasattr(world, "phrase"):
        wish = world.alice.new_phrase()
        answer = world.alice.http.put("/api/account/recovery", json=wish)
        assert answer.status_code == 204, answer.text
        world.phrase = wish["secret"]
    return world.phrase


def reset_code_of(world):
    """Let Alice begin anew, and return the code."""
    if not hasattr(world, "reset_code"):
        with world.app.app_context():
            world.reset_code = reset_codes.make("alice", 1)
    return world.reset_code


def phrase(**changes):
    return lambda world: {**BODIES[PHRASE](world), **changes}


def key_file(**changes):
    return lambda world: {**BODIES[KEY_FILE](world), **changes}


def store(**changes):
    return lambda world: {**BODIES[STORE](world), **changes}


def to_server(**changes):
    return lambda world: {**world.alice.to_server(), **changes}


def recovery(**changes):
    made = {name: make for name, make in changes.items() if callable(make)}
    return lambda world: {
        **BODIES[RECOVER](world),
        **changes,
        **{name: make(world) for name, make in made.items()},
    }


def begin_anew(**changes):
    return lambda world: {**BODIES[RESET](world), **changes}


def password(**changes):
    return lambda world: {**BODIES[PASSWORD](world), **changes}


def keys(**changes):
    made = {name: make for name, make in changes.items() if callable(make)}
    return lambda world: {
        **BODIES[KEYS](world),
        **changes,
        **{name: make(world) for name, make in made.items()},
    }


def no_numbers(**good):
    """Make rows of queries in which one number of a good one is none."""
    return [
        (f"{name}={value!r}", {**good, name: value}, 400, "bad-request")
        for name in good
        for value in ("", "-1", "+1", " 1", "1.0", "1e3", "x", "٣", "9" * 17, "9" * 16)
    ] + [
        (f"no {name}", {n: v for n, v in good.items() if n != name}, 400, "bad-request")
        for name in good
    ]


def entries_of(make):
    return lambda world: {"entries": make(world)}


# route → rows of (name, what makes the JSON body or the query, status, code)
ROWS = {
    REGISTER: [
        ("taken", lambda w: w.alice.registration(), 409, "username-taken"),
        ("short name", registration(username="ab"), 400, "bad-username"),
        ("long name", registration(username="a" * 33), 400, "bad-username"),
        ("name with a space", registration(username="a b c"), 400, "bad-username"),
        ("Kelvin sign", registration(username="\u212aate"), 400, "bad-username"),
        ("bundle of another", registration(username="frank"), 400, "wrong-owner"),
        (
            "unsigned bundle",
            lambda w: registration(bundle=spoilt(signer("erin").bundle))(w),
            400,
            "bad-signature",
        ),
        ("long bundle", registration(bundle="a" * 5000), 400, "too-large"),
        ("sealed too large", registration(sealed=SEALED * 400), 400, "bad-request"),
        (
            "sealed too long",
            registration(sealed=TOO_LONG),
            413,
            "too-large",
        ),
        ("sealed, unwanted", registration(store="browser"), 400, "bad-request"),
        ("sealed, missing", registration(sealed=None), 400, "bad-request"),
        ("a code of another type", registration(code=7), 400, "bad-request"),
        ("another store", registration(store="cloud"), 400, "bad-request"),
    ],
    SALT: [("bad name", lambda w: {"username": "no!"}, 400, "bad-username")],
    LOGIN: [
        (
            "wrong secret",
            lambda w: {"secret": w.bob.secret, "username": "alice"},
            401,
            "bad-credentials",
        ),
        (
            "unknown name",
            lambda w: {"secret": w.alice.secret, "username": "nobody"},
            401,
            "bad-credentials",
        ),
        (
            "bad name",
            lambda w: {"secret": w.alice.secret, "username": "no!"},
            400,
            "bad-username",
        ),
    ],
    LOGOUT: [],
    REGISTRATION: [],
    LOGINS: [],
    END_OTHERS: [],
    # It is Carol's.
    END: [("as JSON", lambda w: {}, 404, "not-found")],
    LANGUAGE: [
        (repr(name), lambda _, name=name: {"language": name}, 400, "bad-request")
        for name in ("xx", "../en", "en.ftl", "AR")
    ],
    PASSWORD: [
        ("wrong secret", password(old=b64u(bytes(32))), 401, "bad-credentials"),
        (
            "Bob's secret",
            lambda w: password(old=w.bob.secret)(w),
            401,
            "bad-credentials",
        ),
        ("other keys", password(bundle=NO_HASH), 409, "stale-keys"),
        (
            "Bob's keys",
            lambda w: password(bundle=w.bob.signer.read.hash)(w),
            409,
            "stale-keys",
        ),
        ("no sealed keys", password(sealed=None, bundle=None), 400, "bad-request"),
        ("no bundle", password(bundle=None), 400, "bad-request"),
        (
            "sealed too long",
            password(sealed=TOO_LONG),
            413,
            "too-large",
        ),
    ],
    PHRASE: [
        ("wrong secret", phrase(password=b64u(bytes(32))), 401, "bad-credentials"),
        (
            "the phrase for the password",
            lambda w: phrase(password=w.phrase)(w),
            401,
            "bad-credentials",
        ),
        ("other keys", phrase(bundle=NO_HASH), 409, "stale-keys"),
        ("no sealed keys", phrase(sealed=None), 400, "bad-request"),
        ("no bundle", phrase(bundle=None), 400, "bad-request"),
        ("sealed too long", phrase(sealed=TOO_LONG), 413, "too-large"),
    ],
    # Nobody has shown a password.
    CODE: [("six digits", lambda w: {"code": "123456"}, 401, "factor-over")],
    FACTOR: [],
    TOTP: [
        (
            "wrong secret",
            lambda w: {"password": b64u(bytes(32))},
            401,
            "bad-credentials",
        )
    ],
    SET_TOTP: [
        (
            "wrong secret",
            lambda w: {**BODIES[SET_TOTP](w), "password": b64u(bytes(32))},
            401,
            "bad-credentials",
        ),
        (
            "no code",
            lambda w: {**BODIES[SET_TOTP](w), "code": "abcdef"},
            401,
            "bad-factor",
        ),
        (
            "a long code",
            lambda w: {**BODIES[SET_TOTP](w), "code": "1" * 17},
            400,
            "bad-request",
        ),
    ],
    CODES: [
        (
            "wrong secret",
            lambda w: {"password": b64u(bytes(32))},
            401,
            "bad-credentials",
        ),
        (
            "no second factor",
            lambda w: {"password": w.alice.secret},
            404,
            "not-found",
        ),
    ],
    FACTOR_OFF: [
        (
            "wrong secret",
            lambda w: {"password": b64u(bytes(32))},
            401,
            "bad-credentials",
        )
    ],
    CHALLENGE: [("as JSON", lambda w: {}, 401, "factor-over")],
    PASSKEY: [
        ("nothing pending", lambda w: BODIES[PASSKEY](w), 401, "factor-over"),
        (
            "too long",
            lambda w: {**BODIES[PASSKEY](w), "signature": "A" * 8196},
            400,
            "bad-request",
        ),
    ],
    ALONE: [("no answer", lambda w: BODIES[ALONE](w), 401, "bad-passkey")],
    ASK_ANYBODY: [],
    MAKE_PASSKEY: [
        (
            "wrong secret",
            lambda w: {"password": b64u(bytes(32))},
            401,
            "bad-credentials",
        )
    ],
    ADD_PASSKEY: [
        (
            "wrong secret",
            lambda w: {**BODIES[ADD_PASSKEY](w), "password": b64u(bytes(32))},
            401,
            "bad-credentials",
        ),
        ("no answer", lambda w: BODIES[ADD_PASSKEY](w), 401, "bad-passkey"),
        (
            "keys without a bundle",
            lambda w: {**BODIES[ADD_PASSKEY](w), "sealed": SEALED},
            400,
            "bad-request",
        ),
        (
            "a bundle without keys",
            lambda w: {**BODIES[ADD_PASSKEY](w), "bundle": NO_HASH},
            400,
            "bad-request",
        ),
        *(
            (
                f"named {name!r}",
                lambda w, name=name: {**BODIES[ADD_PASSKEY](w), "name": name},
                400,
                "bad-request",
            )
            for name in (" a", "a\nb", "a\u202eb", "a" * 65)
        ),
    ],
    REMOVE_PASSKEY: [
        (
            "wrong secret",
            lambda w: {"id": NO_HASH, "password": b64u(bytes(32))},
            401,
            "bad-credentials",
        ),
        ("not there", lambda w: BODIES[REMOVE_PASSKEY](w), 404, "not-found"),
    ],
    SEALED_FOR_PHRASE: [],
    STORE: [
        ("wrong secret", store(password=b64u(bytes(32))), 401, "bad-credentials"),
        ("other keys", store(bundle=NO_HASH), 409, "stale-keys"),
        ("no bundle", store(bundle=None), 400, BAD),
        ("sealed keys", store(sealed=SEALED), 400, BAD),
        ("sealed keys of the phrase", store(recovery=SEALED), 400, BAD),
        *((f"to {to}", store(store=to), 400, BAD) for to in ("disk", None, [], {})),
        ("stored already, others", to_server(), 409, "stale-keys"),
        ("no sealed keys", to_server(sealed=None), 400, BAD),
        ("no seal for the phrase", to_server(recovery="x"), 400, BAD),
        ("no text for a bundle", to_server(bundle={}), 400, BAD),
        (
            "somebody else's bundle",
            lambda w: {**w.alice.to_server(), "bundle": w.bob.signer.bundle},
            400,
            "wrong-owner",
        ),
        (
            "sealed too long",
            to_server(sealed=TOO_LONG),
            413,
            "too-large",
        ),
    ],
    KEY_FILE: [
        ("wrong secret", key_file(password=b64u(bytes(32))), 401, "bad-credentials"),
        ("other keys", key_file(bundle=NO_HASH), 409, "stale-keys"),
        ("no bundle", key_file(bundle=None), 400, "bad-request"),
        ("sealed keys", key_file(sealed=SEALED), 400, "bad-request"),
        ("no salt", key_file(salt=None), 400, "bad-request"),
    ],
    RECOVERY_SALT: [
        ("bad name", lambda w: {"username": "no!"}, 400, "bad-username"),
        *(
            (f"by {by}", lambda w, by=by: {"by": by, "username": "alice"}, 400, BAD)
            for by in ("hand", "", None, [], {}, 7)
        ),
    ],
    RECOVERY_KEYS: [
        (
            "the phrase for a file",
            lambda w: {"by": "file", "secret": w.phrase, "username": "alice"},
            401,
            "bad-recovery",
        ),
        (
            "wrong secret",
            lambda w: {"secret": b64u(bytes(32)), "username": "alice"},
            401,
            "bad-recovery",
        ),
        (
            "the password for the phrase",
            lambda w: {"secret": w.alice.secret, "username": "alice"},
            401,
            "bad-recovery",
        ),
        (
            "of somebody without one",
            lambda w: {"secret": w.phrase, "username": "bob"},
            401,
            "bad-recovery",
        ),
        (
            "of nobody",
            lambda w: {"secret": w.phrase, "username": "nobody"},
            401,
            "bad-recovery",
        ),
    ],
    RECOVER: [
        ("wrong secret", recovery(secret=b64u(bytes(32))), 401, "bad-recovery"),
        (
            "the password for the phrase",
            recovery(secret=lambda w: w.alice.secret),
            401,
            "bad-recovery",
        ),
        ("of somebody without one", recovery(username="bob"), 401, "bad-recovery"),
        ("of nobody", recovery(username="nobody"), 401, "bad-recovery"),
        ("other keys", recovery(bundle=NO_HASH), 409, "stale-keys"),
        ("no bundle", recovery(bundle=None), 400, "bad-request"),
        *(
            (f"{name}: {what}", recovery(**{name: value}), 400, "bad-request")
            for name in ("password", "phrase")
            for what, value in (
                ("no sealed keys", {**credential(), "sealed": None}),
                ("no salt", {**credential(), "salt": None}),
                ("more", {**credential(), "more": 1}),
                ("empty", {}),
            )
        ),
        ("phrase and file", recovery(file={"salt": "", "secret": ""}), 400, BAD),
        (
            "sealed keys in the file's place",
            lambda w: {**w.alice.recovery_by_file(w.phrase), "file": credential()},
            400,
            BAD,
        ),
        (
            "the phrase for a file",
            lambda w: w.alice.recovery_by_file(w.phrase),
            401,
            "bad-recovery",
        ),
        (
            "sealed too long",
            recovery(phrase={**credential(), "sealed": TOO_LONG}),
            413,
            "too-large",
        ),
    ],
    ARCHIVE: [],
    RESET: [
        ("wrong code", begin_anew(code="A" * 22), 401, "bad-reset"),
        ("empty code", begin_anew(code=""), 400, "bad-request"),
        ("long code", begin_anew(code="A" * 50_000), 400, "bad-request"),
        ("bad name", begin_anew(username="no!"), 400, "bad-username"),
        ("of another", begin_anew(username="bob"), 400, "wrong-owner"),
        ("no salt", begin_anew(salt=None), 400, "bad-request"),
        ("no sealed keys", begin_anew(sealed=None), 400, "bad-request"),
        ("long sealed keys", begin_anew(sealed=TOO_LONG), 413, "too-large"),
        (
            "keys that do not begin anew",
            lambda w: {
                **BODIES[RESET](w),
                "bundle": renewed(w.alice.signer, "mallory").bundle,
            },
            400,
            "bad-request",
        ),
        (
            "the keys before",
            lambda w: w.alice.reset(reset_code_of(w), "alice"),
            400,
            "stale-bundle",
        ),
    ],
    DELETE: [
        (
            "wrong secret",
            lambda w: {"password": b64u(bytes(32)), "username": "alice"},
            401,
            "bad-credentials",
        ),
        (
            "somebody else",
            lambda w: {"password": w.bob.secret, "username": "bob"},
            400,
            "bad-request",
        ),
        (
            "bad name",
            lambda w: {"password": w.alice.secret, "username": "no!"},
            400,
            "bad-username",
        ),
    ],
    FAREWELL: [
        (
            "another id",
            lambda w: {"id": NOBODY, "seq": w.said["seq"]},
            404,
            "not-found",
        ),
        ("a seq to come", lambda w: {"id": w.said["id"], "seq": 999}, 404, "not-found"),
        ("no message", lambda w: {"id": w.said["id"], "seq": 1}, 404, "not-found"),
    ],
    ME: [],
    BUNDLE: [],
    KEYS: [
        (
            "of another",
            keys(bundle=lambda w: renewed(w.bob.signer, "mallory").bundle),
            400,
            "wrong-owner",
        ),
        (
            "unsigned",
            keys(bundle=lambda w: spoilt(renewed(w.alice.signer, "mallory").bundle)),
            400,
            "bad-signature",
        ),
        ("not renewed", keys(bundle=signer("alice", "bob").bundle), 400, "not-renewed"),
        (
            "renewed by other keys",
            keys(
                bundle=lambda w: renewed(signer("alice", "carol"), "mallory").bundle,
            ),
            400,
            "unknown-key",
        ),
        (
            "the stored one, sealed anew",
            keys(bundle=lambda w: w.alice.signer.bundle, sealed=SEALED + "AA"),
            400,
            "not-renewed",
        ),
        ("long bundle", keys(bundle="a" * 5000), 400, "too-large"),
        ("no sealed keys", keys(sealed=None), 400, "bad-request"),
        ("wrong secret", keys(password=b64u(bytes(32))), 401, "bad-credentials"),
        ("no secret", keys(password=None), 400, "bad-request"),
        ("sealed too long", keys(sealed=TOO_LONG), 413, "too-large"),
    ],
    CHECKPOINT: [],
    # Four accounts have published their bundles.
    CONSISTENCY: [
        *no_numbers(first="1", second="2"),
        ("from nothing", {"first": "0", "second": "2"}, 400, "bad-request"),
        ("backwards", {"first": "3", "second": "2"}, 400, "bad-request"),
        ("more than there is", {"first": "1", "second": "5"}, 400, "bad-request"),
    ],
    INCLUSION: [
        *no_numbers(size="4"),
        ("no bundle", {"size": "4"}, 400, "bad-request"),
        ("an empty bundle", {"bundle": "", "size": "4"}, 400, "bad-request"),
        ("no hash", {"bundle": NOBODY, "size": "4"}, 400, "bad-request"),
        ("of nothing", {"bundle": NO_HASH, "size": "0"}, 400, "bad-request"),
        ("more than there is", {"bundle": NO_HASH, "size": "5"}, 400, "bad-request"),
        ("not logged", {"bundle": NO_HASH, "size": "4"}, 404, "not-found"),
    ],
    ENTRIES: [
        *no_numbers(start="0", end="4"),
        ("backwards", {"start": "3", "end": "2"}, 400, "bad-request"),
        ("more than there is", {"start": "0", "end": "5"}, 400, "bad-request"),
    ],
    STATE: [],
    PUT_STATE: [
        ("two ahead", lambda w: {"blob": SEALED, "rev": 2}, 409, "stale-state"),
        ("zero", lambda w: {"blob": SEALED, "rev": 0}, 400, "bad-request"),
        ("below zero", lambda w: {"blob": SEALED, "rev": -1}, 400, "bad-request"),
        (
            "too large",
            lambda w: {"blob": f"{SEALED}{'A' * 100_000}", "rev": 1},
            413,
            "too-large",
        ),
    ],
    ROOMS: [],
    CREATE: [
        (
            "there already",
            lambda w: {"entries": w.book.entries[:1], "room": w.book.room},
            409,
            "room-exists",
        ),
        (
            "direct again",
            lambda w: new_room(w, w.alice, w.bob, kind="direct"),
            409,
            "direct-exists",
        ),
        (
            "half a direct",
            lambda w: new_room(w, w.alice, kind="direct"),
            400,
            "bad-request",
        ),
        (
            "for another room",
            lambda w: {**new_room(w, w.alice), "room": new_id()},
            400,
            "wrong-room",
        ),
        ("made by another", lambda w: new_room(w, w.bob), 400, "not-entitled"),
        (
            "adding a ghost",
            lambda w: new_room(w, w.alice, Person(w.app, "ghost")),
            400,
            "no-bundle",
        ),
        (
            "adding somebody away",
            lambda w: new_room(w, w.alice, w.dave),
            400,
            "no-bundle",
        ),
        (
            "too many",
            lambda w: {**new_room(w, w.alice), "entries": ["x"] * 257},
            400,
            "too-many",
        ),
        (
            "not an entry",
            lambda w: {"entries": ["x"], "room": new_id()},
            400,
            "bad-shape",
        ),
    ],
    ROOM: [],
    ROSTER: [
        (
            "unsigned",
            entries_of(lambda w: [spoilt(add(w, w.alice, w.carol))]),
            400,
            "bad-signature",
        ),
        (
            "by another member",
            entries_of(lambda w: [add(w, w.bob, w.carol)]),
            400,
            "not-entitled",
        ),
        (
            "by a stranger",
            entries_of(lambda w: [add(w, w.carol, w.carol)]),
            400,
            "not-member",
        ),
        (
            "by Carol in Alice's name",
            entries_of(lambda w: [add(w, w.carol, w.carol, by="alice")]),
            400,
            "unknown-key",
        ),
        (
            "stale",
            entries_of(lambda w: [add(w, w.alice, w.carol, n=1)]),
            409,
            "stale-roster",
        ),
        (
            "another past",
            entries_of(lambda w: [add(w, w.alice, w.carol, prev=b64u(bytes(32)))]),
            409,
            "stale-roster",
        ),
        (
            "for another room",
            entries_of(lambda w: [add(w, w.alice, w.carol, room=w.other.room)]),
            400,
            "wrong-room",
        ),
        (
            "a member again",
            entries_of(lambda w: [add(w, w.alice, w.bob)]),
            400,
            "already-member",
        ),
        (
            "a ghost",
            entries_of(lambda w: [add(w, w.alice, Person(w.app, "ghost"))]),
            400,
            "no-bundle",
        ),
        (
            "with other keys",
            entries_of(
                lambda w: [
                    add(
                        w,
                        w.alice,
                        w.carol,
                        subject={"enc": w.bob.signer.subject["enc"]},
                    )
                ]
            ),
            400,
            "wrong-thumbprint",
        ),
        (
            "themselves out",
            entries_of(
                lambda w: [entry(w, w.alice, "remove", subject=w.alice.signer.subject)]
            ),
            400,
            "not-entitled",
        ),
        (
            "the second is bad",
            entries_of(lambda w: [add(w, w.alice, w.carol), "x"]),
            400,
            "bad-shape",
        ),
        ("too many", entries_of(lambda w: ["x"] * 257), 400, "too-many"),
    ],
    RECORDS: [
        (f"{name}={value!r}", {name: value}, 400, "bad-request")
        for name in ("after", "before", "limit")
        for value in ("", "-1", "+1", " 1", "1.0", "1e3", "x", "٣", "9" * 17, "9" * 16)
    ]
    + [
        ("limit 0", {"limit": "0"}, 400, "bad-request"),
        ("limit 201", {"limit": "201"}, 400, "bad-request"),
    ],
    SESSIONS: [
        ("no ids", {}, 400, "bad-request"),
        ("empty", {"ids": ""}, 400, "bad-request"),
        ("not ids", {"ids": "a,b"}, 400, "bad-request"),
        ("trailing comma", {"ids": f"{NOBODY},"}, 400, "bad-request"),
        ("too many", {"ids": ",".join([NOBODY] * 51)}, 400, "too-many"),
    ],
    LOG: [],
    FILES: [
        ("nothing", lambda w: {"id": new_id(), "size": 0}, 400, "bad-request"),
        ("too large", lambda w: {"id": new_id(), "size": 2**40}, 413, "too-large"),
        (
            "more than the rest of the space",
            lambda w: {"id": new_id(), "size": 1_900_000},
            413,
            "over-quota",
        ),
        (
            "there, of another size",
            lambda w: {"id": w.file, "size": 16_449},
            409,
            "id-conflict",
        ),
    ],
    FILE: [],
    DROP: [],
    COPY: [
        ("to nowhere", lambda w: {"room": NOBODY}, 404, "not-found"),
        ("to others", lambda w: {"room": w.other.room}, 404, "not-found"),
    ],
    CHUNK: [],
    KEEP: [("as JSON", lambda w: {}, 400, "bad-request")],
}


def path_of(route, world, room=None):
    path = route[1].replace("<username>", "alice").replace("<n>", "0")
    path = path.replace("<identity>", world.file).replace("<name>", world.login)
    return path.replace("<room>", room or world.book.room)


def ask(world, route, who=None, path=None, **options):
    client = who.http if who else world.app.test_client()
    method = options.pop("method", route[0])
    return client.open(path or path_of(route, world), method=method, **options)


def asker(world, route):
    return None if route in PUBLIC else world.alice


def assert_refused(answer, status, code):
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert answer.json["error"]["message"].endswith((".", ")"))
    assert answer.mimetype == "application/json"
    assert "Traceback" not in answer.text


def test_every_route_has_rows(world):
    routes = {
        (method, rule.rule)
        for rule in world.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api")
    }
    assert routes == set(ROWS)
    assert {route for route in routes if route[0] != "GET"} == set(BODIES) | BARE


def test_every_event_has_rows(world):
    handlers = world.app.extensions["socketio"].server.handlers["/"]
    assert handlers.keys() == {"connect", "disconnect", "*", *EVENTS}


@pytest.mark.parametrize(
    ("route", "row"),
    [(route, row) for route, rows in ROWS.items() for row in rows],
    ids=lambda value: " ".join(value[:2]) if isinstance(value[1], str) else value[0],
)
@pytest.mark.usefixtures("unchanged")
def test_bad_values_are_refused(world, route, row):
    _, made, status, code = row
    sent = {"query_string": made} if isinstance(made, dict) else {"json": made(world)}
    assert_refused(ask(world, route, asker(world, route), **sent), status, code)


@pytest.mark.parametrize("route", BODIES, ids=" ".join)
@pytest.mark.usefixtures("unchanged")
def test_what_is_no_json_is_refused(world, route):
    good = json.dumps(BODIES[route](world))
    for body, kind in (
        ("", "application/json"),
        ("{", "application/json"),
        (good + "}", "application/json"),
        (DEEP, "application/json"),
        ('{"a":NaN}', "application/json"),
        ('{"a":' + "9" * 5000 + "}", "application/json"),
        (b'{"a":"\xff"}', "application/json"),
        (good, "text/plain"),
        (good, "application/x-www-form-urlencoded"),
        (good, None),
    ):
        answer = ask(world, route, asker(world, route), data=body, content_type=kind)
        assert_refused(answer, 400, "not-json")


@pytest.mark.parametrize("route", BODIES, ids=" ".join)
@pytest.mark.usefixtures("unchanged")
def test_a_body_of_another_form_is_refused(world, route):
    good = BODIES[route](world)
    bodies = [None, [], [good], "x", 1, {**good, "more": 1}]
    bodies += [{k: v for k, v in good.items() if k != gone} for gone in good]
    for body in bodies:
        data = json.dumps(body)
        kind = "application/json"
        answer = ask(world, route, asker(world, route), data=data, content_type=kind)
        assert_refused(answer, 400, "bad-request")


@pytest.mark.parametrize("route", BODIES, ids=" ".join)
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.usefixtures("unchanged")
def test_a_field_of_another_type_is_refused(world, route, wrong):
    good = BODIES[route](world)
    for name in good:
        for value in (WRONG[wrong], [WRONG[wrong]]):
            if (route, name) == (ADD_PASSKEY, "name") and is_name(value):
                # What a person calls theirs may be any words.
                continue
            if value is None and good[name] is None:
                continue
            body = {**good, name: value}
            answer = ask(world, route, asker(world, route), json=body)
            assert 400 <= answer.status_code < 500, (name, value)
            assert answer.json["error"]["code"] in {
                "bad-request",
                "bad-username",
                "bad-shape",
                "bad-base64",
            }


@pytest.mark.parametrize("route", BODIES, ids=" ".join)
@pytest.mark.usefixtures("unchanged")
def test_a_body_that_is_too_large_is_refused(world, route):
    body = json.dumps({"entries": "x" * 3_000_000})
    answer = ask(
        world,
        route,
        asker(world, route),
        data=body,
        content_type="application/json",
    )
    assert_refused(answer, 413, "too-large")


@pytest.mark.parametrize("route", sorted(set(ROWS) - PUBLIC), ids=" ".join)
@pytest.mark.usefixtures("unchanged")
def test_who_is_not_logged_in_is_refused(world, route):
    body = {"json": BODIES[route](world)} if route in BODIES else {}
    assert_refused(ask(world, route, None, **body), 401, "not-logged-in")
    client = world.app.test_client()
    client.set_cookie("securechat_login", "eyJfdXNlcl9pZCI6ImFsaWNlIn0.x.y")
    answer = client.open(path_of(route, world), method=route[0], **body)
    assert_refused(answer, 401, "not-logged-in")


@pytest.mark.parametrize("route", sorted({*BODIES, *BARE}), ids=" ".join)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
    ],
    ids=str,
)
@pytest.mark.usefixtures("unchanged")
def test_another_site_is_refused(world, route, headers):
    answer = ask(
        world,
        route,
        asker(world, route),
        json=BODIES[route](world) if route in BODIES else None,
        headers=headers,
    )
    assert_refused(answer, 403, "cross-site")


@pytest.mark.parametrize("route", sorted(IN_ROOM), ids=" ".join)
@pytest.mark.usefixtures("unchanged")
def test_a_room_of_others_looks_like_none(world, route):
    body = {"json": BODIES[route](world)} if route in BODIES else {}
    answers = {
        (answer.status_code, answer.data)
        for room in (world.other.room, NOBODY, "x", "x" * 500, "%00", "..")
        for answer in [
            ask(world, route, world.alice, path=path_of(route, world, room), **body)
        ]
    }
    assert len(answers) == 1
    assert_refused(answer_of(world, route, world.carol, body), 404, "not-found")


def answer_of(world, route, who, body):
    return ask(world, route, who, **body)


@pytest.mark.parametrize("rule", sorted({route[1] for route in ROWS}))
@pytest.mark.usefixtures("unchanged")
def test_other_methods_are_refused(world, rule):
    there = {route[0] for route in ROWS if route[1] == rule}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - there:
        answer = ask(world, (method, rule), world.alice, json={})
        assert_refused(answer, 405, "bad-method")
        assert there <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize("path", ["/api/", "/api/nothing", "/api/rooms/a/b/c"])
@pytest.mark.usefixtures("unchanged")
def test_other_addresses_are_refused(world, path):
    for who in (world.alice, None):
        answer = ask(world, ("GET", path), who, path=path)
        assert_refused(answer, 404, "not-found")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nobody", "unknown-user"),
        ("no!", "unknown-user"),
        ("ab", "unknown-user"),
        ("%00", "unknown-user"),
        ("dave", "keys-offline"),
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_bundles_that_are_not_there(world, name, code):
    answer = ask(world, BUNDLE, world.alice, path=f"/api/users/{name}/bundle")
    assert_refused(answer, 404 if code == "unknown-user" else 409, code)


@pytest.mark.usefixtures("unchanged")
def test_keys_that_are_not_stored_are_not_renewed(world):
    bundle = renewed(world.dave.signer, "mallory").bundle
    body = {"bundle": bundle, "password": world.dave.secret, "sealed": SEALED}
    answer = ask(world, KEYS, world.dave, json=body)
    assert_refused(answer, 409, "keys-offline")


@pytest.mark.usefixtures("unchanged")
def test_a_mistake_of_ours_is_told_without_a_trace(world, monkeypatch, capsys):
    def fail(*_):
        raise RuntimeError("canary")

    log = world.app.extensions["securechat"].hub.log
    with monkeypatch.context() as patch:
        patch.setattr(log, "rooms", fail)
        answer = ask(world, ROOMS, world.alice)
        assert_refused(answer, 500, "server-error")
        patch.setattr(log, "submit", fail)
        told = world.at_alice.emit("send", world.session, callback=True)
        assert told["error"]["code"] == "server-error"
    assert "canary" not in answer.text + json.dumps(told)


# What the events take when it is well-formed.
PAYLOADS = {
    "erase": lambda world: erase(world),
    "send": lambda world: world.book.session(world.alice.signer)[0],
    "keys": lambda world: {"bundle": world.alice.signer.bundle},
    "signal": lambda world: signal(world),
}


def sending(**changes):
    return lambda world: {**PAYLOADS["send"](world), **changes}


def signal(world, **changes):
    _, session = world.book.session(world.alice.signer)
    data = make_signal(
        keys=world.alice.signer.keys, session=session, n=0, kind="typing", time=now()
    )
    room, roster = world.book.room, world.book.roster.head
    return {"data": data, "room": room, "roster": roster, **changes}


def erase(world, **changes):
    said = world.said["seq"]
    last = world.told["seq"]
    body = {"delete": last, "id": world.said_id, "room": world.book.room, "seq": said}
    return {**body, **changes}


def message(world):
    _, session = world.book.session(world.alice.signer)
    return world.book.message(world.alice.signer, session, 0, "no session")


EVENTS = {
    "erase": [
        ("no room", lambda w: erase(w, room=NOBODY), "not-found"),
        ("Carol's room", lambda w: erase(w, room=w.other.room), "not-found"),
        ("another id", lambda w: erase(w, id=NOBODY), "not-found"),
        ("a session", lambda w: erase(w, seq=3), "not-found"),
        ("a roster entry", lambda w: erase(w, seq=1), "not-found"),
        ("beyond the newest", lambda w: erase(w, seq=10**9), "not-found"),
        ("a huge number", lambda w: erase(w, seq=2**53), "bad-request"),
        ("below nothing", lambda w: erase(w, seq=-1), "bad-request"),
        ("by itself", lambda w: erase(w, delete=w.said["seq"]), "bad-request"),
        ("by a session", lambda w: erase(w, delete=3), "bad-request"),
        ("by nothing", lambda w: erase(w, delete=10**9), "bad-request"),
        ("a number as text", lambda w: erase(w, seq="4"), "bad-request"),
    ],
    "send": [
        ("another kind", sending(kind="roster"), "bad-request"),
        ("a kind of no form", sending(kind="sessions"), "bad-request"),
        ("a session as a message", sending(kind="message"), "bad-request"),
        (
            "a message as a session",
            lambda w: {**message(w), "kind": "session"},
            "bad-request",
        ),
        ("a message without its session", message, "bad-request"),
        ("no room", sending(room=NOBODY), "not-found"),
        ("Carol's room", lambda w: sending(room=w.other.room)(w), "not-found"),
        ("another roster", sending(roster=b64u(bytes(32))), "stale-roster"),
        ("Bob's id", lambda w: sending(id=w.bobs["id"])(w), "id-conflict"),
        (
            "an id of another kind",
            lambda w: {**message(w), "id": w.session["id"]},
            "id-conflict",
        ),
        ("too large", sending(data="x" * 262_145), "too-large"),
        (
            "too large a message",
            sending(data="x" * 98_305, kind="message"),
            "too-large",
        ),
        ("not JSON", sending(data="{"), "bad-request"),
        ("an empty object", sending(data="{}"), "bad-request"),
        ("five dots", sending(data=".....", kind="message"), "bad-request"),
    ],
    "keys": [
        ("of another", lambda w: {"bundle": w.bob.signer.bundle}, "wrong-owner"),
        (
            "unsigned",
            lambda w: {"bundle": spoilt(w.alice.signer.bundle)},
            "bad-signature",
        ),
        (
            "other keys",
            lambda w: {"bundle": signer("alice", "mallory").bundle},
            "wrong-thumbprint",
        ),
        ("too large", lambda w: {"bundle": "x" * 5000}, "too-large"),
        ("no bundle", lambda w: {"bundle": "x"}, "bad-shape"),
    ],
    "signal": [
        (
            "a message",
            lambda w: signal(w, data=message(w)["data"]),
            "bad-request",
        ),
        (
            "a session",
            lambda w: signal(w, data=w.session["data"]),
            "bad-request",
        ),
        ("no room", lambda w: signal(w, room=NOBODY), "not-found"),
        ("Carol's room", lambda w: signal(w, room=w.other.room), "not-found"),
        (
            "another roster",
            lambda w: signal(w, roster=NO_HASH),
            "stale-roster",
        ),
        ("too large", lambda w: signal(w, data="x" * 8_193), "too-large"),
        ("five dots", lambda w: signal(w, data="....."), "bad-request"),
    ],
}


def assert_denied(answer, code):
    assert answer["ok"] is False
    assert answer["error"]["code"] == code
    assert answer["error"]["message"]


@pytest.mark.parametrize(
    ("event", "row"),
    [(event, row) for event, rows in EVENTS.items() for row in rows],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
@pytest.mark.usefixtures("unchanged")
def test_bad_payloads_are_refused(world, event, row):
    _, made, code = row
    assert_denied(world.at_alice.emit(event, made(world), callback=True), code)


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.usefixtures("unchanged")
def test_payloads_of_another_form_are_refused(world, event):
    good = PAYLOADS[event](world)
    payloads = [(), (good, good), (None,), ([],), ([good],), ("x",), (1,), (True,)]
    payloads += [(b"bytes",), ({**good, "more": 1},), ({"deep": b"bytes"},), ({},)]
    payloads += [({k: v for k, v in good.items() if k != gone},) for gone in good]
    for payload in payloads:
        answer = world.at_alice.emit(event, *payload, callback=True)
        assert_denied(answer, "bad-request")


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.usefixtures("unchanged")
def test_fields_of_another_type_are_refused(world, event, wrong):
    good = PAYLOADS[event](world)
    for name in good:
        payload = {**good, name: WRONG[wrong]}
        answer = world.at_alice.emit(event, payload, callback=True)
        assert answer["ok"] is False
        assert answer["error"]["code"] in {"bad-request", "bad-shape", "bad-base64"}


@pytest.mark.usefixtures("unchanged")
def test_unknown_events_are_refused(world):
    for event in ("nothing", "record", "room", "message", "json", "*"):
        answer = world.at_alice.emit(event, {"room": world.book.room}, callback=True)
        assert_denied(answer, "bad-request")


@pytest.mark.parametrize(
    "packet",
    [
        "2",
        "2[]",
        "2[1]",
        "2[{}]",
        '2["send"',
        '2["send",' + "[" * 100_000,
        "2x",
        "9",
        "",
        "51-",
        '51-["send",{"_placeholder":true,"num":0}]',
        "3x[]",
        '35["never asked"]',
        '4{"message":"no"}',
        '2/nowhere,["send",{}]',
        '0{"auth":1}',
        '29999999999999999999["send",{}]',
    ],
    ids=lambda packet: packet[:40],
)
@pytest.mark.usefixtures("unchanged")
def test_broken_packets_hurt_nobody(world, packet):
    mallory = world.carol.connect()
    server = world.app.extensions["socketio"].server
    server.eio._trigger_event("message", mallory.eio_sid, packet, run_async=False)


@pytest.mark.usefixtures("unchanged")
def test_events_that_play_the_connection_are_refused(world):
    socket = world.carol.connect()
    for event in ("connect", "disconnect"):
        answer = socket.emit(event, {"username": "alice"}, callback=True)
        assert_denied(answer, "bad-request")
    assert world.at_bob.is_connected()
    # Still Carol, who is not a member.
    answer = socket.emit("send", sending()(world), callback=True)
    assert_denied(answer, "not-found")


@pytest.mark.usefixtures("unchanged")
def test_a_socket_of_nobody_or_of_another_site_is_refused(world):
    socketio = world.app.extensions["socketio"]
    nobody = socketio.test_client(world.app)
    assert not nobody.is_connected()
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "same-site"}):
        assert not world.alice.connect(headers=headers).is_connected()
    origin = {"Origin": "http://localhost"}
    assert world.alice.connect(headers=origin).is_connected(), "the premise"


@pytest.mark.parametrize("route", sorted(BODIES.keys() - WITH_FACTOR), ids=" ".join)
def test_the_premise_that_the_good_bodies_are_good(app, route):
    world = type("", (), {})()
    world.app = app
    world.alice, world.bob, world.carol = (
        Person(app, name).register() for name in ("alice", "bob", "carol")
    )
    world.book = world.alice.create(world.bob)
    world.file, world.login = uploaded(world.alice, world.book), NO_HASH
    if route == COPY:
        world.direct = world.alice.create(world.bob, kind="direct")
    if route == FAREWELL:
        world.said = world.alice.say(world.alice.connect(), world.book, "bye")
    answer = ask(world, route, asker(world, route), json=BODIES[route](world))
    assert answer.status_code in (200, 201, 204), answer.text


@pytest.mark.parametrize("name", ["x", "%2e%2e", "%00", "x" * 500, NO_HASH])
@pytest.mark.usefixtures("unchanged")
def test_logins_that_are_not_there(world, name):
    answer = ask(world, END, world.alice, path=f"/api/logins/{name}")
    assert_refused(answer, 404, "not-found")


@pytest.mark.parametrize("identity", ["x", "..", "%2e%2e", "%00", "x" * 500, NOBODY])
@pytest.mark.parametrize("route", [FILE, DROP, COPY, CHUNK, KEEP], ids=" ".join)
@pytest.mark.usefixtures("unchanged")
def test_files_that_are_not_there(world, route, identity):
    path = path_of(route, world).replace(world.file, identity)
    body = {"json": {"room": world.direct.room}} if route == COPY else {}
    answer = ask(world, route, world.alice, path=path, **body)
    kind = {"content_type": "application/octet-stream", "data": bytes(16_448)}
    if route == KEEP:
        answer = ask(world, route, world.alice, path=path, **kind)
    assert_refused(answer, 404, "not-found")


@pytest.mark.parametrize(
    "n", ["1", "-1", "+0", "0x0", "a", "9" * 17, "65536", "\u0663"]
)
@pytest.mark.parametrize("route", [CHUNK, KEEP], ids=" ".join)
@pytest.mark.usefixtures("unchanged")
def test_chunks_that_are_not_there(world, route, n):
    path = path_of(route, world).replace("/chunks/0", f"/chunks/{n}")
    kind = {"content_type": "application/octet-stream", "data": bytes(16_448)}
    answer = ask(world, route, world.alice, path=path, **kind)
    assert_refused(answer, 404, "not-found")


@pytest.mark.parametrize("size", [0, 1, 16_447, 16_449, 1_500_000])
@pytest.mark.usefixtures("unchanged")
def test_chunks_of_another_length(world, size):
    kind = {"content_type": "application/octet-stream", "data": bytes(size)}
    assert_refused(ask(world, KEEP, world.alice, **kind), 400, "bad-request")


@pytest.mark.usefixtures("unchanged")
def test_files_of_somebody_else_are_not_theirs_to_change(world):
    kind = {"content_type": "application/octet-stream", "data": bytes(16_448)}
    assert_refused(ask(world, KEEP, world.bob, **kind), 404, "not-found")
    assert_refused(ask(world, DROP, world.bob), 404, "not-found")
    mine = {"id": world.file, "size": 16_448}
    assert_refused(ask(world, FILES, world.bob, json=mine), 409, "id-conflict")
