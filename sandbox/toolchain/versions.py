"""Versions of the Pulumi tools: the one that is fetched, the range that is accepted, and their comparison."""

from __future__ import annotations

import re

type Version = tuple[int, int, int]

PULUMI = "3.220.0"
"""The version that is fetched or built; `go/pulumi/go.mod` names the same."""

OLDEST_PULUMI: Version = (3, 200, 0)
"""The oldest version with which the Python SDK of the lock works."""

OLDEST_GO: Version = (1, 24, 0)


def parse(text: str) -> Version | None:
    """Return the first version in a text such as `v3.220.0` or `go version go1.26.8 linux/amd64`."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return None if found is None else (int(found[1]), int(found[2]), int(found[3] or 0))


def written(version: Version) -> str:
    """Return the version with dots."""
    return ".".join(map(str, version))
