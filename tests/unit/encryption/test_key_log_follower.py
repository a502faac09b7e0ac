"""Following a key log whose server lies, one lie at a time."""

import copy

import pytest

from chat.key_tree import KeyTree
from encryption.key_log_follower import Followed, follow
from encryption.key_log_server import MembersOnly, Unreachable
from encryption.signed import ProtocolError, b64u, leaf_hash

NAMES = ("alice", "bob", "carol")


def entry(number, username=None):
    return {
        "bundle": b64u(number.to_bytes(32)),
        "time": number,
        "username": username or NAMES[number % 3],
    }


class Honest:
    """A server with a key log of its own."""

    url = "https://chat.example.org"

    def __init__(self, count):
        self.log = [entry(number) for number in range(count)]

    def tree(self):
        tree = KeyTree()
        for one in self.log:
            tree.append(leaf_hash(one))
        return tree

    def checkpoint(self):
        tree = self.tree()
        return {"root": b64u(tree.root(tree.size)), "size": tree.size}

    def consistency(self, first, second):
        return [b64u(one) for one in self.tree().consistency(first, second)]

    def entries(self, start, end):
        return self.log[start:end][:1000]


def visit(server, kept=None, username=None):
    return follow(server, kept, username).followed


def refused(server, kept):
    before = copy.deepcopy(kept)
    with pytest.raises(ProtocolError) as refusal:
        follow(server, kept, None)
    assert kept == before
    return refusal.value.reason


@pytest.fixture
def kept():
    """Return what is kept of an honest log of six entries."""
    return visit(Honest(6))


def test_a_log_is_followed_from_its_beginning():
    server = Honest(6)
    followed = visit(server)
    newest = server.checkpoint()
    assert (followed.root, followed.size) == (newest["root"], 6)
    assert len(followed.subtrees) == 2


@pytest.mark.parametrize("size", [6, 7, 8, 9, 20])
def test_a_log_that_only_grew_holds(kept, size):
    assert visit(Honest(size), kept) == visit(Honest(size))


def test_a_log_may_begin_empty():
    empty = visit(Honest(0))
    assert (empty.size, empty.subtrees) == (0, [])
    assert visit(Honest(3), empty) == visit(Honest(3))


def test_many_entries_come_in_several_answers():
    assert visit(Honest(2_345)).size == 2_345


def test_the_new_entries_of_a_person_are_found(kept):
    assert follow(Honest(6), None, "alice").entries == [entry(0), entry(3)]
    assert follow(Honest(8), kept, "alice").entries == [entry(6)]
    assert follow(Honest(8), kept, "mallory").entries == []
    assert follow(Honest(8), kept, None).entries == []


def test_a_log_that_shrank(kept):
    assert refused(Honest(5), kept) == "log-behind"


@pytest.mark.parametrize("size", [6, 7, 8, 12])
@pytest.mark.parametrize("place", range(6))
def test_a_log_whose_past_was_rewritten(kept, size, place):
    server = Honest(size)
    server.log[place] = entry(99, "mallory")
    assert refused(server, kept) == "log-forked"


def test_a_log_with_an_entry_put_in_between(kept):
    server = Honest(6)
    server.log.insert(3, entry(99, "alice"))
    assert refused(server, kept) == "log-forked"


def test_the_proof_of_another_log(kept):
    server = Honest(9)
    server.log[0] = entry(99)
    server.consistency = Honest(9).consistency
    assert refused(server, kept) == "log-forked"


def test_entries_of_another_log(kept):
    server, other = Honest(9), Honest(9)
    other.log[7] = entry(99, "mallory")
    server.entries = other.entries
    assert refused(server, kept) == "bad-log-entries"
    assert refused(server, None) == "bad-log-entries"


@pytest.mark.parametrize(
    "entries",
    [
        lambda start, end: [],
        lambda start, end: Honest(20).log[start : end - 1],
        lambda start, end: Honest(20).log[start : end + 1],
        lambda start, end: [entry(99)] * (end - start),
    ],
)
def test_other_entries_than_asked_for(kept, entries):
    server = Honest(9)
    server.entries = entries
    assert refused(server, kept) == "bad-log-entries"


@pytest.mark.parametrize("lie", [None, [], {}, {"size": 9}, {"root": "x", "size": 9}])
def test_a_checkpoint_of_no_form(kept, lie):
    server = Honest(9)
    server.checkpoint = lambda: lie
    assert refused(server, kept) == "bad-shape"


@pytest.mark.parametrize("lie", [None, "x", ["x"], [1], {}])
def test_answers_of_no_form(kept, lie):
    server = Honest(9)
    server.consistency = lambda first, second: lie
    assert refused(server, kept) == "bad-shape"
    server = Honest(9)
    server.entries = lambda start, end: lie
    assert refused(server, kept) in ("bad-shape", "bad-log-entries")


class Closed(Honest):
    """A server that gives entries to members only."""

    def entries(self, start, end):
        raise MembersOnly


def test_without_entries_the_proof_is_checked(kept):
    first = visit(Closed(6))
    assert first == Followed(Honest.url, 6, kept.root, None)
    assert visit(Closed(9), first).size == 9
    forked = Closed(9)
    forked.log[2] = entry(99)
    assert refused(forked, first) == "log-forked"
    assert refused(Closed(5), first) == "log-behind"


def test_entries_that_are_given_again_are_all_read():
    first = visit(Closed(6))
    assert visit(Honest(9), first) == visit(Honest(9))
    # Those that could not be read at the last visit are new, too.
    assert follow(Honest(9), first, "alice").entries == [entry(0), entry(3), entry(6)]


def test_entries_that_were_given_before_and_are_refused_now(kept):
    before = copy.deepcopy(kept)
    with pytest.raises(MembersOnly):
        follow(Closed(9), kept, None)
    assert kept == before
    # There is nothing new that could be hidden.
    assert visit(Closed(6), kept) == kept


def test_entries_that_are_refused_to_who_looks_for_somebody():
    first = visit(Closed(6))
    for nothing_read in (None, first):
        with pytest.raises(MembersOnly):
            follow(Closed(6), nothing_read, "alice")


def test_entries_that_are_refused_on_the_way():
    server = Honest(1_002)
    given = server.entries

    def entries(start, end):
        if start:
            raise MembersOnly
        return given(start, end)

    server.entries = entries
    with pytest.raises(MembersOnly):
        visit(server)


def test_a_log_without_end_that_is_given_in_drops(kept):
    server, asked = Honest(0), []
    server.checkpoint = lambda: {"root": b64u(bytes(32)), "size": 2**53 - 1}
    server.entries = lambda start, end: asked.append(start) or [entry(start)]
    assert refused(server, None) == "bad-log-entries"
    assert asked == [0]


def test_a_server_that_goes_away_is_no_fork(kept):
    def away(*_):
        raise Unreachable("away")

    for name in ("checkpoint", "consistency", "entries"):
        server = Honest(9)
        setattr(server, name, away)
        with pytest.raises(Unreachable):
            follow(server, kept, None)
