"""The access diff of two snapshots: which principals gain or lose which actions, with a request that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.access import external_account
from sandbox.access.action_sets import Actions, split
from sandbox.access.applicable_policies import applicable_policies
from sandbox.access.compared_principals import compared_principals
from sandbox.access.difference import Difference
from sandbox.access.group_diff import GroupDiff
from sandbox.access.key_changes import changed_keys, reading
from sandbox.access.paired_query import AccessChange
from sandbox.access.probes import Probes
from sandbox.access.snapshot_pair import MaskedStatement, SnapshotPair, changed_statements
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement import Statement

__all__ = ["AccessChange", "Difference", "differences", "each_difference", "pair_differences"]


def differences(before: Snapshot, after: Snapshot, actions: Iterable[str]) -> tuple[Difference, ...]:
    """Return every difference in access between two snapshots.

    Args:
        before: One snapshot.
        after: The other.
        actions: Names of the actions to compare; those that no changed statement covers cost no time.

    Returns:
        For each principal of `compared_principals`, one difference for all actions that change alike. Requests that
        the policies suggest are evaluated: no difference is no proof that there is none.

    Example:
        >>> for found in differences(snapshot_of_main, snapshot, ["s3:GetObject", "s3:PutObject"]):
        ...     print(found.principal, found.change.value, found.actions)

    """
    return tuple(each_difference(before, after, actions))


def each_difference(before: Snapshot, after: Snapshot, actions: Iterable[str]) -> Iterator[Difference]:
    """Yield the differences one by one, for a caller that may stop early; the arguments are those of `differences`."""
    external = external_account.account_id(before, after)
    old = Evaluator(external_account.with_external_user(before, external))
    new = old.of(external_account.with_external_user(after, external))
    yield from pair_differences(SnapshotPair(Actions(actions), old, new))


def pair_differences(pair: SnapshotPair) -> Iterator[Difference]:
    """Yield every difference in access between the two snapshots of a pair."""
    for principal in compared_principals(pair.old.snapshot, pair.new.snapshot):
        yield from _of_principal(pair, principal)


def _of_principal(pair: SnapshotPair, principal: str | None) -> Iterator[Difference]:
    before = applicable_policies(pair.old, principal, pair.old_targets)
    after = applicable_policies(pair.new, principal, pair.new_targets)
    removed, added = changed_statements(pair.by_text(None, before.own), pair.by_text(None, after.own))
    read = reading(changed_keys(before.request, after.request), (*before, *after))
    changed = pair.masked((*removed, *pair.removed, *added, *pair.added, *read))
    if changed or pair.altered:
        applicable, own = pair.masked((*before, *after)), pair.masked((*before.own, *after.own))
        yield from _PrincipalDiff(pair, principal, Probes(after.request), applicable, own, changed).differences()


@dataclass(frozen=True)
class _PrincipalDiff:
    """The diff for one principal that changed statements apply to."""

    pair: SnapshotPair
    principal: str | None
    probes: Probes
    applicable: list[MaskedStatement]
    own: list[MaskedStatement]
    changed: list[MaskedStatement]

    def differences(self) -> Iterator[Difference]:
        """Yield the differences; actions that every statement covers alike are evaluated together."""
        actions = self.pair.actions
        affected = self.pair.altered
        for mask, _ in self.changed:
            affected |= mask
        masks = [mask for mask, _ in (*self.applicable, *self.changed)]
        services = {**self.pair.old_targets.resources, **self.pair.new_targets.resources}
        service_masks = [actions.service(service) for service in services]
        for group in split((kind & affected for kind in self.pair.kinds), (*masks, *service_masks)):
            yield from GroupDiff(self.pair, self.principal, self.probes, group, self._covering(group)).differences()

    def _covering(self, group: int) -> tuple[Statement, ...]:
        return tuple(statement for mask, statement in (*self.changed, *self.own) if mask & group)
