"""The key log's tree, against RFC 9162's definitions written out plainly."""

import hashlib

import pytest

from chat import key_tree
from chat.key_tree import KeyTree
from encryption.signed import node_hash, root_of

LEAVES = [hashlib.sha256(bytes([0, place])).digest() for place in range(70)]


def tree_of(size):
    tree = KeyTree()
    for leaf in LEAVES[:size]:
        tree.append(leaf)
    return tree


def split(count):
    """RFC 9162 §2.1.1: the largest power of two smaller than n."""
    found = 1
    while found * 2 < count:
        found *= 2
    return found


def path(index, leaves):
    """RFC 9162 §2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), root_of(leaves[k:])]
    return [*path(index - k, leaves[k:]), root_of(leaves[:k])]


def subproof(first, leaves, complete):
    """RFC 9162 §2.1.4.1."""
    if first == len(leaves):
        return [] if complete else [root_of(leaves)]
    k = split(len(leaves))
    if first <= k:
        return [*subproof(first, leaves[:k], complete), root_of(leaves[k:])]
    return [*subproof(first - k, leaves[k:], False), root_of(leaves[:k])]


def test_an_empty_tree():
    assert tree_of(0).size == 0
    assert tree_of(0).root(0) == hashlib.sha256(b"").digest()


def test_two_leaves_by_hand():
    one, two = LEAVES[:2]
    assert tree_of(1).root(1) == one
    assert tree_of(2).root(2) == hashlib.sha256(b"\x01" + one + two).digest()
    assert node_hash(one, two) == tree_of(2).root(2)
    assert tree_of(2).inclusion(1, 2) == [one]
    assert tree_of(2).consistency(1, 2) == [two]


def test_a_tree_knows_its_root_at_every_size():
    tree = tree_of(len(LEAVES))
    for size in range(len(LEAVES) + 1):
        assert tree.root(size) == root_of(LEAVES[:size]) == tree_of(size).root(size)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 13, 16, 33, 64, 70])
def test_every_leaf_is_proven_at_every_size(size):
    tree = tree_of(len(LEAVES))
    for index in range(size):
        assert tree.inclusion(index, size) == path(index, LEAVES[:size])


@pytest.mark.parametrize("second", [1, 2, 3, 4, 5, 7, 8, 13, 16, 33, 64, 70])
def test_every_size_is_proven_to_continue_every_smaller_one(second):
    tree = tree_of(len(LEAVES))
    for first in range(1, second + 1):
        proof = subproof(first, LEAVES[:second], True)
        assert tree.consistency(first, second) == proof


def test_a_proof_of_a_large_tree_is_short():
    tree = KeyTree()
    for number in range(10_000):
        tree.append(number.to_bytes(32))
    assert len(tree.inclusion(5_000, 10_000)) <= 14
    assert len(tree.consistency(4_999, 10_000)) <= 15


def test_who_reads_while_a_leaf_is_added_sees_the_tree_before_it(monkeypatch):
    tree, seen = KeyTree(), []

    def read_and_hash(left, right):
        monkeypatch.setattr(key_tree, "node_hash", node_hash)
        for size in range(tree.size + 1):
            seen.append(size)
            assert tree.root(size) == root_of(LEAVES[:size])
        monkeypatch.setattr(key_tree, "node_hash", read_and_hash)
        return node_hash(left, right)

    for leaf in LEAVES[:33]:
        monkeypatch.setattr(key_tree, "node_hash", read_and_hash)
        tree.append(leaf)
    assert max(seen) == 31, "the premise: the last leaf that completes a subtree"
    assert tree.root(33) == root_of(LEAVES[:33])
