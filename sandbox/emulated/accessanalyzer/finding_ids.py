"""Ids of findings, which stay the same as long as the grant or the unused access does."""

from __future__ import annotations

import json
from uuid import NAMESPACE_URL, uuid5


def finding_id(analyzer: str, *parts: object) -> str:
    """Return the id of a finding of an analyzer, by its ARN and what the finding is about."""
    return str(uuid5(NAMESPACE_URL, json.dumps([analyzer, *parts], sort_keys=True, default=str)))
