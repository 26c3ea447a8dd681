"""Each guard of the default estate is hollowed out in the plan, one at a time: an intent names it, with its line.

Cut from the program itself they are in `tests/mutations/test_guards.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatch

import pytest

from sandbox.access.guards import Guard
from sandbox.access.remediation.edit import Edit, editable, rewritten, statements, texts
from sandbox.iam import Evaluator, Policy, Snapshot
from sandbox.policytest.assertion import Sentence
from sandbox.policytest.collect import Intent
from sandbox.policytest.session import asking
from sandbox.report.failure import Failure

pytestmark = pytest.mark.pulumi


def guards(world: Snapshot) -> Iterator[Edit]:
    """Every Deny of the organization's policies and of a boundary, hollowed out: it denies what nobody asks."""
    seen: dict[str, Policy] = {}
    for node in world.nodes.values():
        seen.update({policy.name: policy for policy in (*node.scps, *node.rcps)})
    boundary = world.caller_named("mobile/deployer").boundary
    assert boundary is not None
    for policy in (*seen.values(), boundary):
        for index, raw in enumerate(statements(policy)):
            if raw["Effect"] != "Deny" or not editable(policy):
                continue
            kept = {name: value for name, value in raw.items() if name not in ("Action", "NotAction")}
            hollow = {**kept, "Action": "none:Nothing"}
            yield rewritten(policy, index, hollow, f"cut {raw.get('Sid', index)}")


def failures(intents: list[Intent], evaluator: Evaluator) -> Iterator[Failure]:
    for intent in intents:
        yield from intent.judge(lambda: evaluator).failures


def test_the_intents_hold_on_the_plan(intents: list[Intent], evaluator: Evaluator):
    for intent in intents:
        judged = intent.judge(lambda: evaluator)
        assert judged.held, judged.text
        assert judged.evaluated > 0


def test_each_guard_that_is_hollowed_out_turns_an_intent_red_with_its_own_line(
    intents: list[Intent], evaluator: Evaluator, world: Snapshot, record_property: Callable[[str, object], None]
):
    cuts = list(guards(world))
    assert len(cuts) > 25
    for cut in cuts:
        red = failures(intents, evaluator.of(cut.applied(evaluator.world)))
        sid = cut.said.rpartition(" ")[2]
        missed = next((f for f in red if f.finding and f.finding.guard == Guard(cut.policy.name, sid)), None)
        assert missed is not None, f"nobody misses it: {cut.said}"
        assert missed.where == cut.where, cut.said
        assert f"{cut.policy.name}/{sid} does not refuse it" in missed.headline
    record_property("guards cut", len(cuts))


def test_each_action_of_a_guard_is_asked_for_by_an_intent_that_names_it(
    intents: list[Intent], evaluator: Evaluator, world: Snapshot
):
    asked: dict[Guard, set[str]] = {}
    for intent in intents:
        with asking(lambda: evaluator) as heard:
            intent.says()
        for sentence in heard.sentences:
            assert isinstance(sentence, Sentence)
            for guard in sentence.guards:
                asked.setdefault(guard, set()).update(action.lower() for action in sentence.actions)
    unasked = [
        f"{cut.policy.name}/{raw['Sid']}: {text}"
        for cut in guards(world)
        for raw in (statements(cut.policy)[cut.policy.statement_origins.index(cut.where)],)
        for text in texts(raw, "Action")
        if not any(fnmatch(action, text.lower()) for action in asked.get(Guard(cut.policy.name, raw["Sid"]), ()))
    ]
    assert not unasked
