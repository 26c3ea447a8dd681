"""ARNs split into their six parts; the sixth keeps its colons.

Reference: IAM user guide, reference-arns.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sandbox.iam import cache_sizes

PARTS = 6


class Arn(NamedTuple):
    """One ARN: `arn:partition:service:region:account:resource`."""

    prefix: str
    partition: str
    service: str
    region: str
    account: str
    resource: str

    @classmethod
    @lru_cache(maxsize=cache_sizes.PATTERNS)
    def parse(cls, text: str) -> Arn | None:
        """Split an ARN; None where the text is none."""
        parts = text.split(":", PARTS - 1)
        if len(parts) != PARTS or parts[0] != "arn":
            return None
        return cls(*parts)
