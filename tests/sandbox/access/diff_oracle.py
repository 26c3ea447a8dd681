"""The diff in its simplest form: every request is evaluated in both snapshots."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sandbox.access.action_sets import Actions, split
from sandbox.access.applicable_policies import ApplicablePolicies, LocatedStatement, applicable_policies, targets
from sandbox.access.attribution import causes
from sandbox.access.compared_principals import compared_principals
from sandbox.access.diff import AccessChange, Difference
from sandbox.access.external_account import account_id, with_external_user
from sandbox.access.probes import Context, Probes
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot


def simple_differences(before: Snapshot, after: Snapshot, names: Iterable[str]) -> Iterator[Difference]:
    """Yield what `differences` returns, by evaluating every request."""
    actions = Actions(names)
    external = account_id(before, after)
    old, new = Evaluator(with_external_user(before, external)), Evaluator(with_external_user(after, external))
    for principal in compared_principals(before, after):
        was, now = (applicable_policies(snapshot, principal, targets(snapshot)) for snapshot in (old, new))
        yield from _of_caller(actions, old, new, was, now)


def _of_caller(
    actions: Actions, old: Evaluator, new: Evaluator, was: ApplicablePolicies, now: ApplicablePolicies
) -> Iterator[Difference]:
    old_texts, new_texts = _texts(was), _texts(now)
    changed = [p for text, p in old_texts.items() if text not in new_texts] + [
        p for text, p in new_texts.items() if text not in old_texts
    ]
    affected = 0
    for *_, statement in changed:
        affected |= actions.mask(statement)
    masks = [actions.mask(statement) for *_, statement in (*was, *now, *changed)]
    services = [actions.service(service) for service in {**was.targets.resources, **now.targets.resources}]
    for group in split((kind & affected for kind in actions.kinds()), (*masks, *services)):
        action = actions.first(group)
        shown: dict[AccessChange, tuple[str, Context]] = {}
        for resource, context in _requests(actions, group, was, now, changed):
            change = _change(old, new, (now.principal, action, resource, context))
            if change:
                shown.setdefault(change, (resource, context))
        for change in [change for change in shown if change in (AccessChange.GAINS, AccessChange.LOSES)] or shown:
            query = (now.principal, action, *shown[change])
            one, other = old.explain(*query), new.explain(*query)
            names, found_causes = tuple(actions.names_in(group)), causes(one, other, old.snapshot, new.snapshot)
            yield Difference(change, now.principal, names, *shown[change], one.verdict, other.verdict, found_causes)


def _requests(
    actions: Actions, group: int, was: ApplicablePolicies, now: ApplicablePolicies, changed: list[LocatedStatement]
) -> Iterator[tuple[str, Context]]:
    action = actions.first(group)
    service = action.partition(":")[0]
    covering = [s for *_, s in (*changed, *was.own, *now.own) if actions.mask(s) & group]
    reachable = (*was.targets.resources.get(service, ()), *now.targets.resources.get(service, ()))
    for resource in dict.fromkeys((*Probes(now.request).resources(covering), *reachable)):
        located = (*was.targets.policies.get(resource, ()), *now.targets.policies.get(resource, ()))
        of_resource = [s for *_, s in located if actions.mask(s) & group]
        direct = list(Probes(now.request).contexts_of(action, resource, (*covering, *of_resource)))
        yield from ((resource, context) for context in direct)
        for endpoint in _vpc_endpoints(was, now):
            yield from ((resource, {**context, "aws:sourcevpce": endpoint}) for context in direct)


def _change(old: Evaluator, new: Evaluator, query: tuple[str | None, str, str, Context]) -> AccessChange | None:
    was, now = old.decide(*query), new.decide(*query)
    if was.allowed is not now.allowed:
        return AccessChange.GAINS if now.allowed else AccessChange.LOSES
    if was.blocked_by == now.blocked_by:
        return None
    fewer = len(was.blocked_by) - len(now.blocked_by)
    return AccessChange.OTHERWISE if not fewer else AccessChange.WEAKER if fewer > 0 else AccessChange.STRONGER


def _vpc_endpoints(was: ApplicablePolicies, now: ApplicablePolicies) -> Iterable[str]:
    found: dict[tuple[object, ...], str] = {}
    for name in dict.fromkeys((*was.targets.vpc_endpoints, *now.targets.vpc_endpoints)):
        old, new = (tuple(map(_text, side.targets.vpc_endpoints.get(name, ()))) for side in (was, now))
        if old != new:
            found.setdefault((old, new), name)
    return found.values()


def _texts(applicable: ApplicablePolicies) -> dict[object, LocatedStatement]:
    listed = [(None, applicable.own), *applicable.targets.policies.items(), *applicable.targets.vpc_endpoints.items()]
    return {(name, _text(located)): located for name, several in listed for located in several}


def _text(located: LocatedStatement) -> tuple[object, ...]:
    layer, level, policies, statement = located
    policy = policies.policies[statement.policy]
    assert isinstance(policy.document, dict)
    return layer, level, policy.name, json.dumps(policy.document["Statement"][statement.index], sort_keys=True)
