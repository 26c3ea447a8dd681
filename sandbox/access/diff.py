"""The access diff of two snapshots: which principals gain or lose which actions, with a request that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.access import external_account
from sandbox.access.action_sets import Actions, split
from sandbox.access.applicable_policies import applicable_policies
from sandbox.access.attribution import Cause, causes
from sandbox.access.compared_principals import compared_principals
from sandbox.access.paired_query import AccessChange, PairedQuery
from sandbox.access.probes import Context, Probes
from sandbox.access.snapshot_pair import MaskedStatement, SnapshotPair, changed_statements
from sandbox.iam.decision import Verdict
from sandbox.iam.evaluation_trace import explain
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement import Statement

__all__ = ["AccessChange", "Difference", "differences", "each_difference", "pair_differences"]

_VPC_ENDPOINT_KEY = "aws:sourcevpce"
_DECISIVE = {AccessChange.GAINS, AccessChange.LOSES}


@dataclass(frozen=True, slots=True)
class Difference:
    """One principal, the actions whose access changes alike, and a request that shows it."""

    change: AccessChange
    principal: str | None
    """ARN or service name; None for the anonymous principal. A role's requests are evaluated for a session of it."""
    actions: tuple[str, ...]
    """Names of the actions, in alphabetical order."""
    resource: str
    """The resource of the request that shows the change, for the first action."""
    context: Context
    """Its condition keys."""
    before: Verdict
    after: Verdict
    causes: tuple[Cause, ...]
    """The statements and attachments that made the difference, the deciding ones first."""


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
    changed = pair.masked((*removed, *pair.removed, *added, *pair.added))
    if changed:
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
        affected = 0
        for mask, _ in self.changed:
            affected |= mask
        masks = [mask for mask, _ in (*self.applicable, *self.changed)]
        services = {**self.pair.old_targets.resources, **self.pair.new_targets.resources}
        service_masks = [actions.service(service) for service in services]
        for group in split((kind & affected for kind in self.pair.kinds), (*masks, *service_masks)):
            yield from self._of_group(group)

    def _of_group(self, group: int) -> Iterator[Difference]:
        """Yield what is gained and lost; where neither is, how the denial changes."""
        shown: dict[AccessChange, tuple[str, Context]] = {}
        for change, resource, context in self._changes(group):
            shown.setdefault(change, (resource, context))
            if shown.keys() >= _DECISIVE:
                break
        for change in [change for change in shown if change in _DECISIVE] or shown:
            yield self._difference(change, group, *shown[change])

    def _changes(self, group: int) -> Iterator[tuple[AccessChange, str, Context]]:
        action = self.pair.actions.first(group)
        covering = _covering((*self.changed, *self.own), group)
        for resource in dict.fromkeys((*self.probes.resources(covering), *self._targets(action))):
            paired: dict[str | None, PairedQuery] = {}
            for context in self._contexts((*covering, *_covering(self.pair.resource_policy(resource), group))):
                endpoint = context.get(_VPC_ENDPOINT_KEY)
                if endpoint not in paired:
                    paired[endpoint] = self._paired(action, resource, endpoint)
                change = paired[endpoint].change(context)
                if change:
                    yield change, resource, context

    def _targets(self, action: str) -> tuple[str, ...]:
        service = action.partition(":")[0]
        return (
            *self.pair.old_targets.resources.get(service, ()),
            *self.pair.new_targets.resources.get(service, ()),
        )

    def _contexts(self, suggesting: tuple[Statement, ...]) -> Iterator[Context]:
        """Yield the contexts that statements suggest; and the same through the VPC endpoints that changed."""
        direct = self.probes.contexts(suggesting)
        yield from direct
        for endpoint in self.pair.vpc_endpoints:
            yield from ({**context, _VPC_ENDPOINT_KEY: endpoint} for context in direct)

    def _paired(self, action: str, resource: str, endpoint: str | None) -> PairedQuery:
        context = {} if endpoint is None else {_VPC_ENDPOINT_KEY: endpoint}
        before = self.pair.old.request_and_layers(self.principal, action, resource, context)
        after = self.pair.new.request_and_layers(self.principal, action, resource, context)
        return PairedQuery.of(before, after, self.pair.texts)

    def _difference(self, change: AccessChange, group: int, resource: str, context: Context) -> Difference:
        action = self.pair.actions.first(group)
        before = explain(*self.pair.old.request_and_layers(self.principal, action, resource, context))
        after = explain(*self.pair.new.request_and_layers(self.principal, action, resource, context))
        names = tuple(self.pair.actions.names_in(group))
        found = causes(before, after, self.pair.old.snapshot, self.pair.new.snapshot)
        return Difference(change, self.principal, names, resource, context, before.verdict, after.verdict, found)


def _covering(listed: Iterable[MaskedStatement], group: int) -> tuple[Statement, ...]:
    return tuple(statement for mask, statement in listed if mask & group)
