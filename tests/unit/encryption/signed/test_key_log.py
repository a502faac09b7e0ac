"""The key log's tree, against the definitions of RFC 9162 §2.1."""

import pytest

from encryption.signed import (
    ProtocolError,
    b64u,
    check_consistency,
    check_inclusion,
    extend_log,
    leaf_hash,
    node_hash,
    root_of,
)
from tests.vectors.kinds.key_log import consistency, entry, inclusion, tree

SIZE = 33
ENTRIES = [entry(place) for place in range(SIZE)]
LEAVES = [leaf_hash(one) for one in ENTRIES]


def checkpoint(size):
    return {"root": b64u(tree(LEAVES[:size])), "size": size}


def texts(hashes):
    return [b64u(one) for one in hashes]


def refused(check, **how):
    with pytest.raises(ProtocolError) as refusal:
        check(**how)
    return refusal.value.reason


@pytest.mark.parametrize("size", range(SIZE + 1))
def test_roots(size):
    assert root_of(LEAVES[:size]) == tree(LEAVES[:size])


@pytest.mark.parametrize("size", range(1, SIZE + 1))
def test_every_entry_is_proven_at_its_own_place_alone(size):
    for index in range(size):
        how = {
            "checkpoint": checkpoint(size),
            "entry": ENTRIES[index],
            "proof": texts(inclusion(index, LEAVES[:size])),
        }
        check_inclusion(index=index, **how)
        for other in {*range(size + 1)} - {index}:
            assert refused(check_inclusion, index=other, **how) == "bad-log-proof"


@pytest.mark.parametrize("size", range(1, SIZE + 1))
def test_every_tree_continues_the_smaller_ones_and_no_other(size):
    for first in range(1, size + 1):
        how = {
            "second": checkpoint(size),
            "proof": texts(consistency(first, LEAVES[:size])),
        }
        check_consistency(first=checkpoint(first), **how)
        for other in {*range(1, size + 2)} - {first}:
            forked = {**checkpoint(first), "size": other}
            assert refused(check_consistency, first=forked, **how) == "log-forked"


def test_appending_makes_the_same_tree_however_entries_come():
    nothing = {"size": 0, "subtrees": []}
    whole = extend_log(log=nothing, entries=ENTRIES)

    assert whole["root"] == checkpoint(SIZE)["root"]
    for cut in range(SIZE + 1):
        before = extend_log(log=nothing, entries=ENTRIES[:cut])
        assert before.pop("root") == checkpoint(cut)["root"]
        assert extend_log(log=before, entries=ENTRIES[cut:]) == whole


def test_a_node_is_never_taken_for_a_leaf():
    # The attack that the two marks are for: a tree of four shown as one of two.
    left, right = node_hash(*LEAVES[:2]), node_hash(*LEAVES[2:4])
    small = {**checkpoint(4), "size": 2}

    assert node_hash(left, right) == root_of(LEAVES[:4])
    how = {"checkpoint": small, "entry": ENTRIES[0], "index": 0}
    assert refused(check_inclusion, proof=[b64u(right)], **how) == "bad-log-proof"
