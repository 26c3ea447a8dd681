"""Documents for the tests of document checks."""

from __future__ import annotations

import json
from typing import Any

from sandbox.access.document_checks import CheckedDocument
from sandbox.iam.document import Kind


def identity(*statements: dict[str, Any]) -> CheckedDocument:
    """Return an identity-based policy."""
    return _document(Kind.IDENTITY, statements)


def resource(*statements: dict[str, Any]) -> CheckedDocument:
    """Return a resource-based policy."""
    return _document(Kind.RESOURCE, statements)


def allow(action: str | list[str], on: str | list[str] = "*", **more: Any) -> dict[str, Any]:
    """Return a statement that allows."""
    return {"Effect": "Allow", "Action": action, "Resource": on, **more}


def deny(action: str | list[str], on: str | list[str] = "*", **more: Any) -> dict[str, Any]:
    """Return a statement that denies."""
    return {"Effect": "Deny", "Action": action, "Resource": on, **more}


def _document(kind: Kind, statements: tuple[dict[str, Any], ...]) -> CheckedDocument:
    return CheckedDocument.of(json.dumps({"Version": "2012-10-17", "Statement": list(statements)}), kind)
