"""The key log: an append-only Merkle tree of key bundles (PROTOCOL.md §17).

A **leaf** is the hash of an entry, a **node** that of two hashes below it. A **proof**
is the hashes beside a path through the tree. The **subtrees** of a tree are its
complete ones, from left to right: one for each bit of its size, the highest first. They
are all that it takes to append to it.
"""

import hashlib
from collections.abc import Sequence

from ..errors import ProtocolError
from .base64url import b64u, unb64u
from .canonical import to_canonical
from .forms import has_members, is_checkpoint, is_count, is_hash, is_username

# RFC 9162 §2.1.1: no leaf can be taken for a node.
LEAF = b"\x00"
NODE = b"\x01"
EMPTY_ROOT = hashlib.sha256(b"").digest()


def hash_leaf(data: bytes) -> bytes:
    """Hash what a leaf stands for."""
    return hashlib.sha256(LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours of a tree."""
    return hashlib.sha256(NODE + left + right).digest()


def leaf_hash(entry: object) -> bytes:
    """Hash an entry.

    Raises ProtocolError `bad-shape`.
    """
    if not (
        has_members(entry, "bundle", "time", "username")
        and is_hash(entry["bundle"])
        and is_count(entry["time"])
        and is_username(entry["username"])
    ):
        raise ProtocolError("bad-shape", "entry of the key log")
    return hash_leaf(to_canonical(entry))


def _append(size: int, subtrees: list[bytes], leaf: bytes) -> None:
    """Append a leaf to the subtrees of a tree of this size."""
    # Each bit that is set at the end is a complete subtree that the new leaf completes
    # to one of twice the size.
    while size % 2:
        leaf = node_hash(subtrees.pop(), leaf)
        size //= 2
    subtrees.append(leaf)


def _fold(subtrees: Sequence[bytes]) -> bytes:
    """Return the root of the tree that has these subtrees."""
    if not subtrees:
        return EMPTY_ROOT
    *others, root = subtrees
    for left in reversed(others):
        root = node_hash(left, root)
    return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree of these leaves."""
    subtrees: list[bytes] = []
    for size, leaf in enumerate(leaves):
        _append(size, subtrees, leaf)
    return _fold(subtrees)


def _read_proof(proof: object) -> list[bytes]:
    if not isinstance(proof, list) or not all(map(is_hash, proof)):
        raise ProtocolError("bad-shape", "proof")
    return [unb64u(one) for one in proof]


def _check_checkpoint(checkpoint: object) -> None:
    if not is_checkpoint(checkpoint):
        raise ProtocolError("bad-shape", "checkpoint")


def check_path(checkpoint: object, leaf: bytes, index: object, proof: object) -> None:
    """Check that a tree has a leaf at a place (RFC 9162 §2.1.3.2).

    Raises ProtocolError `bad-shape`, `bad-log-proof`.
    """
    _check_checkpoint(checkpoint)
    if not is_count(index):
        raise ProtocolError("bad-shape", "index")
    path = _read_proof(proof)
    if index >= checkpoint["size"]:
        raise ProtocolError("bad-log-proof", "no such entry")
    # The places, in their level, of the node reached and of the last one there.
    at, last, root = index, checkpoint["size"] - 1, leaf
    for beside in path:
        if last == 0:
            raise ProtocolError("bad-log-proof", "too long")
        if at % 2 or at == last:
            root = node_hash(beside, root)
            # A last node without a neighbour stands for itself on the next level.
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            root = node_hash(root, beside)
        at, last = at // 2, last // 2
    if last or b64u(root) != checkpoint["root"]:
        raise ProtocolError("bad-log-proof")


def check_inclusion(
    *, checkpoint: object, entry: object, index: object, proof: object
) -> None:
    """Check that the key log has an entry at a place.

    Raises ProtocolError `bad-shape`, `bad-log-proof`.
    """
    check_path(checkpoint, leaf_hash(entry), index, proof)


def check_consistency(*, first: object, second: object, proof: object) -> None:
    """Check that the second checkpoint continues the first (RFC 9162 §2.1.4.2).

    Raises ProtocolError `bad-shape`, `log-forked`.
    """
    _check_checkpoint(first)
    _check_checkpoint(second)
    path = _read_proof(proof)
    if not _is_consistent(first, second, path):
        raise ProtocolError("log-forked")


def _is_consistent(first: dict, second: dict, path: list[bytes]) -> bool:
    if first["size"] == second["size"]:
        return first["root"] == second["root"] and not path
    if first["size"] == 0:
        # Every tree continues the empty one; there is nothing to prove.
        return first["root"] == b64u(EMPTY_ROOT) and not path
    if first["size"] > second["size"]:
        return False
    at, last = first["size"] - 1, second["size"] - 1
    while at % 2:
        at, last = at // 2, last // 2
    # A complete tree is a node of the later one, and its root is known already.
    whole = [unb64u(first["root"])] if at == 0 else []
    if not path:
        return False
    start, *others = whole + path
    old = new = start
    for beside in others:
        if last == 0:
            return False
        if at % 2 or at == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            new = node_hash(new, beside)
        at, last = at // 2, last // 2
    return last == 0 and (b64u(old), b64u(new)) == (first["root"], second["root"])


def extend_log(*, log: object, entries: object) -> dict:
    """Append entries to a tree, known by its subtrees, and return it with its root.

    Comparing that with the root of a checkpoint (`bad-log-entries`) is for the caller.
    Raises ProtocolError `bad-shape`.
    """
    if (
        not has_members(log, "size", "subtrees")
        or not is_count(log["size"])
        or not isinstance(log["subtrees"], list)
        or not all(map(is_hash, log["subtrees"]))
        or len(log["subtrees"]) != log["size"].bit_count()
    ):
        raise ProtocolError("bad-shape", "log")
    if not isinstance(entries, list) or not is_count(log["size"] + len(entries)):
        raise ProtocolError("bad-shape", "entries")
    size, subtrees = log["size"], [unb64u(one) for one in log["subtrees"]]
    for leaf in [leaf_hash(entry) for entry in entries]:
        _append(size, subtrees, leaf)
        size += 1
    return {
        "root": b64u(_fold(subtrees)),
        "size": size,
        "subtrees": [b64u(one) for one in subtrees],
    }
