"""Policy documents as plain dicts, and their serialization."""

from __future__ import annotations

import json
from typing import Any

type Statement = dict[str, Any]
type Document = dict[str, Any]


def document(*statements: Statement) -> Document:
    """Return a policy document of these statements."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def to_json(policy: Document) -> str:
    """Return the document without white space, which the size quotas of Organizations count."""
    return json.dumps(policy, separators=(",", ":"))
