"""Calls of boto3 clients whose responses are kept as the AWS CLI prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sandbox.paging import items


def pages(client: Any, operation: str, member: str, **request: str) -> Mapping[str, Any]:
    """Return the list that an operation returns, all pages of it under its name."""
    return {member: [plain(item) for item in items(client, operation, member, **request)]}


def plain(response: Any) -> Any:
    """Return a response as JSON holds it, without what belongs to the transport."""
    found = json.loads(json.dumps(response, default=str))
    if isinstance(found, dict):
        found.pop("ResponseMetadata", None)
    return found
