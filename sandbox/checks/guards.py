"""A guard is a policy that refuses by itself, whatever the others say."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.iam import Layers, Ledger, Policy, Request, World


def silent_guards(request: Request, layers: Layers, names: tuple[str, ...]) -> Iterator[str]:
    """Those of the named policies that do not deny the request; only their own statements are looked at."""
    if names:
        denying = {policy.name for policy in _denying(request, layers, frozenset(names))}
        yield from (name for name in names if name not in denying)


def _denying(request: Request, layers: Layers, names: frozenset[str]) -> Iterator[Policy]:
    bounded = bool(layers.boundaries)
    single = (layers.endpoint, layers.resource, layers.identity, layers.session)
    for found in (*layers.rcps_for(request), *layers.scps_for(request), *layers.boundaries, *filter(None, single)):
        for statement in found.spoken(request.action).denies:
            policy = found.policies[statement.policy]
            if policy.name in names and statement.grade(request, bounded=bounded) and statement.holds(request):
                yield policy


def guard_in(ledger: Ledger, name: str) -> Policy | None:
    """The policy of that name among those that bear on the request; None where it is gone."""
    return next((entry.policy for entry in ledger.entries if entry.policy.name == name), None)


def policies(world: World) -> Iterator[Policy]:
    """Every policy of the world, some more than once."""
    for node in world.nodes.values():
        yield from (*node.scps, *node.rcps)
    for caller in world.callers.values():
        yield from caller.identity
        yield from filter(None, (caller.boundary, caller.trust))
    yield from (resource.policy for resource in world.resources.values() if resource.policy)
    yield from world.endpoints.values()
