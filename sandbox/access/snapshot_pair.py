"""Two snapshots side by side: their resources, and the statements that only one of them has."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.access.action_sets import Actions
from sandbox.access.applicable_policies import LocatedStatement, Targets, targets
from sandbox.access.key_domains import KeyDomains
from sandbox.access.resource_classes import ResourceClassCache
from sandbox.access.statement_text import StatementTexts, Text
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.statement import Statement

type MaskedStatement = tuple[int, Statement]
"""A statement after the mask of the actions that it covers."""


class SnapshotPair:
    """Two snapshots, and what is the same in both for every principal.

    Args:
        actions: The actions to compare.
        old: Evaluates the snapshot before.
        new: Evaluates the snapshot after.

    """

    def __init__(self, actions: Actions, old: Evaluator, new: Evaluator) -> None:
        self.actions = actions
        self.kinds = actions.kinds()
        self.old, self.new = old, new
        self.texts = StatementTexts()
        self.old_targets, self.new_targets = targets(old), targets(new)
        self.removed, self.added = changed_statements(
            self._of_targets(self.old_targets), self._of_targets(self.new_targets)
        )
        """Statements of resources and VPC endpoints that only one snapshot has."""
        self.vpc_endpoints = tuple(self._changed_vpc_endpoints())
        self.altered = self._altered()
        """Mask of the actions on resources that differ in more than their policies."""
        self.domains, self.resource_classes = KeyDomains(), ResourceClassCache()
        self._resource_policies: dict[str, list[MaskedStatement]] = {}

    def _altered(self) -> int:
        found = 0
        old, new = self.old.snapshot.resources, self.new.snapshot.resources
        for arn in (*old, *new):
            one, other = old.get(arn), new.get(arn)
            if one and other and (one.account, one.tags, one.settings) != (other.account, other.tags, other.settings):
                found |= self.actions.service(arn.split(":")[2])
        return found

    def masked(self, located: Iterable[LocatedStatement]) -> list[MaskedStatement]:
        """Return statements with the masks of the actions that they cover."""
        return [(self.actions.mask(statement), statement) for *_, statement in located]

    def resource_policy(self, resource: str) -> list[MaskedStatement]:
        """Return the statements that apply to a resource in either snapshot."""
        found = self._resource_policies.get(resource)
        if found is None:
            located = (*self.old_targets.policies.get(resource, ()), *self.new_targets.policies.get(resource, ()))
            found = self._resource_policies[resource] = self.masked(located)
        return found

    def _of_targets(self, reachable: Targets) -> dict[Text, LocatedStatement]:
        found: dict[Text, LocatedStatement] = {}
        for name, located in (*reachable.policies.items(), *reachable.vpc_endpoints.items()):
            found.update(self.by_text(name, located))
        return found

    def by_text(self, name: str | None, listed: Iterable[LocatedStatement]) -> dict[Text, LocatedStatement]:
        """Return statements by their texts and by the name of the resource or VPC endpoint that they apply to."""
        return {(name, *self.texts.of(located)): located for located in listed}

    def _changed_vpc_endpoints(self) -> Iterable[str]:
        """Return the VPC endpoints whose policies changed; one of those whose policies changed alike."""
        found: dict[tuple[tuple[Text, ...], ...], str] = {}
        for name in dict.fromkeys((*self.old_targets.vpc_endpoints, *self.new_targets.vpc_endpoints)):
            old, new = (
                tuple(map(self.texts.of, side.vpc_endpoints.get(name, ())))
                for side in (self.old_targets, self.new_targets)
            )
            if old != new:
                found.setdefault((old, new), name)
        return found.values()


def changed_statements(
    old: dict[Text, LocatedStatement], new: dict[Text, LocatedStatement]
) -> tuple[tuple[LocatedStatement, ...], tuple[LocatedStatement, ...]]:
    """Return the statements that only the old snapshot has, and those that only the new one has."""
    return (
        tuple(located for text, located in old.items() if text not in new),
        tuple(located for text, located in new.items() if text not in old),
    )
