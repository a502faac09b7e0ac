"""The key log's Merkle tree (PROTOCOL.md §17, RFC 9162 §2.1)."""

# Long, because every line of the lists below is one scenario.

import hashlib

from ..insecure import b64, canonical, derive, make_id, sha, stray_bits, unb64
from ..world import TIME
from . import accepted, refused

# The tree that implementations of RFC 6962 test themselves with: what its leaves stand
# for, its root at each size, some of its proofs.
DATA = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
KNOWN_ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
N_01 = KNOWN_ROOTS[2]
N_0123 = KNOWN_ROOTS[4]
L_0 = KNOWN_ROOTS[1]
L_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
N_23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
L_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
N_45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
N_67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
N_4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
# (place, size) → proof, and (first size, second size) → proof.
KNOWN_INCLUSIONS = {
    (0, 1): (),
    (0, 8): (L_1, N_23, N_4567),
    (1, 5): (L_0, N_23, L_4),
    (2, 3): (N_01,),
    (5, 8): (L_4, N_67, N_0123),
}
KNOWN_CONSISTENCIES = {
    (1, 1): (),
    (1, 8): (L_1, N_23, N_4567),
    (2, 5): (N_23, L_4),
    (6, 8): (N_45, N_67, N_0123),
}

LARGEST = 2**53 - 1


def hashed(*parts: bytes) -> bytes:
    """Hash."""
    return hashlib.sha256(b"".join(parts)).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours."""
    return hashed(b"\1", left, right)


def split(size: int) -> int:
    """Return the largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def tree(leaves: list[bytes]) -> bytes:
    """Compute a root as RFC 9162 §2.1.1 defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashed(b"")
    k = split(len(leaves))
    return node(tree(leaves[:k]), tree(leaves[k:]))


def inclusion(place: int, leaves: list[bytes]) -> list[bytes]:
    """Compute a proof as RFC 9162 §2.1.3.1 defines it."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if place < k:
        return [*inclusion(place, leaves[:k]), tree(leaves[k:])]
    return [*inclusion(place - k, leaves[k:]), tree(leaves[:k])]


