"""A guard is a policy that refuses by itself, whatever the others say."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.checks.question import Question
from sandbox.iam import Evaluator, Ledger, Policy, World


def silent_guards(evaluator: Evaluator, question: Question, names: tuple[str, ...]) -> Iterator[str]:
    """Those of the named policies that do not deny the request."""
    if not names:
        return
    ledger = question.explain(evaluator)
    denying = {entry.policy.name for entry in ledger.entries if entry.matched and entry.statement.deny}
    yield from (name for name in names if name not in denying)


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
