"""The access diff of two snapshots: which principals gain or lose which actions, with a request that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sandbox.access import external_account
from sandbox.access.action_sets import Actions, split
from sandbox.access.applicable_policies import LocatedStatement, Targets, applicable_policies, targets
from sandbox.access.attribution import Cause, causes
from sandbox.access.paired_query import AccessChange, PairedQuery
from sandbox.access.probes import Context, Probes
from sandbox.access.statement_text import StatementTexts, Text
from sandbox.iam.decision import Verdict
from sandbox.iam.evaluation_trace import explain
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.policy_json import statements, texts
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement import Statement

__all__ = ["AccessChange", "Difference", "SnapshotPair", "differences", "each_difference", "principals"]

type MaskedStatement = tuple[int, Statement]
"""A statement after the mask of the actions that it covers."""

_VPC_ENDPOINT_KEY = "aws:sourcevpce"
_DECISIVE = {AccessChange.GAINS, AccessChange.LOSES}


@dataclass(frozen=True, slots=True)
class Difference:
    """One principal, the actions whose access changes alike, and a request that shows it."""

    change: AccessChange
    principal: str | None
    actions: tuple[str, ...]
    resource: str
    context: Context
    before: Verdict
    after: Verdict
    causes: tuple[Cause, ...]


def differences(before: Snapshot, after: Snapshot, actions: Iterable[str]) -> tuple[Difference, ...]:
    """Return every difference in access between two snapshots.

    Args:
        before: One snapshot.
        after: The other.
        actions: The actions to compare; those that no changed statement covers cost nothing.

    Example:
        >>> for found in differences(plan_of_main, plan, catalogue().names):
        ...     print(found.principal, found.change.value, found.actions)

    """
    return tuple(each_difference(before, after, actions))


def each_difference(before: Snapshot, after: Snapshot, actions: Iterable[str]) -> Iterator[Difference]:
    """Yield the differences one by one, for a caller that may stop early; the arguments are those of `differences`."""
    old = Evaluator(external_account.with_external_user(before))
    new = old.of(external_account.with_external_user(after))
    yield from SnapshotPair(Actions(actions), old, new).differences()


def principals(before: Snapshot, after: Snapshot) -> tuple[str | None, ...]:
    """Return the principals that are compared.

    They are the roles and users of either snapshot, the accounts' root users, the AWS services that policies name, a
    user of an external account, and the anonymous principal.
    """
    callers = sorted(
        {arn for snapshot in (before, after) for arn, c in snapshot.callers.items() if c.account != _EXTERNAL}
    )
    accounts = sorted({*before.accounts, *after.accounts} - {_EXTERNAL})
    roots = [f"arn:aws:iam::{account}:root" for account in accounts]
    services = sorted({name for snapshot in (before, after) for name in _services(snapshot)})
    return (*callers, *roots, *services, external_account.ARN, None)


_EXTERNAL = external_account.ACCOUNT


def _services(snapshot: Snapshot) -> Iterator[str]:
    trusts = (caller.trust for caller in snapshot.callers.values())
    for policy in (*trusts, *(resource.policy for resource in snapshot.resources.values())):
        for statement in statements(policy.document) if policy else ():
            named = statement.get("Principal")
            yield from texts(named.get("Service")) if isinstance(named, Mapping) else ()


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
        self.removed, self.added = _changes(self._of_targets(self.old_targets), self._of_targets(self.new_targets))
        """Statements of resources and VPC endpoints that only one snapshot has."""
        self.vpc_endpoints = tuple(self._changed_vpc_endpoints())
        self._resource_policies: dict[str, list[MaskedStatement]] = {}

    def differences(self) -> Iterator[Difference]:
        """Yield every difference."""
        for principal in principals(self.old.snapshot, self.new.snapshot):
            yield from self.of(principal)

    def of(self, principal: str | None) -> Iterator[Difference]:
        """Yield the differences for one principal."""
        before = applicable_policies(self.old, principal, self.old_targets)
        after = applicable_policies(self.new, principal, self.new_targets)
        removed, added = _changes(self._by_text(None, before.own), self._by_text(None, after.own))
        changed = self.masked((*removed, *self.removed, *added, *self.added))
        if changed:
            applicable, own = self.masked((*before, *after)), self.masked((*before.own, *after.own))
            yield from _PrincipalDiff(self, principal, Probes(after.request), applicable, own, changed).differences()

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
            found.update(self._by_text(name, located))
        return found

    def _by_text(self, name: str | None, listed: Iterable[LocatedStatement]) -> dict[Text, LocatedStatement]:
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


def _changes(
    old: dict[Text, LocatedStatement], new: dict[Text, LocatedStatement]
) -> tuple[tuple[LocatedStatement, ...], tuple[LocatedStatement, ...]]:
    """Return the statements that only the old snapshot has, and those that only the new one has."""
    return (
        tuple(located for text, located in old.items() if text not in new),
        tuple(located for text, located in new.items() if text not in old),
    )


def _covering(listed: Iterable[MaskedStatement], group: int) -> tuple[Statement, ...]:
    return tuple(statement for mask, statement in listed if mask & group)
