"""Compare the reachability analyser with the packet walker, on packets at the edges of random networks.

Run `make packets`, or this module with a count of packets and the seed of the first network.
"""

from __future__ import annotations

import sys

from tests.sandbox.reach.comparison import compare, reduced

_EACH = 264
"""Packets of a network: 22 flows of 12 packets."""
_DEFAULTS = ("1000000", "10000")


def main() -> None:
    """Print each difference in the smallest network that shows it, then the score."""
    count, seed = (int(argument) for argument in [*sys.argv[1:], *_DEFAULTS][:2])
    packets = passing = differences = 0
    seconds = 0.0
    while packets < count:
        score = compare(range(seed, seed + 10), _EACH)
        seed += 10
        packets, passing, seconds = packets + score.packets, passing + score.open, seconds + score.seconds
        differences += len(score.differences)
        for difference in score.differences:
            print(reduced(difference), flush=True)
    print(f"{packets} packets, {passing / packets:.1%} of them pass: {differences} differences, in {seconds:.0f} s.")


if __name__ == "__main__":
    main()
