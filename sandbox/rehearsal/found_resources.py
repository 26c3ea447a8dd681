"""The ARNs of resources that events name by a name or an alias: from the snapshot, else from the event itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.iam.snapshot import Snapshot
from sandbox.rehearsal.event import Record

_KEY = ":key/"
_OF_KEYS = ("kms:alias", "kms:ciphertext")
_SECRET = "secretsmanager:Secret"  # noqa: S105 - a type of resource


class FoundResources:
    """Finds roles, users, keys and secrets."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._named = {
            (f"iam:{'role' if ':role/' in caller.arn else 'user'}", caller.account, caller.name): caller.arn
            for caller in snapshot.callers.values()
        }

    def find(self, record: Record, account: str, kind: str, name: str) -> str | None:
        """Return the ARN of a resource of a type in an account, as a call names it; None where it is not known."""
        if kind in _OF_KEYS:
            return next((arn for arn in _arns(record) if _KEY in arn), None)
        if kind == _SECRET:
            if name.startswith("arn:"):
                return name
            return next((arn for arn in _arns(record) if f":secret:{name}-" in arn), None)
        return self._named.get((kind, account, name))


def _arns(record: Record) -> Iterator[str]:
    for listed in record.get("resources") or ():
        yield str(listed.get("ARN") or listed.get("arn") or "")
    response: Any = record.get("responseElements")
    if isinstance(response, Mapping):
        yield from (value for value in response.values() if isinstance(value, str) and value.startswith("arn:"))
