"""Attacks on the key log: what the server once said of keys, and takes back."""

from __future__ import annotations

from collections.abc import Iterator

from encryption.signed import b64u, sha256_b64
from tests.malicious import forge
from tests.malicious.attack import BROWSER, SERVER, Check, attack
from tests.malicious.checks import LOGGED
from tests.malicious.fork import Fork
from tests.malicious.stage import Stage

SESSION = "static/js/session/key_log.js"
CRYPTO = "static/js/crypto/key_log.js"
MET = ("positions", "sessions")


WITNESSED = Check(
    SESSION,
    'await this.#demandConsistent({ root, size }, this.checkpoint, "log-withheld")',
    "",
    "the log that a sender has seen is consistent with one's own",
)


def forked(stage: Stage, change: object) -> None:
    """Show Alice another key log than there is, and let her come."""
    Fork(stage.evil, change).tell(stage.victim.username)
    stage.visit()


def rewritten(entries: list[dict]) -> list[dict]:
    """Change the first entry there ever was."""
    return [{**entries[0], "time": entries[0]["time"] + 1}, *entries[1:]]


@attack(
    has=SERVER,
    does="shows another key log of the same size than at the last visit",
    refused="the key log",
    reason="log-forked",
    check=Check(
        SESSION,
        "if (kept.size) await this.#demandConsistent(kept, newest)",
        "",
        "the newest checkpoint is consistent with the one kept",
        # The account data has one too.
        also=WITNESSED.edits,
    ),
    victims=(BROWSER,),
)
def key_log_forked(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    forked(stage, rewritten)


@attack(
    has=SERVER,
    does="rewrites an entry of the key log, and adds others behind it",
    refused="the key log",
    reason="log-forked",
    check=Check(
        CRYPTO,
        "if (!await isConsistent(first, second, path)) "
        'throw new ProtocolError("log-forked")',
        "",
        "a proof leads from the first checkpoint to the second",
    ),
    victims=(BROWSER,),
)
def key_log_rewritten(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.person("carol")
    forked(stage, rewritten)


@attack(
    has=SERVER,
    does="shows the key log as it was before",
    refused="the key log",
    reason="log-behind",
    check=Check(
        SESSION,
        'if (newest.size < kept.size) throw new Failure("log-behind")',
        "",
        "the key log does not become smaller",
    ),
    victims=(BROWSER,),
)
def key_log_behind(stage: Stage) -> Iterator[None]:
    stage.meet()
    kept = len(stage.evil.key_log())
    yield
    forked(stage, lambda entries: entries[: kept - 1])


@attack(
    has=SERVER,
    does="hides an entry of the key log behind another name",
    refused="the key log",
    reason="bad-log-entries",
    check=Check(
        SESSION,
        'if (log.root !== newest.root) throw new Failure("bad-log-entries")',
        "",
        "the entries make the root of the checkpoint",
    ),
    victims=(BROWSER,),
)
def key_log_omits(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.person("carol")

    def lie(body: dict) -> dict:
        body["entries"][-1]["username"] = "nobody"
        return body

    stage.answer("GET /api/keylog/entries", lie)
    stage.visit()


@attack(
    has=SERVER,
    does="publishes keys of its own in Alice's name",
    refused="the key log",
    reason="foreign-key",
    check=Check(
        SESSION,
        "if (entries.slice(since).some(({ bundle }) => !hashes.has(bundle))) "
        'throw new Failure("foreign-key")',
        "",
        "what is logged in one's own name is one's own",
    ),
    victims=(BROWSER,),
)
def key_log_with_a_foreign_key(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    name = stage.victim.username
    made = forge.bundle(stage.mallory.signer, name)
    entry = {"bundle": sha256_b64(made.encode()), "time": 1, "username": name}
    forked(stage, lambda entries: [*entries, entry])


@attack(
    has=SERVER,
    does="says that Alice's own bundle is not in the key log",
    refused="the key log",
    reason="not-logged",
    check=LOGGED,
    victims=(BROWSER,),
)
def key_log_without_ones_own(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    refusal = {"code": "not-found", "message": "This is not here."}
    stage.answer("GET /api/keylog/inclusion", lambda _: {"error": refusal})
    stage.visit()


@attack(
    has=SERVER,
    does="proves with other hashes that a bundle is in the key log",
    refused="the key log",
    reason="bad-log-proof",
    check=Check(
        CRYPTO,
        "if (last !== 0 || b64u(root) !== checkpoint.root) "
        'throw new ProtocolError("bad-log-proof")',
        "",
        "a proof leads from the entry to the checkpoint's root",
    ),
    victims=(BROWSER,),
)
def key_log_with_a_false_proof(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield

    def lie(body: dict) -> dict:
        return {**body, "proof": [b64u(bytes(32)), *body["proof"][1:]]}

    stage.answer("GET /api/keylog/inclusion", lie)
    stage.visit()


@attack(
    has=SERVER,
    does="shows Bob another key log, which his next message names",
    refused="the key log; the message is shown, behind a line that says so",
    reason="log-forked",
    check=WITNESSED,
    victims=(BROWSER,),
    moves=MET,
)
def key_log_shown_to_two(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    other = Fork(stage.evil, rewritten).checkpoint()
    stage.show(bob_has_seen(stage, other))
    stage.visit()


@attack(
    has=SERVER,
    does="keeps from Alice what has been added to the key log, which Bob has seen",
    refused="the key log; the message is shown, behind a line that says so",
    reason="log-behind",
    check=Check(
        SESSION,
        'if (size > this.#kept.size) throw new Failure("log-behind")',
        "if (size > this.#kept.size) return",
        "the key log is as large as any that a sender has seen",
    ),
    victims=(BROWSER,),
    moves=MET,
)
def key_log_lags(stage: Stage) -> Iterator[None]:
    stage.meet()
    kept = len(stage.evil.key_log())
    yield
    stage.person("carol")
    newest = Fork(stage.evil, list).checkpoint()
    stage.show(bob_has_seen(stage, newest))
    forked(stage, lambda entries: entries[:kept])


def bob_has_seen(stage: Stage, checkpoint: dict) -> dict:
    """Return the record of a message in which Bob names a checkpoint."""
    letter = stage.bob.write(stage.room, "what I have seen")
    return letter.record(letter.sealed(letter.signed(log=checkpoint)))
