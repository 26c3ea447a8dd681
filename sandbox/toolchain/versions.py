"""Which versions of the Pulumi tools do, and how they are compared."""

from __future__ import annotations

import re

type Version = tuple[int, int, int]

PULUMI = "3.220.0"
"""What is fetched or built; `go/pulumi/go.mod` names the same."""

OLDEST_PULUMI: Version = (3, 200, 0)
"""What the Python SDK of the lock works with."""

OLDEST_GO: Version = (1, 24, 0)


def parse(text: str) -> Version | None:
    """The first version that the text names: `v3.220.0`, `go version go1.26.8 linux/amd64`."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return None if found is None else (int(found[1]), int(found[2]), int(found[3] or 0))


def written(version: Version) -> str:
    """As people write it."""
    return ".".join(map(str, version))
