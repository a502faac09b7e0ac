"""Write all vector files anew: `python -m tests.vectors.generate [--keys]`."""

import json
import sys
from importlib import import_module

from .world import HERE, NAMES, make_actor

KINDS = (
    "base64url",
    "bundle",
    "canonical",
    "chain",
    "content",
    "file",
    "key_file",
    "key_log",
    "message",
    "padding",
    "passkey",
    "password",
    "phrase",
    "renewal",
    "roster",
    "safety",
    "sealed",
    "session",
    "signal",
    "state",
)


def as_file(value: object) -> str:
    """Write one file's text."""
    return json.dumps(value, indent=1, sort_keys=True) + "\n"


def kind_file(kind: str) -> str:
    """Write the text of one kind's file."""
    module = import_module(f"{__package__}.kinds.{kind}")
    vectors = module.vectors()
    names = [vector["name"] for vector in vectors]
    assert len(set(names)) == len(names), f"{kind}: names are not unique"
    return as_file({"about": module.__doc__, "vectors": vectors})


def main() -> None:
    """Write the keys, where asked to, and then every kind."""
    if "--keys" in sys.argv:
        actors = {name: make_actor(name) for name in NAMES}
        (HERE / "keys.json").write_text(as_file(actors), "ascii")
        return
    for kind in KINDS:
        (HERE / f"{kind}.json").write_text(kind_file(kind), "ascii")


if __name__ == "__main__":
    main()
