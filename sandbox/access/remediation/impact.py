"""What else would an edit change? Every caller and action of the estate, asked before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.access import action_matching
from sandbox.access.query import Question
from sandbox.access.remediation.edit import Edit, statements, texts
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam import Decision, Evaluator, Policy, Snapshot
from sandbox.policytest.principals import session

_PEOPLE, _ACTIONS = 24, 40


@dataclass(frozen=True)
class Impact:
    """Questions whose answer changes beside the one asked."""

    asked: int
    opened: tuple[str, ...]
    """`account/role action`, now allowed."""
    closed: tuple[str, ...]
    """The same, no longer allowed."""

    @property
    def size(self) -> int:
        """How many."""
        return len(self.opened) + len(self.closed)


def impact(before: Evaluator, after: Evaluator, edits: tuple[Edit, ...], question: Question) -> Impact:
    """Ask whom the policies bear on for what the edits may concern: all of it, or an even sample where it is much."""
    opened: list[str] = []
    closed: list[str] = []
    asked = 0
    bearing = list(_people(before.world, edits))
    asker = [who for who in bearing if who[1] == question.principal]
    people = dict.fromkeys((*asker, *_sample(bearing, _PEOPLE)))
    actions = _actions(edits, question)
    for name, principal, account in people:
        for action in actions:
            other = Question(principal, action, _place(before.world, account, action, question), question.context)
            if (principal, action) == (question.principal, question.action):
                continue
            asked += 1
            was, is_ = (other.decide(world).decision is Decision.ALLOW for world in (before, after))
            if was is not is_:
                (opened if is_ else closed).append(f"{name} {action}")
    return Impact(asked, tuple(dict.fromkeys(opened)), tuple(dict.fromkeys(closed)))


def _place(world: Snapshot, account: str, action: str, question: Question) -> str:
    """The question's own resource for actions of its kind, else something new."""
    shapes = action_matching.shapes_of(action)
    if any(action_matching.fits(shape, question.resource) for shape in shapes):
        return question.resource
    return action_matching.new(world, account, action)


def _people(world: Snapshot, edits: tuple[Edit, ...]) -> Iterator[tuple[str, str, str]]:
    edited = {id(edit.policy) for edit in edits}

    def touches(policies: Iterable[Policy | None]) -> bool:
        return any(id(policy) in edited for policy in policies)

    theirs = [resource.policy for resource in world.resources.values()]
    trusts = [caller.trust for caller in world.callers.values()]
    rcps = [policy for node in world.nodes.values() for policy in node.rcps]
    everywhere = touches((*theirs, *trusts, *rcps, *world.endpoints.values()))
    for caller in world.callers.values():
        hung = (policy for node in world.path(caller.account) for policy in node.scps)
        if everywhere or touches((*caller.identity, caller.boundary, *hung)):
            account = world.accounts.get(caller.account)
            yield f"{account.name if account else caller.account}/{caller.name}", session(caller), caller.account


def _actions(edits: tuple[Edit, ...], question: Question) -> tuple[str, ...]:
    """Actions that the edited policies spell, and an even sample of the others of the question's service."""
    known = catalogue()
    spelled = [
        found.name
        for edit in edits
        for raw in (*statements(edit.policy), *statements(edit.changed))
        for element in ("Action", "NotAction")
        for text in texts(raw, element)
        if (found := known.action(text)) is not None
    ]
    service = [action.name for action in known.actions(question.action.partition(":")[0].lower())]
    return tuple(dict.fromkeys((question.action, *_sample(spelled, _ACTIONS), *_sample(service, _ACTIONS))))


def _sample[T](listed: list[T], most: int) -> list[T]:
    step = max(1, -(-len(listed) // most))
    return listed[::step]
