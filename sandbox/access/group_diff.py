"""The access diff of one principal for actions that the same statements cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sandbox.access.attribution import causes
from sandbox.access.change_search import VPC_ENDPOINT_KEY, ChangeSearch
from sandbox.access.difference import Difference
from sandbox.access.paired_query import AccessChange, PairedQuery
from sandbox.access.probes import Context, Probes, sample
from sandbox.access.search_tree import SearchLimit
from sandbox.access.snapshot_pair import SnapshotPair
from sandbox.iam.evaluation_trace import explain
from sandbox.iam.glob import parse_glob
from sandbox.iam.statement import Statement

_DECISIVE = (AccessChange.GAINS, AccessChange.LOSES)


class GroupDiff:
    """The diff for one principal and actions that the same statements cover.

    Args:
        pair: The snapshots.
        principal: The principal.
        probes: Its probes.
        group: Mask of the actions.
        covering: The statements that cover them, whatever the resource is, and those that changed.

    """

    def __init__(
        self, pair: SnapshotPair, principal: str | None, probes: Probes, group: int, covering: tuple[Statement, ...]
    ) -> None:
        self._pair, self._principal, self._probes, self._group = pair, principal, probes, group
        self._action = pair.actions.first(group)
        self._covering = covering
        self._paired: dict[tuple[str, str | None], PairedQuery] = {}
        self._unsearched: dict[str, None] = {}

    def differences(self) -> Iterator[Difference]:
        """Yield what is gained and lost, for each changed statement; where neither is, how the denial changes."""
        decisive = list(self._gains_and_losses())
        yield from decisive
        for resource in list(self._unsearched)[:1]:
            yield self._difference(AccessChange.UNKNOWN, resource, {})
        if not decisive and not self._unsearched:
            shown: dict[AccessChange, tuple[str, Context]] = {}
            for change, resource, context in self._probed():
                shown.setdefault(change, (resource, context))
            for change, request in shown.items():
                yield self._difference(change, *request)

    def _gains_and_losses(self) -> Iterator[Difference]:
        """Yield a witness for each changed statement that some request is gained or lost by."""
        shown: set[tuple[AccessChange, int]] = set()
        for resource in self._resources():
            for endpoint in self._vpc_endpoints():
                query = self._query(resource, endpoint)
                search = ChangeSearch(query, self._pair.domains)
                for goal in _DECISIVE:
                    for cause in search.causes(goal):
                        if (goal, id(cause)) in shown:
                            continue
                        context = self._find(search, goal, cause, resource)
                        if context is not None:
                            context = {**context, **({VPC_ENDPOINT_KEY: endpoint} if endpoint else {})}
                            shown |= {(goal, place) for place in search.matching(context)}
                            others = self._alternatives(goal, resource, endpoint, context)
                            yield replace(self._difference(goal, resource, context), alternatives=others)

    def _alternatives(
        self, goal: AccessChange, resource: str, endpoint: str | None, context: Context
    ) -> Mapping[str, tuple[str, ...]]:
        """Return other values that changed statements list, each of which alone changes access in the same way."""
        query = self._query(resource, endpoint)
        if query.changed is None:
            return {}
        found: dict[str, dict[str, None]] = {}
        for statement in (*query.changed.gone, *query.changed.added):
            for condition in statement.conditions:
                key = condition.key.lower()
                for text in condition.wanted if key in context and key != VPC_ENDPOINT_KEY else ():
                    value = sample(parse_glob(text), query.before[0].principal.account or "")
                    if value != context[key] and query.change({**context, key: value}) is goal:
                        found.setdefault(key, {})[value] = None
            for name in self._probes.resources((statement,)):
                if name != resource and self._query(name, endpoint).change(context) is goal:
                    found.setdefault("resource", {})[name] = None
        return {key: tuple(values) for key, values in found.items()}

    def _find(self, search: ChangeSearch, goal: AccessChange, cause: Statement | None, resource: str) -> Context | None:
        try:
            return search.find(goal, cause)
        except SearchLimit:
            self._unsearched[resource] = None
            return None

    def _resources(self) -> Iterable[str]:
        """Return the resources: one of each class, those of the snapshots, and those that policies name."""
        classes = self._pair.resource_classes.of(self._covering, self._probes.request)
        if not classes.complete:
            self._unsearched["*"] = None
        return dict.fromkeys((*classes.names, *self._targets()))

    def _vpc_endpoints(self) -> Iterable[str | None]:
        """Return no VPC endpoint, those whose policies changed, and those that conditions name."""
        named = (
            text
            for statement in self._covering
            for condition in statement.conditions
            if condition.key.lower() == VPC_ENDPOINT_KEY
            for text in condition.wanted
        )
        others = (text.replace("*", "any").replace("?", "x") for text in named)
        listed = dict.fromkeys((None, *self._pair.vpc_endpoints, *others))
        return (*listed, "vpce-another") if len(listed) > 1 else listed

    def _probed(self) -> Iterator[tuple[AccessChange, str, Context]]:
        for resource in dict.fromkeys((*self._probes.resources(self._covering), *self._targets())):
            of_resource = [statement for mask, statement in self._pair.resource_policy(resource) if mask & self._group]
            for context in self._contexts(resource, (*self._covering, *of_resource)):
                endpoint = context.get(VPC_ENDPOINT_KEY)
                change = self._query(resource, str(endpoint) if endpoint else None).change(context)
                if change:
                    yield change, resource, context

    def _targets(self) -> tuple[str, ...]:
        service = self._action.partition(":")[0]
        return (
            *self._pair.old_targets.resources.get(service, ()),
            *self._pair.new_targets.resources.get(service, ()),
        )

    def _contexts(self, resource: str, suggesting: tuple[Statement, ...]) -> Iterator[Context]:
        """Yield the contexts that statements suggest; and the same through the VPC endpoints that changed."""
        direct = tuple(self._probes.contexts_of(self._action, resource, suggesting))
        yield from direct
        for endpoint in self._pair.vpc_endpoints:
            yield from ({**context, VPC_ENDPOINT_KEY: endpoint} for context in direct)

    def _query(self, resource: str, endpoint: str | None) -> PairedQuery:
        found = self._paired.get((resource, endpoint))
        if found is None:
            context = {} if endpoint is None else {VPC_ENDPOINT_KEY: endpoint}
            before = self._pair.old.request_and_layers(self._principal, self._action, resource, context)
            after = self._pair.new.request_and_layers(self._principal, self._action, resource, context)
            found = self._paired[resource, endpoint] = PairedQuery.of(before, after, self._pair.texts)
        return found

    def _difference(self, change: AccessChange, resource: str, context: Context) -> Difference:
        principal, pair = self._principal, self._pair
        before = explain(*pair.old.request_and_layers(principal, self._action, resource, context))
        after = explain(*pair.new.request_and_layers(principal, self._action, resource, context))
        names = tuple(pair.actions.names_in(self._group))
        found = causes(before, after, pair.old.snapshot, pair.new.snapshot)
        return Difference(change, principal, names, resource, context, before.verdict, after.verdict, found)
