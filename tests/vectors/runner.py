"""Runs a vector against the Python implementation."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import cache

from encryption import crypto_utils as scheme
from encryption import signed
from encryption.signed import key_log
from encryption.signed.safety_number import numeric_fingerprint

from .world import ACTORS, HERE


def load(kind: str) -> list[dict]:
    """Read the vectors of one kind."""
    return json.loads((HERE / f"{kind}.json").read_text("ascii"))["vectors"]


def _roster(value: dict | None) -> signed.Roster | None:
    if value is None:
        return None
    members = tuple(signed.Member(**member) for member in value["members"])
    return signed.Roster(**{**value, "members": members})


def _session(value: dict | None) -> scheme.Session | None:
    if value is None:
        return None
    blank = {
        "room": "",
        "roster": "",
        "sender": "",
        "sender_sig": {},
        "sid": "",
        "time": 0,
    }
    return scheme.Session(**{**blank, **value, "chain": signed.unb64u(value["chain"])})


@cache
def _keys(name: str) -> scheme.Keys:
    name, _, before = name.partition(" after ")
    if before:
        return replace(_keys(name), earlier=(_keys(before),))
    actor = ACTORS[name]
    return scheme.import_keys({use: actor[use]["private"] for use in ("enc", "sig")})


def _file(value: dict) -> scheme.File:
    return scheme.File(**{**value, "key": signed.unb64u(value["key"])})


def _text(value: object) -> object:
    if isinstance(value, dict) and value.keys() == {"repeat", "times"}:
        return value["repeat"] * value["times"]
    return value


def _data(value: object) -> bytes:
    return _text(value).encode() if isinstance(value, dict) else signed.unb64u(value)


def _bytes(value: str) -> bytes:
    return signed.unb64u(value)


READERS: dict[str, Callable] = {
    "keys": _keys,
    "roster": _roster,
    "session": _session,
    "text": _text,
    "texts": lambda value: [_text(text) for text in value],
    "head": _bytes,
    "file": _file,
    "key": _bytes,
    "stored": _bytes,
    "tags": lambda value: [_bytes(text) for text in value],
    "iv": _bytes,
    "aad": _bytes,
    "ciphertext": _bytes,
    "tag": _bytes,
    "identifier": _bytes,
    "leaf": _bytes,
    "leaves": lambda value: [_bytes(text) for text in value],
}


def _arguments(vector: dict) -> dict:
    return {
        name: READERS.get(name, lambda value: value)(value)
        for name, value in vector["arguments"].items()
    }


def _from_canonical(text: str | None = None, data: str | None = None) -> object:
    return signed.from_canonical(signed.unb64u(data) if text is None else text)


def _read_bundle(**how: object) -> dict:
    bundle = asdict(signed.read_bundle(**how))
    return {
        name: value
        for name, value in bundle.items()
        if name not in ("enc", "sig", "text")
    }


def _open_keys(**how: object) -> dict:
    keys = scheme.open_keys(**how)
    return {**_thumbprints(keys), "earlier": [_thumbprints(k) for k in keys.earlier]}


def _thumbprints(keys: scheme.Keys) -> dict:
    return {
        "enc_thumbprint": keys.enc_thumbprint,
        "sig_thumbprint": keys.sig_thumbprint,
    }


def _open_by_passkey(prf: str, **how: object) -> dict:
    keys = scheme.open_by_passkey(prf=signed.unb64u(prf), **how)
    return {**_thumbprints(keys), "earlier": [_thumbprints(k) for k in keys.earlier]}


def _open_key_file(**how: object) -> dict:
    file = scheme.open_key_file(**how)
    return {
        "bundle": file.bundle.text,
        "enc_thumbprint": file.keys.enc_thumbprint,
        "key": file.key,
        "sig_thumbprint": file.keys.sig_thumbprint,
    }


def _apply_entries(**how: object) -> dict:
    roster = asdict(scheme.apply_entries(**how))
    return {**roster, "members": list(roster["members"])}


def _read_session(**how: object) -> dict:
    session = asdict(scheme.read_session(**how))
    return {**session, "chain": signed.b64u(session["chain"])}


def _read_renewals(**how: object) -> list[str]:
    return [bundle.hash for bundle in scheme.read_renewals(**how)]


def _check_path(leaf: bytes, **how: object) -> None:
    key_log.check_path(leaf=key_log.hash_leaf(leaf), **how)


def _tree_root(leaves: list[bytes]) -> str:
    return signed.b64u(key_log.root_of([key_log.hash_leaf(data) for data in leaves]))


def _pad(data: object) -> str:
    return signed.b64u(hashlib.sha256(scheme.pad(_data(data))).digest())


def _read_chunk(**how: object) -> dict:
    data = scheme.read_chunk(**how)
    return {"data": signed.b64u(data), "tag": signed.b64u(how["stored"][-32:])}


CALLS: dict[str, Callable] = {
    "apply_entries": _apply_entries,
    "check_consistency": scheme.check_consistency,
    "check_file": scheme.check_file,
    "check_inclusion": scheme.check_inclusion,
    "check_path": _check_path,
    "check_record": lambda **how: signed.b64u(scheme.check_record(**how)),
    "chunk_count": scheme.chunk_count,
    "extend_log": scheme.extend_log,
    "file_hash": scheme.file_hash,
    "file_secret": lambda key, salt: scheme.file_secret(signed.b64u(key), salt),
    "fingerprint": scheme.fingerprint,
    "first_head": lambda room: signed.b64u(scheme.first_head(room)),
    "from_canonical": _from_canonical,
    "login_secret": scheme.login_secret,
    "message_key": lambda **how: signed.b64u(scheme.message_key(**how)),
    "message_sid": scheme.message_sid,
    "next_heads": lambda **how: [signed.b64u(h) for h in scheme.next_heads(**how)],
    "numeric_fingerprint": numeric_fingerprint,
    "open_content": lambda **how: signed.b64u(scheme.open_content(**how)),
    "open_by_passkey": _open_by_passkey,
    "open_key_file": _open_key_file,
    "open_keys": _open_keys,
    "pad": _pad,
    "padded_size": scheme.padded_size,
    "read_bundle": _read_bundle,
    "read_chunk": _read_chunk,
    "read_message": lambda **how: asdict(scheme.read_message(**how)),
    "read_phrase": scheme.read_phrase,
    "read_renewals": _read_renewals,
    "record_hash": scheme.record_hash,
    "recovery_secret": scheme.recovery_secret,
    "read_session": _read_session,
    "read_signal": scheme.read_signal,
    "read_state": scheme.read_state,
    "safety_number": scheme.safety_number,
    "signal_key": lambda session: signed.b64u(scheme.signal_key(session)),
    "signal_sid": scheme.signal_sid,
    "stored_size": scheme.stored_size,
    "thumbprint": signed.thumbprint,
    "to_canonical": lambda value: signed.to_canonical(value).decode(),
    "tree_root": _tree_root,
    "unb64u": lambda text: signed.unb64u(text).hex(),
    "unpad": lambda data: signed.b64u(scheme.unpad(_data(data))),
}


def expected(vector: dict) -> dict:
    """Return what running a vector must find."""
    return {
        name: vector[name] for name in ("expect", "value", "entry") if name in vector
    }


def run(vector: dict) -> dict:
    """Call the function of a vector and return what the vector should have said."""
    try:
        value = CALLS[vector["function"]](**_arguments(vector))
    except signed.ProtocolError as error:
        found = {"expect": error.reason}
        if "entry" in vector:
            found["entry"] = error.entry
        return found
    wanted = vector.get("value")
    exact = vector["function"] == "from_canonical"
    if isinstance(wanted, dict) and isinstance(value, dict) and not exact:
        # Of an object, the members that the vector lists are compared.
        value = {name: value.get(name) for name in wanted}
    return {"expect": "ok", "value": value}
