"""One change of one policy, and the world after it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.iam import Origin, Policy, Snapshot

type Raw = dict[str, Any]

_AWS = ("arn:aws:iam::aws:", "arn:aws:organizations::aws:")


@dataclass(frozen=True)
class Edit:
    """A policy as it would be, what is done to it in words, and where."""

    policy: Policy
    changed: Policy
    said: str
    where: Origin | None
    size: int
    """Elements that are written or taken away."""
    added: bool = False
    """Whether it is a statement more, which leaves the others alone."""

    def applied(self, world: Snapshot) -> Snapshot:
        """The world with the policy changed wherever it is attached."""
        old, new = self.policy, self.changed

        def swap(policy: Policy | None) -> Policy | None:
            return new if policy is old else policy

        def swapped(policies: tuple[Policy, ...]) -> tuple[Policy, ...]:
            return tuple(new if policy is old else policy for policy in policies)

        return replace(
            world,
            nodes={i: replace(n, scps=swapped(n.scps), rcps=swapped(n.rcps)) for i, n in world.nodes.items()},
            callers={
                arn: replace(c, identity=swapped(c.identity), boundary=swap(c.boundary), trust=swap(c.trust))
                for arn, c in world.callers.items()
            },
            resources={arn: replace(r, policy=swap(r.policy)) for arn, r in world.resources.items()},
            endpoints={name: new if policy is old else policy for name, policy in world.endpoints.items()},
        )


def editable(policy: Policy) -> bool:
    """Whether the program wrote it: AWS's own policies cannot be changed."""
    return isinstance(policy.document, Mapping) and not (policy.arn or "").startswith(_AWS)


def statements(policy: Policy) -> list[Raw]:
    """Copies of its statements."""
    document = policy.document if isinstance(policy.document, Mapping) else {}
    listed = document.get("Statement")
    return copy.deepcopy([raw for raw in (listed if isinstance(listed, list) else [listed]) if isinstance(raw, dict)])


def texts(raw: Raw, element: str) -> list[str]:
    """The values of an element as a list."""
    value = raw.get(element, [])
    return [value] if isinstance(value, str) else list(value)


def rewritten(policy: Policy, index: int, raw: Raw, said: str, size: int = 1) -> Edit:
    """An edit of one statement."""
    listed = statements(policy)
    listed[index] = raw
    changed = _with(policy, listed, policy.statement_origins)
    return Edit(policy, changed, f"in {policy.name}, {said}", policy.where(index), size)


def removed(policy: Policy, index: int) -> Iterator[Edit]:
    """The edit that takes a statement away, where it is not the last one."""
    listed = statements(policy)
    if len(listed) > 1:
        origins = policy.statement_origins[:index] + policy.statement_origins[index + 1 :]
        gone = listed.pop(index)
        said = f"in {policy.name}, remove the statement {gone.get('Sid', index + 1)}"
        yield Edit(policy, _with(policy, listed, origins), said, policy.where(index), len(gone))


def added(policy: Policy, raw: Raw) -> Edit:
    """The edit that adds a statement at the end."""
    listed = [*statements(policy), raw]
    what = f"{raw['Effect']} {', '.join(texts(raw, 'Action'))}"
    called = f"the statement {raw['Sid']}" if "Sid" in raw else "a statement"
    last = policy.where(len(listed) - 2)
    changed = _with(policy, listed, policy.statement_origins)
    return Edit(policy, changed, f"in {policy.name}, add {called}: {what}", last, len(raw), added=True)


def _with(policy: Policy, listed: list[Raw], origins: tuple[Origin | None, ...]) -> Policy:
    document = policy.document if isinstance(policy.document, Mapping) else {}
    return replace(policy, document={**document, "Statement": listed}, statement_origins=origins)
