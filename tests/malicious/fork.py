"""A second key log: made of the entries of the true one, and proven like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request

from chat.key_tree import KeyTree
from encryption.signed import b64u, leaf_hash
from tests.evil_server import EvilServer

Entries = Callable[[list[dict]], list[dict]]


class Fork:
    """What one person is answered about the key log."""

    def __init__(self, evil: EvilServer, change: Entries) -> None:
        self._evil = evil
        self._change = change

    def tell(self, to: str) -> None:
        """Answer every question about the key log from this one."""
        answers = {
            "checkpoint": lambda _: self.checkpoint(),
            "consistency": lambda _: self._consistency(),
            "inclusion": self._inclusion,
            "entries": lambda _: self._entries(),
        }
        for name, answer in answers.items():
            self._evil.answer(f"GET /api/keylog/{name}", answer, to, counts=False)

    @property
    def entries(self) -> list[dict]:
        """Its entries, as many as the true log gives rise to by now."""
        return self._change(self._evil.key_log())

    def checkpoint(self) -> dict[str, Any]:
        """Return its newest checkpoint."""
        entries = self.entries
        return {"root": b64u(_tree(entries).root(len(entries))), "size": len(entries)}

    def _consistency(self) -> dict[str, Any]:
        first, second = (
            request.args.get(name, type=int) for name in ("first", "second")
        )
        proof = _tree(self.entries).consistency(first, second)
        return {"proof": [b64u(one) for one in proof]}

    def _inclusion(self, truth: dict) -> dict[str, Any]:
        size, wanted = request.args.get("size", type=int), request.args["bundle"]
        entries = self.entries
        for index, entry in enumerate(entries[:size]):
            if entry["bundle"] == wanted:
                proof = _tree(entries).inclusion(index, size)
                proof = [b64u(one) for one in proof]
                return {"entry": entry, "index": index, "proof": proof}
        refusal = {"code": "not-found", "message": "This is not here."}
        return truth if "error" in truth else {"error": refusal}

    def _entries(self) -> dict[str, Any]:
        start, end = (request.args.get(name, type=int) for name in ("start", "end"))
        return {"entries": self.entries[start:end][:1000]}


def _tree(entries: list[dict]) -> KeyTree:
    tree = KeyTree()
    for entry in entries:
        tree.append(leaf_hash(entry))
    return tree
