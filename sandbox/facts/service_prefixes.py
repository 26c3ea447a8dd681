"""Prefixes of the services that have gateway endpoints, as the sandbox lists them in every Region.

AWS's own lists differ by Region and change (https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html): they
are read from the source wherever it has them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

SERVICE_PREFIXES: Mapping[str, tuple[str, ...]] = {
    "s3": ("52.216.0.0/15", "3.5.0.0/19", "54.231.0.0/16"),
    "dynamodb": ("3.218.182.0/24", "3.218.180.0/23", "52.94.0.0/22", "52.119.224.0/20"),
}
"""Last part of the service's name -> prefixes."""


def service_prefix_list(region: str, service: str) -> str:
    """Return the id of the prefix list of a service in a Region, which the sandbox has in every account."""
    return f"pl-{hashlib.sha256(f'{region}/{service}'.encode()).hexdigest()[:8]}"
