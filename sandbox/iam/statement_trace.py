"""What one statement said of a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.iam.conditions import Condition
from sandbox.iam.document import Kind
from sandbox.iam.layers import Layer
from sandbox.iam.policy_set import Policy
from sandbox.iam.request import Values
from sandbox.iam.statement import Statement

_OBJECT = (dict, Mapping)
"""Nearly all are dicts, and that question is answered ten times faster than the other."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One condition and what the request held for its key."""

    condition: Condition
    values: Values
    held: bool | None
    """None where the condition cannot be evaluated."""


@dataclass(frozen=True, slots=True)
class StatementTrace:
    """What one statement said of the request, or which element of it did not match."""

    layer: Layer
    level: int | None
    """Depth in the organization's tree, 0 for the root; None outside SCPs and RCPs."""
    policy: Policy
    statement: Statement
    matched: bool | None
    """None where the statement has a problem and the rest of it matches."""
    failed: str | None
    """The first element that did not match: Action, Principal, Resource or Condition."""
    conditions: tuple[Seen, ...] = ()
    kind: Kind = Kind.IDENTITY

    @property
    def raw(self) -> Mapping[str, object]:
        """The statement as it is written; empty where it is no object."""
        document = self.policy.document
        listed = document.get("Statement") if isinstance(document, _OBJECT) else None
        statements = listed if isinstance(listed, list | tuple) else [listed]
        found = statements[self.statement.index] if self.statement.index < len(statements) else None
        return found if isinstance(found, _OBJECT) else {}
