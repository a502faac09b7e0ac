"""One of every JOSE object: made by the browser, and described for others."""

from __future__ import annotations

import json

from encryption.signed import b64u, sha256_b64
from tests.actors import PASSWORD
from tests.browser.scripts import script
from tests.browser.workbench import Workbench
from tests.factories import INSECURE_KEYS
from tests.vectors.world import (
    ALICE,
    CAROL,
    TIME,
    bundles,
    member,
    signed_bundle,
    subject,
)

ENC = "A256CBC-HS512"
SALT = b64u(bytes(range(16)))
PAIRS = ("enc", "sig")
KINDS = (
    *("bundle", "renewal", "entry", "sealed"),
    *("session", "message", "signal", "state"),
)
# Alice renews her keys by those that Carol has otherwise.
RENEWED = {**CAROL, "username": "alice"}
RECIPIENTS = sorted(
    ("alice", "bob"), key=lambda name: INSECURE_KEYS[name]["enc_thumbprint"]
)


class Objects:
    """What the browser made, and what each object of it must say."""

    def __init__(self, bench: Workbench):
        asked = {"actors": INSECURE_KEYS, "password": PASSWORD, "time": TIME}
        self.bench = bench
        self.made = bench.run(script("make.js"), asked)
        self.room, self.session = self.made["room"], self.made["session"]
        self.head = self.made["roster"]["head"]

    def text(self, kind: str) -> str:
        """Give the browser's object of a kind."""
        return self.made["texts"][kind]

    def payload(self, kind: str) -> dict:
        """Say what is inside an object of a kind."""
        made, sid = self.made, self.session["sid"]
        return {"v": 1, "time": TIME} | {
            "bundle": {
                "enc": ALICE["enc"]["public"],
                "sig": ALICE["sig"]["public"],
                "username": "alice",
            },
            "renewal": {
                "enc": CAROL["enc_thumbprint"],
                "sig": CAROL["sig_thumbprint"],
                "username": "alice",
            },
            "entry": {
                "by": "alice",
                "kind": "group",
                "n": 0,
                "op": "create",
                "prev": "",
                "room": self.room,
                "settings": {"log": True},
                "subject": subject(ALICE),
            },
            "sealed": {
                "enc": ALICE["enc"]["private"],
                "login": made["login"],
                "owner": "alice",
                "purpose": "password",
                "sig": ALICE["sig"]["private"],
                "thumbprints": {use: ALICE[f"{use}_thumbprint"] for use in PAIRS},
            },
            "session": {
                "bundle": ALICE["bundle"],
                "chain": self.session["chain"],
                "recipients": [INSECURE_KEYS[n]["enc_thumbprint"] for n in RECIPIENTS],
                "room": self.room,
                "roster": self.head,
                "sender": "alice",
                "sid": sid,
                "start": 0,
            },
            "message": {
                "body": made["body"],
                "id": made["id"],
                "idx": 41,
                "kind": "text",
                "log": made["log"],
                "reply_to": made["replyTo"],
                "room": self.room,
                "seen": made["seen"],
                "sender": "alice",
                "sid": sid,
            },
            "signal": {
                "kind": "typing",
                "n": 5,
                "room": self.room,
                "sender": "alice",
                "sid": sid,
            },
            "state": {
                "contacts": made["contacts"],
                "log": made["log"],
                "owner": "alice",
                "read": made["read"],
                "rev": 3,
            },
        }[kind]

    def layers(self, kind: str, signer: str = "alice", reader: str = "bob") -> list:
        """Say how an object of a kind is wrapped, from the outermost layer inwards."""
        typ = f"securechat-{'roster' if kind == 'entry' else kind}"
        kid = ALICE["sig_thumbprint"]
        inside = {
            "form": "jws",
            "header": {"alg": "PS256", "kid": kid, "typ": typ},
            "key": signer,
        }
        padding = {"form": "padding"}
        rsa = {"alg": "RSA-OAEP-256", "enc": ENC, "typ": typ}
        sid = self.session["sid"]
        pbes2 = {"alg": "PBES2-HS512+A256KW", "enc": ENC, "p2c": 250_000, "p2s": SALT}
        general = {"header": rsa, "key": {"name": reader}, "to": RECIPIENTS}
        message = {
            "form": "jwe",
            "header": {"alg": "dir", "enc": ENC, "idx": 41, "sid": sid, "typ": typ},
            "key": {"secret": b64u(bytes(self.made["messageKey"]))},
        }
        signal = {
            "form": "jwe",
            "header": {"alg": "dir", "enc": ENC, "n": 5, "sid": sid, "typ": typ},
            "key": {"secret": b64u(bytes(self.made["signalKey"]))},
        }
        state = {
            "form": "jwe",
            "header": dict(sorted((rsa | {"kid": ALICE["enc_thumbprint"]}).items())),
            "key": {"name": "alice"},
        }
        sealed = {"form": "jwe", "header": pbes2, "key": {"password": PASSWORD}}
        return {
            "sealed": [sealed],
            "session": [{"form": "general", **general}, inside],
            "message": [message, padding, inside],
            "signal": [signal, padding, inside],
            "state": [state, padding, inside],
        }.get(kind, [inside])

    def reading(self, kind: str, text: str) -> tuple[str, dict, dict]:
        """Say how an object is read: function, arguments and what comes out."""
        thumbprints = {
            name: ALICE[name] for name in ("enc_thumbprint", "sig_thumbprint")
        }
        session = {k: v for k, v in self.session.items() if k != "senderSig"}
        session |= {"sender_sig": ALICE["sig"]["public"]}
        payload = self.payload(kind)
        listed = ("body", "idx", "kind", "log", "reply_to", "seen", "time")
        renewed = signed_bundle(RENEWED, renewal=text)
        return {
            "bundle": (
                "read_bundle",
                {"username": "alice"},
                {"username": "alice", "time": TIME, **thumbprints},
            ),
            "renewal": (
                "read_renewals",
                {"texts": [ALICE["bundle"], renewed], "username": "alice"},
                [sha256_b64(one.encode()) for one in (ALICE["bundle"], renewed)],
            ),
            "entry": (
                "apply_entries",
                {
                    "room": self.room,
                    "roster": None,
                    "texts": [text],
                    "bundles": bundles(ALICE),
                },
                {
                    "creator": "alice",
                    "head": sha256_b64(text.encode()),
                    "members": [member(ALICE, "owner")],
                },
            ),
            "sealed": (
                "open_keys",
                {
                    "login": self.made["login"],
                    "password": PASSWORD,
                    "purpose": "password",
                    "username": "alice",
                    **thumbprints,
                },
                thumbprints,
            ),
            "session": (
                "read_session",
                {
                    "keys": "bob",
                    "room": self.room,
                    "roster": self.made["roster"],
                    "sender": "alice",
                    "sid": session["sid"],
                },
                session,
            ),
            "message": (
                "read_message",
                {
                    "id": self.made["id"],
                    "room": self.room,
                    "roster_head": self.head,
                    "sender": "alice",
                    "session": session,
                },
                {name: payload.get(name) for name in listed},
            ),
            "signal": (
                "read_signal",
                {
                    "last": 4,
                    "room": self.room,
                    "roster_head": self.head,
                    "sender": "alice",
                    "session": session,
                },
                {name: payload.get(name) for name in ("kind", "n", "sid", "time")},
            ),
            "state": (
                "read_state",
                {
                    "keys": "alice",
                    "owner": "alice",
                    "rev": 3,
                    "sig_public": ALICE["sig"]["public"],
                },
                {
                    name: payload.get(name)
                    for name in ("contacts", "log", "read", "rev", "time")
                },
            ),
        }[kind]

    def read(self, kind: str, text: str, **changes: object) -> dict:
        """Let the browser's worker read an object, as a vector is run."""
        function, given, value = self.reading(kind, text)
        given = given if "texts" in given else given | {"text": text}
        vector = {
            "arguments": given | changes,
            "function": function,
            "name": kind,
            "value": value,
        }
        [outcome] = self.bench.judge(json.dumps({"vectors": [vector]}))
        return outcome
