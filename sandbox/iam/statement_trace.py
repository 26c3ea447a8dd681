"""The trace of one statement: which of its elements matched a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.iam.conditions import Condition
from sandbox.iam.document import Kind
from sandbox.iam.layers import Layer
from sandbox.iam.policy_json import statement_at
from sandbox.iam.policy_set import Policy
from sandbox.iam.request import Values
from sandbox.iam.statement import Statement


@dataclass(frozen=True, slots=True)
class ConditionTrace:
    """One condition and the values of its key in the request."""

    condition: Condition
    values: Values
    held: bool | None
    """None where the condition cannot be evaluated."""


@dataclass(frozen=True, slots=True)
class StatementTrace:
    """Whether one statement matched the request, or which element of it did not."""

    layer: Layer
    level: int | None
    """Depth in the organization's tree, 0 for the root; None outside SCPs and RCPs."""
    policy: Policy
    statement: Statement
    matched: bool | None
    """None where the statement has a problem and the rest of it matches."""
    failed: str | None
    """The first element that did not match: Action, Principal, Resource or Condition."""
    conditions: tuple[ConditionTrace, ...] = ()
    kind: Kind = Kind.IDENTITY

    @property
    def raw(self) -> Mapping[str, object]:
        """The statement of the document; empty where it is not an object."""
        return statement_at(self.policy.document, self.statement.index)
