"""Log files as a server writes them, honest or not."""

from __future__ import annotations

from encryption.signed import LogWriter
from tests.actors import Actor, Wire
from tests.factories import now


def lines_of(
    wire: Wire,
    by: Actor,
    *others: Actor,
    missing: tuple[int, ...] = (),
    recovery: str | None = None,
) -> list[tuple[str, dict]]:
    """List the lines of a log, without numbers and links; `missing` are not kept.

    `recovery` are sealed keys under a recovery phrase.
    """
    last = wire.shown[-1]
    newest = {"head": last["head"], "seq": last["record"]["seq"]}
    manifest = {"by": by.username, "room": wire.room, "time": now(), "v": 1, **newest}
    lines: list[tuple[str, dict]] = [("manifest", manifest)]
    for actor in (by, *others):
        # Those that each actor knows of themselves.
        lines += [
            ("bundle", {"bundle": bundle, "username": actor.username})
            for bundle in actor.bundles[actor.username]
        ]
    lines.append(("sealed", {"sealed": by.sealed(), "username": by.username}))
    if recovery:
        lines.append(("recovery", {"sealed": recovery, "username": by.username}))
    first = 0
    for shown in wire.shown:
        seq = shown["record"]["seq"]
        if seq not in missing:
            type = "erased" if "erased" in shown["record"] else "record"
            lines.append((type, shown))
            continue
        first = first or seq
        if seq + 1 not in missing:
            gap = {"first": first, "head": shown["head"], "last": seq}
            lines.append(("gap", gap))
            first = 0
    lines.append(("end", {"lines": len(lines) + 1, **newest}))
    return lines


def write(lines: list[tuple[str, dict]]) -> list[bytes]:
    """Number and link lines, as whoever makes a file can."""
    writer = LogWriter()
    return [writer.line(type, **members) for type, members in lines]
