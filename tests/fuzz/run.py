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

from tests.fuzz.comparison import Tally, compare, numbered
from tests.fuzz.generator import question
from tests.fuzz.page import PAGE, page
from tests.fuzz.roster import ROSTER, Listed

FIGURES = Path(__file__).parent / "figures.json"


def main() -> int:
    """Run the requests on every peer and print the results."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--peers", default=",".join(listed.name for listed in ROSTER))
    options.add_argument("--keep", action="store_true", help="write the figures that the page shows")
    chosen = options.parse_args()
    wanted = [listed for listed in ROSTER if listed.name in chosen.peers.split(",")]
    peers = [_ask(listed, chosen.seed, chosen.count) for listed in wanted]
    if chosen.keep:
        whole = {"on": f"{datetime.now(UTC):%Y-%m-%d}", "seed": chosen.seed, "questions": chosen.count, "peers": peers}
        FIGURES.write_text(json.dumps(whole, indent=2) + "\n")
        PAGE.write_text(page())
    return 1 if any(peer["unknown"] for peer in peers) else 0


def _ask(listed: Listed, seed: int, count: int) -> dict[str, Any]:
    began = time.monotonic()
    with listed.start() as peer:
        tally = compare(peer, numbered(question, seed, count), listed.reduced)
    figures = _figures(tally, round(time.monotonic() - began))
    _tell(figures, tally)
    return figures


def _figures(tally: Tally, seconds: int) -> dict[str, Any]:
    return {
        "peer": tally.peer,
        "asked": tally.asked,
        "agreed": dict(tally.agreed.most_common()),
        "differed": dict(tally.differed.most_common()),
        "unknown": len(tally.unknown),
        "seconds": seconds,
    }


def _tell(figures: dict[str, Any], tally: Tally) -> None:
    agreed = sum(figures["agreed"].values())
    say = sys.stdout.write
    say(f"{tally.peer}: {tally.asked} asked, {agreed} agree, {sum(tally.differed.values())} differ in known ways, ")
    say(f"{len(tally.unknown)} in unknown ones ({figures['seconds']} s)\n")
    for name, times in tally.differed.most_common():
        say(f"  {times:6} {name}\n")
    for found in tally.unknown:
        say(f"  unknown: we say {found.ours}, {tally.peer} {found.theirs}: {json.dumps(found.smallest)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