def consistency(first: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """Compute a proof as RFC 9162 §2.1.4.1 defines it."""
    if first == len(leaves):
        return [] if whole else [tree(leaves)]
    k = split(len(leaves))
    if first <= k:
        return [*consistency(first, leaves[:k], whole), tree(leaves[k:])]
    return [*consistency(first - k, leaves[k:], False), tree(leaves[:k])]


def beside(level: int) -> bytes:
    """Make the neighbour of a path through a tree that is too large to be computed."""
    return derive("beside", 32, bytes([level]))


def far_inclusion(
    place: int, size: int, leaf: bytes, level: int = 0
) -> tuple[bytes, list]:
    """Return the root and the proof of a path through such a tree."""
    if size == 1:
        return leaf, []
    k = split(size)
    if place < k:
        root, path = far_inclusion(place, k, leaf, level + 1)
        return node(root, beside(level)), [*path, beside(level)]
    root, path = far_inclusion(place - k, size - k, leaf, level + 1)
    return node(beside(level), root), [*path, beside(level)]


def far_consistency(
    first: int, size: int, whole: bool = True, level: int = 0
) -> tuple[bytes, bytes, list]:
    """Return both roots and the proof for two sizes of such a tree."""
    if first == size:
        return beside(level), beside(level), [] if whole else [beside(level)]
    k, by = split(size), beside(100 + level)
    if first <= k:
        old, new, path = far_consistency(first, k, whole, level + 1)
        return old, node(new, by), [*path, by]
    old, new, path = far_consistency(first - k, size - k, False, level + 1)
    return node(by, old), node(by, new), [*path, by]


def entry(place: int, **changes: object) -> dict:
    """Write an entry."""
    people = ("alice", "bob", "carol", "mallory")
    value = {
        "bundle": sha(b"bundle %d" % place),
        "time": TIME + place,
        "username": people[place % len(people)],
    }
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def leaf(value: object) -> bytes:
    """Hash an entry."""
    return hashed(b"\0", canonical(value))


ENTRIES = [entry(place) for place in range(13)]
LEAVES = [leaf(value) for value in ENTRIES]
DATA_LEAVES = [hashed(b"\0", data) for data in DATA]


def texts(hashes: list[bytes]) -> list[str]:
    """Encode hashes."""
    return [b64(one) for one in hashes]


def from_hex(text: str) -> str:
    """Encode a hash that was printed in hexadecimal."""
    return b64(bytes.fromhex(text))


def checkpoint(n: int, leaves: list[bytes] = LEAVES, /, **changes: object) -> dict:
    """Write the checkpoint of the first n leaves."""
    value = {"root": b64(tree(leaves[:n])), "size": n}
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def log(n: int, /, **changes: object) -> dict:
    """Write the tree of the first n entries as who appends to it keeps it."""
    subtrees, at = [], 0
    for bit in reversed(range(n.bit_length())):
        if n >> bit & 1:
            subtrees.append(tree(LEAVES[at : at + (1 << bit)]))
            at += 1 << bit
    value = {"size": n, "subtrees": texts(subtrees)}
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def included(place: int = 2, size: int = 7, **changes: object) -> dict:
    """Write the arguments that prove an entry."""
    how = {
        "checkpoint": checkpoint(size),
        "entry": ENTRIES[place],
        "index": place,
        "proof": texts(inclusion(place, LEAVES[:size])),
    }
    return {**how, **changes}


def continued(m: int = 3, n: int = 7, /, **changes: object) -> dict:
    """Write the arguments that prove that a tree of n leaves continues one of m."""
    how = {
        "first": checkpoint(m),
        "second": checkpoint(n),
        "proof": texts(consistency(m, LEAVES[:n])),
    }
    return {**how, **changes}


def bad_checkpoints() -> dict:
    """List what is no checkpoint."""
    good = checkpoint(7)
    return {
        "null": None,
        "a-root-alone": good["root"],
        "of-root-missing": checkpoint(7, root=...),
        "of-size-missing": checkpoint(7, size=...),
        "of-size-negative": checkpoint(7, size=-7),
        "of-size-a-string": checkpoint(7, size="7"),
        "of-size-a-fraction": checkpoint(7, size=7.5),
        "of-size-true": checkpoint(7, size=True),
        "of-size-beyond-integers": checkpoint(7, size=2**53),
        "of-root-in-hexadecimal": checkpoint(7, root=unb64(good["root"]).hex()),
        "of-root-an-id": checkpoint(7, root=make_id("root")),
        "of-root-with-stray-bits": checkpoint(7, root=stray_bits(good["root"])),
        "with-time": checkpoint(7, time=TIME),
    }


def bad_proofs() -> dict:
    """List what is no proof, in place of one of three hashes."""
    one, two, three = included()["proof"]
    return {
        "null": None,
        "a-text": one + two + three,
        "an-object": {"0": one, "1": two, "2": three},
        "with-number": [one, 2, three],
        "with-null": [one, two, None],
        "with-id": [one, two, make_id("x")],
        "with-empty-hash": [one, "", three],
        "with-padded-hash": [one, two + "=", three],
        "with-stray-bits": [one, two, stray_bits(three)],
    }


def bad_entries() -> dict:
    """List what is no entry."""
    return {
        "null": None,
        "a-list": [entry(2)],
        "a-text": canonical(entry(2)).decode(),
        "without-bundle": entry(2, bundle=...),
        "without-time": entry(2, time=...),
        "without-username": entry(2, username=...),
        "of-bundle-an-id": entry(2, bundle=make_id("bundle")),
        "of-bundle-with-stray-bits": entry(2, bundle=stray_bits(entry(2)["bundle"])),
        "of-time-a-string": entry(2, time=str(TIME)),
        "of-time-negative": entry(2, time=-1),
        "of-username-in-capitals": entry(2, username="Carol"),
        "of-username-empty": entry(2, username=""),
        "with-further-member": entry(2, index=2),
    }


def no_inclusions() -> dict:
    """List arguments that prove nothing."""
    how = included()
    one, two, three = how["proof"]
    altered = b64(derive("another", 32))
    return {
        "index-one-too-low": included(index=1),
        "index-one-too-high": included(index=3),
        "index-of-the-other-half": included(index=6),
        "index-zero": included(index=0),
        "index-is-size": included(index=7),
        "index-is-size-of-one": included(0, 1, index=1),
        "index-beyond-size": included(index=70),
        "index-beyond-every-tree": included(index=LARGEST),
        "proof-empty": included(proof=[]),
        "proof-without-first": included(proof=[two, three]),
        "proof-without-last": included(proof=[one, two]),
        "proof-without-middle": included(proof=[one, three]),
        "proof-with-one-more": included(proof=[one, two, three, altered]),
        "proof-with-root-behind": included(
            proof=[one, two, three, how["checkpoint"]["root"]]
        ),
        "proof-with-leaf-in-front": included(
            proof=[b64(LEAVES[2]), one, two, three],
        ),
        "proof-with-last-twice": included(proof=[one, two, three, three]),
        "proof-backwards": included(proof=[three, two, one]),
        "proof-neighbours-swapped": included(proof=[two, one, three]),
        "proof-first-altered": included(proof=[altered, two, three]),
        "proof-last-altered": included(proof=[one, two, altered]),
        "proof-of-another-index": included(proof=included(3)["proof"]),
        "proof-of-another-size": included(proof=included(2, 6)["proof"]),
        "proof-of-an-empty-tree": included(checkpoint=checkpoint(0), proof=[]),
        "proof-for-an-empty-tree": included(
            checkpoint=checkpoint(0), index=0, proof=[]
        ),
        "first-of-an-empty-tree-with-its-own-root": included(
            0, 1, checkpoint=checkpoint(1, size=0)
        ),
        "size-one-too-low": included(6, checkpoint=checkpoint(7, size=6)),
        "size-one-too-high-for-the-last": included(6, checkpoint=checkpoint(7, size=8)),
        "size-doubled": included(checkpoint=checkpoint(7, size=14)),
        "size-of-one": included(checkpoint=checkpoint(7, size=1), index=0),
        "root-altered": included(checkpoint=checkpoint(7, root=altered)),
        "root-of-another-size": included(
            checkpoint=checkpoint(7, root=checkpoint(6)["root"])
        ),
        "root-of-a-tree-with-another-entry": included(
            checkpoint=checkpoint(7, [*LEAVES[:4], LEAVES[9], *LEAVES[5:]])
        ),
        "entry-of-another-place": included(entry=ENTRIES[3]),
        "entry-not-there": included(entry=ENTRIES[9]),
        "entry-of-another-bundle": included(entry=entry(2, bundle=sha(b"other"))),
        "entry-of-another-time": included(entry=entry(2, time=TIME)),
        "entry-of-another-person": included(entry=entry(2, username="mallory")),
        "single-entry-with-proof": included(0, 1, proof=[altered]),
        # The root is the one that the proof leads to: the tree is taller than its size.
        "single-entry-under-a-taller-root": included(
            0,
            1,
            checkpoint=checkpoint(1, root=b64(node(unb64(altered), LEAVES[0]))),
            proof=[altered],
        ),
        "single-entry-another": included(0, 1, entry=ENTRIES[1]),
    }


def no_paths() -> dict:
    """List what only the hashes themselves can show, in the tree of the RFC's tests."""
    size_4 = {"root": from_hex(KNOWN_ROOTS[4]), "size": 4}
    whole = node(DATA_LEAVES[0], DATA_LEAVES[1])
    pair = DATA_LEAVES[0] + DATA_LEAVES[1]
    return {
        "two-leaves-taken-for-one": {
            "checkpoint": {**size_4, "size": 2},
            "leaf": b64(pair),
            "index": 0,
            "proof": [from_hex(N_23)],
        },
        "node-taken-for-a-leaf": {
            "checkpoint": {**size_4, "size": 2},
            "leaf": b64(whole),
            "index": 0,
            "proof": [from_hex(N_23)],
        },
        "node-with-its-mark-taken-for-a-leaf": {
            "checkpoint": {**size_4, "size": 2},
            "leaf": b64(b"\1" + pair),
            "index": 0,
            "proof": [from_hex(N_23)],
        },
    }


def no_consistencies() -> dict:
    """List arguments that prove no continuation."""
    proof = continued()["proof"]
    altered = b64(derive("another", 32))
    rewritten = [*LEAVES[:1], LEAVES[9], *LEAVES[2:7]]
    omitted = [*LEAVES[:1], *LEAVES[2:8]]
    whole = continued(4)
    return {
        "equal-sizes-with-another-root": continued(
            7, 7, second=checkpoint(7, root=altered)
        ),
        "equal-sizes-with-a-proof": continued(7, 7, proof=[checkpoint(7)["root"]]),
        "empty-trees-with-other-roots": continued(
            0, 0, proof=[], second=checkpoint(0, root=altered)
        ),
        "from-an-empty-tree-of-another-root": continued(
            1, first=checkpoint(0, root=altered), proof=[]
        ),
        "from-an-empty-tree-with-a-proof": continued(first=checkpoint(0)),
        "proof-empty": continued(proof=[]),
        "proof-empty-for-a-whole-subtree": continued(4, proof=[]),
        "proof-empty-with-the-same-root": continued(
            second=checkpoint(7, root=checkpoint(3)["root"]), proof=[]
        ),
        "proof-without-first": continued(proof=proof[1:]),
        "proof-without-last": continued(proof=proof[:-1]),
        "proof-with-one-more": continued(proof=[*proof, altered]),
        "proof-with-first-twice": continued(proof=[proof[0], *proof]),
        "proof-with-first-root-in-front": continued(
            4, proof=[whole["first"]["root"], *whole["proof"]]
        ),
        "proof-without-first-for-a-whole-subtree": continued(
            2, proof=continued(2)["proof"][1:]
        ),
        "proof-backwards": continued(proof=proof[::-1]),
        "proof-neighbours-swapped": continued(proof=[proof[1], proof[0], *proof[2:]]),
        "proof-first-altered": continued(proof=[altered, *proof[1:]]),
        "proof-last-altered": continued(proof=[*proof[:-1], altered]),
        "proof-of-another-first": continued(proof=continued(5)["proof"]),
        "proof-of-another-second": continued(proof=continued(3, 6)["proof"]),
        "proof-of-inclusion": continued(proof=included()["proof"]),
        "first-root-altered": continued(first=checkpoint(3, root=altered)),
        "second-root-altered": continued(second=checkpoint(7, root=altered)),
        "first-root-of-another-size": continued(
            first=checkpoint(3, root=checkpoint(2)["root"])
        ),
        "first-size-one-too-low": continued(first=checkpoint(3, size=2)),
        "first-size-one-too-high": continued(first=checkpoint(3, size=4)),
        "first-size-zero": continued(first=checkpoint(3, size=0)),
        # Of a path along the right edge the roots tell; this one has another form.
        "second-size-far-too-high": continued(second=checkpoint(7, size=70)),
        "second-size-too-low": continued(second=checkpoint(7, size=4)),
        "second-is-smaller": continued(
            first=checkpoint(7), second=checkpoint(3), proof=proof
        ),
        "second-is-smaller-with-the-same-root": {
            "first": checkpoint(6, size=6),
            "second": checkpoint(6, size=5),
            # What leads both sizes to this root.
            "proof": texts([tree(LEAVES[4:6]), tree(LEAVES[:4])]),
        },
        "roots-taller-than-their-sizes": continued(
            3,
            4,
            first=checkpoint(3, root=b64(node(unb64(altered), tree(LEAVES[:3])))),
            second=checkpoint(4, root=b64(node(unb64(altered), tree(LEAVES[:4])))),
            proof=[*texts(consistency(3, LEAVES[:4])), altered],
        ),
        "second-is-smaller-with-the-same-root-and-no-proof": {
            "first": checkpoint(4),
            "second": checkpoint(4, size=3),
            "proof": [],
        },
        "second-is-empty": continued(second=checkpoint(0), proof=[]),
        "an-entry-was-rewritten": continued(
            second=checkpoint(7, rewritten), proof=texts(consistency(3, rewritten))
        ),
        "an-entry-was-left-out": continued(
            second=checkpoint(7, omitted), proof=texts(consistency(3, omitted))
        ),
        "the-newest-entries-were-exchanged": continued(
            6,
            8,
            second=checkpoint(8, [*LEAVES[:5], *LEAVES[9:12]]),
            proof=texts(consistency(6, [*LEAVES[:5], *LEAVES[9:12]])),
        ),
    }


def bad_logs() -> dict:
    """List what is no tree to append to."""
    subtrees = log(7)["subtrees"]
    return {
        "null": None,
        "without-size": log(7, size=...),
        "without-subtrees": log(7, subtrees=...),
        "with-root": log(7, root=checkpoint(7)["root"]),
        "of-size-negative": log(7, size=-7),
        "of-size-a-string": log(7, size="7"),
        "of-size-beyond-integers": log(1, size=2**53),
        "of-subtrees-a-text": log(7, subtrees="".join(subtrees)),
        "of-one-subtree-too-few": log(7, subtrees=subtrees[1:]),
        "of-one-subtree-too-many": log(7, subtrees=[*subtrees, subtrees[0]]),
        "of-a-subtree-where-it-is-empty": log(0, subtrees=subtrees[:1]),
        "of-another-size": log(7, size=8),
        "of-a-subtree-that-is-no-hash": log(7, subtrees=[*subtrees[:2], "x"]),
    }


def large() -> list[dict]:
    """Write vectors of trees whose sizes have more than 32 bits."""
    cases = []
    for name, place, size in (
        ("first-of-the-largest-tree", 0, LARGEST),
        ("last-of-the-largest-tree", LARGEST - 1, LARGEST),
        ("behind-32-bits", 2**32 + 5, 2**33 + 3),
        ("in-a-whole-tree-of-33-bits", 2**32 - 1, 2**32),
        ("far-in-a-tree-of-53-bits", 2**52 + 2**31 + 1, 2**52 + 2**40 + 9),
    ):
        root, path = far_inclusion(place, size, LEAVES[0])
        how = {
            "checkpoint": {"root": b64(root), "size": size},
            "entry": ENTRIES[0],
            "index": place,
            "proof": texts(path),
        }
        cases.append(accepted(f"included-{name}", "check_inclusion", None, **how))
        for other in {0, place ^ 1, place % 2**32} - {place}:
            cases.append(
                refused(
                    f"included-{name}-index-{other}-claimed",
                    "bad-log-proof",
                    "check_inclusion",
                    **{**how, "index": other},
                )
            )
    for name, first, second in (
        ("from-one-to-the-largest-tree", 1, LARGEST),
        ("from-32-bits-to-33", 2**32, 2**32 + 1),
        ("behind-32-bits", 2**32 + 5, 2**33 + 3),
        ("from-a-whole-tree-of-52-bits", 2**52, LARGEST),
        ("by-one-to-the-largest-tree", LARGEST - 1, LARGEST),
    ):
        old, new, path = far_consistency(first, second)
        how = {
            "first": {"root": b64(old), "size": first},
            "second": {"root": b64(new), "size": second},
            "proof": texts(path),
        }
        check = "check_consistency"
        cases.append(accepted(f"consistent-{name}", check, None, **how))
        how["proof"] = [*texts(path[:-1]), b64(derive("another", 32))]
        cases.append(refused(f"consistent-{name}-altered", "log-forked", check, **how))
    many = [beside(level) for level in range(52)]
    almost = {"size": LARGEST - 1, "subtrees": texts(many)}
    root = LEAVES[0]
    for left in reversed(many):
        root = node(left, root)
    whole = {
        "root": b64(root),
        "size": LARGEST,
        "subtrees": texts([*many, LEAVES[0]]),
    }
    full = {name: whole[name] for name in ("size", "subtrees")}
    extend, one = "extend_log", ENTRIES[:1]
    return [
        *cases,
        accepted("appended-to-53-bits", extend, whole, log=almost, entries=one),
        accepted("nothing-appended-to-53-bits", extend, whole, log=full, entries=[]),
        refused("appended-beyond-53-bits", "bad-shape", extend, log=full, entries=one),
    ]


def known() -> list[dict]:
    """Write the vectors of the tree that implementations of RFC 6962 share."""
    roots = [from_hex(root) for root in KNOWN_ROOTS]
    proofs = []
    for (place, size), proof in KNOWN_INCLUSIONS.items():
        proofs.append(
            accepted(
                f"rfc-6962-leaf-{place}-of-{size}",
                "check_path",
                None,
                checkpoint={"root": roots[size], "size": size},
                leaf=b64(DATA[place]),
                index=place,
                proof=[from_hex(one) for one in proof],
            )
        )
    for (first, second), proof in KNOWN_CONSISTENCIES.items():
        proofs.append(
            accepted(
                f"rfc-6962-from-{first}-to-{second}",
                "check_consistency",
                None,
                first={"root": roots[first], "size": first},
                second={"root": roots[second], "size": second},
                proof=[from_hex(one) for one in proof],
            )
        )
    return [
        *(
            accepted(
                f"rfc-6962-root-of-{size}",
                "tree_root",
                root,
                leaves=[b64(data) for data in DATA[:size]],
            )
            for size, root in enumerate(roots)
        ),
        *proofs,
        *(
            refused(name, "bad-log-proof", "check_path", **how)
            for name, how in no_paths().items()
        ),
    ]


def forms() -> list[dict]:
    """Write the vectors of what does not have its form."""
    inclusion_, consistency_, extend = (
        "check_inclusion",
        "check_consistency",
        "extend_log",
    )

    def bad(name: str, function: str, **how: object) -> dict:
        return refused(name, "bad-shape", function, **how)

    entries = [entry(7), entry(8)]
    return [
        *(
            bad(f"checkpoint-{name}", inclusion_, **included(checkpoint=value))
            for name, value in bad_checkpoints().items()
        ),
        *(
            bad(f"first-{name}", consistency_, **continued(first=value))
            for name, value in bad_checkpoints().items()
        ),
        *(
            bad(f"second-{name}", consistency_, **continued(second=value))
            for name, value in bad_checkpoints().items()
        ),
        *(
            bad(f"proof-{name}", inclusion_, **included(proof=value))
            for name, value in bad_proofs().items()
        ),
        *(
            bad(f"consistency-proof-{name}", consistency_, **continued(proof=value))
            for name, value in bad_proofs().items()
        ),
        *(
            bad(f"index-{name}", inclusion_, **included(index=value))
            for name, value in {
                "negative": -1,
                "null": None,
                "a-string": "2",
                "a-fraction": 2.5,
                "true": True,
                "beyond-integers": 2**53,
            }.items()
        ),
        *(
            bad(f"entry-{name}", inclusion_, **included(entry=value))
            for name, value in bad_entries().items()
        ),
        *(
            bad(f"appended-entry-{name}", extend, log=log(7), entries=[entry(7), value])
            for name, value in bad_entries().items()
        ),
        *(
            bad(f"log-{name}", extend, log=value, entries=entries)
            for name, value in bad_logs().items()
        ),
        bad("entries-null", extend, log=log(7), entries=None),
        bad("entries-an-object", extend, log=log(7), entries={"0": entry(7)}),
    ]


def extended(size: int, added: list[dict]) -> dict:
    """Write the arguments that append."""
    return {"log": log(size), "entries": added}


def behind(size: int) -> dict:
    """Write what appending comes to."""
    return {"root": checkpoint(size)["root"], **log(size)}


def vectors() -> list[dict]:
    """Write the vectors."""
    extend = "extend_log"
    one, other = ENTRIES[7], ENTRIES[8]
    turned = [*LEAVES[:7], leaf(other), leaf(one)]
    pairs = [(m, n) for n in range(1, 9) for m in range(1, n + 1)]
    return [
        *known(),
        *(
            accepted(f"leaf-{i}-of-{n}", "check_inclusion", None, **included(i, n))
            for n in (1, 2, 3, 6, 7, 8, 13)
            for i in range(n)
        ),
        *(
            accepted(f"from-{m}-to-{n}", "check_consistency", None, **continued(m, n))
            for m, n in [*pairs, *((m, 13) for m in range(1, 14))]
        ),
        *(
            accepted(
                f"from-nothing-to-{n}",
                "check_consistency",
                None,
                **continued(first=checkpoint(0), second=checkpoint(n), proof=[]),
            )
            for n in (0, 1, 7)
        ),
        *(
            accepted(
                f"appended-to-{m}-up-to-{n}",
                extend,
                behind(n),
                **extended(m, ENTRIES[m:n]),
            )
            for m, n in ((0, 0), (0, 1), (0, 13), (1, 2), (3, 7), (7, 7), (7, 8))
        ),
        accepted(
            "appended-in-another-order",
            extend,
            {"root": b64(tree(turned)), "size": 9},
            **extended(7, [other, one]),
        ),
        *large(),
        *(
            refused(f"no-inclusion-{name}", "bad-log-proof", "check_inclusion", **how)
            for name, how in no_inclusions().items()
        ),
        *(
            refused(f"no-consistency-{n}", "log-forked", "check_consistency", **how)
            for n, how in no_consistencies().items()
        ),
        *forms(),
    ]
