"""The long run: `python -m tests.fuzz.run [--count N] [--seed N] [--peers A,B] [--keep]`.

Prints how many requests agree, and the differences by class; exits with 1 if a difference has no class. `--keep` writes
the figures that docs/differences.md shows.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.fuzz.comparison import Tally, compare, generated_requests
from tests.fuzz.generator import generate
from tests.fuzz.page import PAGE, page
from tests.fuzz.peer_table import PEERS, PeerDefinition

FIGURES = Path(__file__).parent / "figures.json"


def main() -> int:
    """Run the requests on every peer and print the results."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--peers", default=",".join(definition.name for definition in PEERS))
    options.add_argument("--keep", action="store_true", help="write the figures that the page shows")
    chosen = options.parse_args()
    wanted = [definition for definition in PEERS if definition.name in chosen.peers.split(",")]
    peers = [_run_peer(definition, chosen.seed, chosen.count) for definition in wanted]
    if chosen.keep:
        whole = {
            "on": f"{datetime.now(UTC):%Y-%m-%d}",
            "seed": chosen.seed,
            "requests": chosen.count,
            "peers": peers,
        }
        FIGURES.write_text(json.dumps(whole, indent=2) + "\n")
        PAGE.write_text(page())
    return 1 if any(peer["unknown"] for peer in peers) else 0


def _run_peer(definition: PeerDefinition, seed: int, count: int) -> dict[str, Any]:
    began = time.monotonic()
    with definition.start() as peer:
        tally = compare(peer, generated_requests(generate, seed, count), definition.reduce)
    figures = _figures(tally, round(time.monotonic() - began))
    _print(figures, tally)
    return figures


def _figures(tally: Tally, seconds: int) -> dict[str, Any]:
    return {
        "peer": tally.peer,
        "requests": tally.requests,
        "agreed": dict(tally.agreed.most_common()),
        "differed": dict(tally.differed.most_common()),
        "unknown": len(tally.unknown),
        "seconds": seconds,
    }


def _print(figures: dict[str, Any], tally: Tally) -> None:
    agreed = sum(figures["agreed"].values())
    write = sys.stdout.write
    differ = sum(tally.differed.values())
    write(f"{tally.peer}: {tally.requests} requests, {agreed} agree, {differ} differ in known classes, ")
    write(f"{len(tally.unknown)} in none ({figures['seconds']} s)\n")
    for name, times in tally.differed.most_common():
        write(f"  {times:6} {name}\n")
    for found in tally.unknown:
        write(f"  unknown: ours {found.ours}, {tally.peer} {found.theirs}: {json.dumps(found.smallest)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
