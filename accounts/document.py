"""Policy documents as plain dicts, and the one way they are written down."""

from __future__ import annotations

import json
from typing import Any

type Statement = dict[str, Any]
type Document = dict[str, Any]


def document(*statements: Statement) -> Document:
    """Return a policy document of these statements."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def written(policy: Document) -> str:
    """Return the document without a byte of white space: the size quotas of Organizations count it."""
    return json.dumps(policy, separators=(",", ":"))
