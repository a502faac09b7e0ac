"""Whether the time of an answer tells who has an account: `python -m benchmarks.alike`.

Asks about a name that exists and one that does not, in turns and in random order within
each pair, so that whatever else the machine does falls on both. Reports the medians,
how far the pairs are apart in the median, beside the noise of one kind of answer (half
the distance of its quartiles), and how often a random naming of the same times is as
far apart (a permutation test over the pairs). Nothing fails here: whoever reads judges.

The application is asked in this process, and scrypt is made cheap: a network, and the
hundred milliseconds that both answers stretch a secret for, would only hide what
differs. INSECURE, and for this measurement alone.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask.testing import FlaskClient

from chat.application import build, close
from chat.settings import Settings
from encryption.signed import b64u
from tests.factories import Person
from tests.no_limits import INSECURE_NO_LIMITS

TRIES = int(os.environ.get("TRIES", "1000"))
PERMUTATIONS = 2000
THERE, NOT_THERE = "alice", "nemos"

Question = tuple[str, str, Callable[[str], dict]]


def questions(app) -> Iterator[Question]:  # noqa: ANN001
    """List what is asked: a title, a path, and the body for a username."""
    wrong = b64u(os.urandom(32))
    yield "login salt", "/api/login/salt", lambda name: {"username": name}
    yield "login", "/api/login", lambda name: {"secret": wrong, "username": name}
    for by in ("phrase", "file"):
        salt, keys = "/api/recovery/salt", "/api/recovery/keys"
        yield f"{by} salt", salt, lambda name, by=by: {"by": by, "username": name}
        yield (
            by,
            keys,
            lambda name, by=by: {"by": by, "secret": wrong, "username": name},
        )
    bodies = {
        name: {**Person(app, name, keys="alice").registration(), "code": wrong[:22]}
        for name in (THERE, NOT_THERE)
    }
    yield "invitation", "/api/register", bodies.__getitem__


def times(
    http: FlaskClient, question: Question, tries: int
) -> list[tuple[float, float]]:
    """Ask in pairs; return the seconds of each, of the name that exists first."""
    _, path, body = question
    pairs = []
    for _ in range(tries):
        names = [THERE, NOT_THERE]
        random.shuffle(names)
        took = {}
        for name in names:
            begun = time.perf_counter()
            http.post(path, json=body(name))
            took[name] = time.perf_counter() - begun
        pairs.append((took[THERE], took[NOT_THERE]))
    return pairs


def report(what: str, pairs: list[tuple[float, float]]) -> None:
    """Print what two kinds of answer took, and whether that tells them apart."""
    there, missing = ([pair[side] for pair in pairs] for side in (0, 1))
    differences = [one - other for one, other in pairs]
    apart = statistics.median(differences)
    low, _, high = statistics.quantiles(missing, n=4)
    as_far = sum(
        abs(statistics.median(random.choice((d, -d)) for d in differences))
        >= abs(apart)
        for _ in range(PERMUTATIONS)
    )
    print(
        f"{what:12} there {statistics.median(there) * 1e3:7.3f} ms"
        f"   missing {statistics.median(missing) * 1e3:7.3f} ms"
        f"   apart {apart * 1e6:+7.1f} µs   noise {(high - low) / 2 * 1e6:7.1f} µs"
        f"   p {(as_far + 1) / (PERMUTATIONS + 1):.3f}",
        flush=True,
    )


def main() -> None:
    """Measure an application of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(
            async_mode="threading",
            instance_dir=folder / "instance",
            log_dir=folder / "chat_logs",
            insecure_scrypt_n=2,
            **INSECURE_NO_LIMITS,
        )
        app = build(settings)
        Person(app, THERE).register()
        close(app)
        app = build(settings.__class__(**{**vars(settings), "registration": "invite"}))
        print(f"{TRIES} tries of each, in pairs of random order", flush=True)
        for question in questions(app):
            http = app.test_client()
            times(http, question, 20)  # Until all is loaded.
            report(question[0], times(http, question, TRIES))
        close(app)


if __name__ == "__main__":
    main()
