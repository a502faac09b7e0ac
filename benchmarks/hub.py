"""How fast the hub is, beside Node's socket.io doing the same relay in memory.

The server is kept on one processor and the generator on the other. Every round asks
each server in turn, so that whatever else the machine does meanwhile hits all alike;
what is reported are medians, and ratios within one run. Rates are by the clock, and by
the second of a processor that the server used: the truer one on a busy machine.
Prints JSON. Run by `make bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.crowd import Crowd, Member, gather
from benchmarks.generator import Generator
from benchmarks.sides import GENERATOR_CORE, Ours, Peer, pin, used, weight

WINDOW = 16  # unanswered messages of one connection
SENDERS = 16  # of a room of many
# The protocol's rooms hold 256 people, who may each have several browsers open.
LARGEST, CONNECTIONS = 250, 4

PEER = "node"
# name → whether the rooms keep a log, and the server's settings
HUBS = {
    "hub, log off": (False, {"LOG_SYNC": "normal"}),
    "hub, log normal": (True, {"LOG_SYNC": "normal"}),
    "hub, log full": (True, {"LOG_SYNC": "full"}),
    "stock transport, log off": (False, {"LOG_SYNC": "normal", "TRANSPORT": "stock"}),
}


class Side:
    """A server that is measured, and whether its rooms keep a log."""

    def __init__(self, name: str, server: Ours | Peer, log: bool) -> None:
        self.name, self.server, self.log = name, server, log
        self.figures: dict[str, list[dict[str, float]]] = {}

    def note(self, what: str, figure: dict[str, float]) -> None:
        """Take one round's figures down."""
        self.figures.setdefault(what, []).append(figure)

    def medians(self) -> dict[str, dict[str, float]]:
        """Return each figure's median."""
        return {
            what: {
                key: round(statistics.median(one[key] for one in rounds), 3)
                for key in rounds[0]
            }
            for what, rounds in self.figures.items()
        }


def relay(
    side: Side, members: list[Member], senders: list[Member], sends: int
) -> dict[str, float]:
    """Let some of those who are connected send, and everybody in their rooms hear."""
    generator = Generator(side.server.port)
    try:
        generator.connect(members)
        frames = {
            generator.of(one).sock.fileno(): one.sends(sends, side.log)
            for one in senders
        }
        total, before = sends * len(senders), used(side.server)
        heard = len(members) // len({one.rooms[False] for one in members})
        took = generator.run(frames, WINDOW, total * heard)
        work = max(used(side.server) - before, 0.01)
        return {
            "sends a second": total / took,
            "deliveries a second": total * heard / took,
            "sends a processor second": total / work,
            "deliveries a processor second": total * heard / work,
            "generator busy": generator.busy,
        }
    finally:
        generator.close()


def latency(side: Side, crowd: Crowd, rate: float, seconds: float) -> dict[str, float]:
    """Send at a fixed rate, one pair after the other."""
    generator = Generator(side.server.port)
    try:
        generator.connect([one for pair in crowd.pairs for one in pair])
        each = max(1, round(rate * seconds / len(crowd.pairs)))
        made = [
            [
                (generator.of(pair[0]).sock.fileno(), *named)
                for named in pair[0].named_sends(each, side.log)
            ]
            for pair in crowd.pairs
        ]
        sends = [one for turn in zip(*made, strict=True) for one in turn]
        times = sorted(generator.pace(sends, rate))
        return {
            f"p{part} ms": times[min(len(times) - 1, len(times) * part // 100)] * 1000
            for part in (50, 99)
        }
    finally:
        generator.close()


def crowding(side: Side, members: list[Member]) -> dict[str, float]:
    """Let many connect, who then are idle."""
    generator = Generator(side.server.port)
    try:
        light, before = weight(side.server), used(side.server)
        took = generator.connect(members)
        work = max(used(side.server) - before, 0.01)
        heavy = weight(side.server)
        return {
            "connections a second": len(members) / took,
            "connections a processor second": len(members) / work,
            "KB a connection": (heavy - light) / len(members) / 1000,
        }
    finally:
        generator.close()


def report(sides: list[Side], asked: argparse.Namespace) -> dict:
    """Set every figure beside the peer's."""
    medians = {side.name: side.medians() for side in sides}
    peer = medians.get(PEER, {})
    ratios = {
        name: {
            what: {
                key: round(value / peer[what][key], 2)
                for key, value in row.items()
                if peer.get(what, {}).get(key)
            }
            for what, row in figures.items()
        }
        for name, figures in medians.items()
        if name != PEER
    }
    return {
        "asked": {name: str(value) for name, value in vars(asked).items()},
        "load": os.getloadavg()[0],
        "medians": medians,
        "of node": ratios,
    }


def main() -> None:
    """Measure every server and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pairs", type=int, default=64)
    parser.add_argument("--sends", type=int, default=300, help="per pair and round")
    parser.add_argument("--many", type=int, default=100, help="members of a room")
    parser.add_argument("--fans", type=int, default=40, help="sends to a room, each")
    parser.add_argument("--idle", type=int, default=1000, help="idle connections")
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--crowd", type=Path, help="where people are kept for again")
    parser.add_argument("--node", default=shutil.which("node") or "")
    parser.add_argument("--sides", nargs="*", default=[PEER, *HUBS])
    parser.add_argument("--what", nargs="*", default=[])
    asked = parser.parse_args()
    pin(os.getpid(), GENERATOR_CORE)

    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="securechat-"))
        )
        made = asked.crowd or folder / "made"
        crowd = gather(made, asked.pairs, max(asked.many, LARGEST), senders=SENDERS)
        sides = []
        for name in asked.sides:
            if name == PEER:
                sides.append(Side(name, Peer(asked.node), log=False))
            else:
                log, settings = HUBS[name]
                own = shutil.copytree(made, folder / name.replace(" ", "-"))
                sides.append(Side(name, Ours(own, **settings), log))
            stack.callback(sides[-1].server.stop)
        measures = _measures(crowd, asked)
        for _ in range(asked.rounds):
            for what, measure in measures.items():
                for side in sides:
                    if not asked.what or what in asked.what:
                        side.note(what, measure(side))
    print(json.dumps(report(sides, asked), indent=1))


def _measures(
    crowd: Crowd, asked: argparse.Namespace
) -> dict[str, Callable[[Side], dict[str, float]]]:
    pairs = [one for pair in crowd.pairs for one in pair]
    hundred = crowd.many[: asked.many]
    thousand = crowd.many[:LARGEST] * CONNECTIONS
    senders, firsts = crowd.many[:SENDERS], [pair[0] for pair in crowd.pairs]
    idle = (crowd.many * (asked.idle // len(crowd.many) + 1))[: asked.idle]
    return {
        "1:1": lambda side: relay(side, pairs, firsts, asked.sends),
        "room of 100": lambda side: relay(side, hundred, senders, asked.fans),
        "room of 1000": lambda side: relay(
            side, thousand, senders, max(asked.fans // 4, 1)
        ),
        "latency": lambda side: latency(side, crowd, asked.rate, 3),
        "connections": lambda side: crowding(side, idle),
    }


if __name__ == "__main__":
    main()
