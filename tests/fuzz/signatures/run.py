"""The long search: `python -m tests.fuzz.signatures.run [--count N] [--seed N]`; exits with 1 if it finds a forgery."""

from __future__ import annotations

import argparse
import sys
import time

from tests.fuzz.signatures.forgeries import search


def main() -> int:
    """Search and print what was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    chosen, _ = options.parse_known_args()  # `make fuzz` passes on those of the other run, too
    began = time.monotonic()
    found = search(chosen.seed, range(chosen.count))
    write = sys.stdout.write
    write(
        f"{found.tried} changed requests in {time.monotonic() - began:.0f} s: {sum(found.refused.values())} refused, "
    )
    write(
        f"{found.equal} have the same meaning, {found.anonymous} lost their signature, "
        f"{len(found.forgeries)} forgeries\n"
    )
    for reason, times in found.refused.most_common():
        write(f"  {times:6} {reason}\n")
    for number, names, original, sent in found.forgeries[:20]:
        write(f"  forgery {number} ({', '.join(names)}), {original.kind}:\n    {original.sent}\n    {sent}\n")
    return 1 if found.forgeries else 0


if __name__ == "__main__":
    sys.exit(main())
