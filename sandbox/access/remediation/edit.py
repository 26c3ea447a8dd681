"""One edit of one policy, and the snapshot after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sandbox.iam import Origin, Policy, Snapshot
from sandbox.iam.policy_json import statements, texts

type RawStatement = Mapping[str, Any]

_OF_AWS = re.compile(r"arn:[a-z-]+:(iam|organizations)::aws:.*")


@dataclass(frozen=True)
class Edit:
    """A policy before and after an edit, what the edit does, and where."""

    policy: Policy
    changed: Policy
    description: str
    where: Origin | None
    size: int
    """Elements that are written or removed."""
    added: bool = False
    """Whether it only adds a statement."""

    def applied(self, snapshot: Snapshot) -> Snapshot:
        """Return the snapshot with the policy changed wherever it is attached."""
        old, new = self.policy, self.changed

        def swap(policy: Policy | None) -> Policy | None:
            return new if policy is old else policy

        def swapped(policies: tuple[Policy, ...]) -> tuple[Policy, ...]:
            return tuple(new if policy is old else policy for policy in policies)

        return replace(
            snapshot,
            nodes={i: replace(n, scps=swapped(n.scps), rcps=swapped(n.rcps)) for i, n in snapshot.nodes.items()},
            callers={
                arn: replace(c, identity=swapped(c.identity), boundary=swap(c.boundary), trust=swap(c.trust))
                for arn, c in snapshot.callers.items()
            },
            resources={arn: replace(r, policy=swap(r.policy)) for arn, r in snapshot.resources.items()},
            endpoints={name: new if policy is old else policy for name, policy in snapshot.endpoints.items()},
        )


def editable(policy: Policy) -> bool:
    """Return whether the program wrote a policy: AWS's own policies cannot be changed."""
    return isinstance(policy.document, Mapping) and not _OF_AWS.fullmatch(policy.arn or "")


def rewritten(policy: Policy, index: int, statement: RawStatement, description: str, size: int = 1) -> Edit:
    """Return the edit that replaces one statement."""
    listed = list(statements(policy.document))
    listed[index] = statement
    changed = _with_statements(policy, listed, policy.statement_origins)
    return Edit(policy, changed, f"in {policy.name}, {description}", policy.where(index), size)


def removed(policy: Policy, index: int) -> Iterator[Edit]:
    """Yield the edit that removes a statement, unless it is the only one."""
    listed = list(statements(policy.document))
    if len(listed) > 1:
        origins = policy.statement_origins[:index] + policy.statement_origins[index + 1 :]
        gone = listed.pop(index)
        description = f"in {policy.name}, remove the statement {gone.get('Sid', index + 1)}"
        yield Edit(policy, _with_statements(policy, listed, origins), description, policy.where(index), len(gone))


def added(policy: Policy, statement: RawStatement) -> Edit:
    """Return the edit that adds a statement at the end."""
    listed = [*statements(policy.document), statement]
    name = f"the statement {statement['Sid']}" if "Sid" in statement else "a statement"
    effect = f"{statement['Effect']} {', '.join(texts(statement.get('Action')))}"
    last = policy.where(len(listed) - 2)
    changed = _with_statements(policy, listed, policy.statement_origins)
    return Edit(policy, changed, f"in {policy.name}, add {name}: {effect}", last, len(statement), added=True)


def statement_name(policy: Policy, index: int) -> str:
    """Return a statement's Sid; without one its number, counted from 1."""
    sid = statements(policy.document)[index].get("Sid")
    return sid if isinstance(sid, str) else f"statement {index + 1}"


def condition_of(statement: RawStatement) -> Mapping[str, Mapping[str, Any]]:
    """Return a statement's Condition; empty where it has none."""
    condition: Mapping[str, Mapping[str, Any]] = statement.get("Condition") or {}
    return condition


def _with_statements(policy: Policy, listed: Sequence[RawStatement], origins: tuple[Origin | None, ...]) -> Policy:
    document = policy.document if isinstance(policy.document, Mapping) else {}
    return replace(policy, document={**document, "Statement": list(listed)}, statement_origins=origins)
