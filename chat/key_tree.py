"""The key log's Merkle tree (RFC 9162 §2.1), with its complete subtrees at hand.

Every proof is made of O(log n) hashes of subtrees, and each of those of at most as many
complete ones, which never change once they are there.
"""

import hashlib

from encryption.signed import node_hash

HASH_BYTES = 32


class KeyTree:
    """A tree that grows by leaf hashes, and proves what it was at any size."""

    def __init__(self) -> None:
        # Level k has the hashes of the complete subtrees of 2^k leaves, from left to
        # right, end to end: as lists of `bytes` they would take three times the memory.
        self._levels: list[bytearray] = [bytearray()]

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0]) // HASH_BYTES

    def append(self, leaf: bytes) -> None:
        """Add a leaf, given by its hash."""
        place, level, nodes = self.size, 0, [leaf]
        # A node that is a right child completes its parent.
        while place & 1:
            nodes.append(node_hash(self._node(level, place - 1), nodes[-1]))
            place, level = place >> 1, level + 1
        if level == len(self._levels):
            self._levels.append(bytearray())
        # The leaf last: it makes the tree larger, and whoever reads meanwhile finds
        # every complete subtree of the size that they see.
        for above, node in reversed(list(enumerate(nodes))):
            self._levels[above] += node

    def root(self, size: int) -> bytes:
        """Return the root of the tree of the first `size` leaves."""
        return self._hash(0, size) if size else hashlib.sha256(b"").digest()

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Prove that a leaf is among the first `size` (RFC 9162 §2.1.3.1)."""
        proof, start, end = [], 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                proof.append(self._hash(middle, end))
                end = middle
            else:
                proof.append(self._hash(start, middle))
                start = middle
        return proof[::-1]

    def consistency(self, first: int, second: int) -> list[bytes]:
        """Prove that the tree of `second` leaves continues that of `first`, from 1 on.

        (RFC 9162 §2.1.4.1.)
        """
        proof, start, end = [], 0, second
        while first != end:
            middle = start + _split(end - start)
            if first <= middle:
                proof.append(self._hash(middle, end))
                end = middle
            else:
                proof.append(self._hash(start, middle))
                start = middle
        # A first tree that is complete is known to who asks: its root.
        if start > 0:
            proof.append(self._hash(start, end))
        return proof[::-1]

    def _hash(self, start: int, end: int) -> bytes:
        """Return the hash of a subtree, which begins where RFC 9162 splits a tree."""
        count = end - start
        split = _split(count)
        if count == split * 2 or count == 1:
            level = count.bit_length() - 1
            return self._node(level, start >> level)
        middle = start + split
        return node_hash(self._hash(start, middle), self._hash(middle, end))

    def _node(self, level: int, place: int) -> bytes:
        at = place * HASH_BYTES
        return bytes(self._levels[level][at : at + HASH_BYTES])


def _split(count: int) -> int:
    """Return the largest power of two below `count`; 0 for one leaf."""
    return 1 << (count - 1).bit_length() >> 1
