"""Every intent judged on the resources of a stack: intents, sentences and evaluator are those of the policy tests.

What cannot be answered is refused too: nothing passes for want of an answer.
"""

from __future__ import annotations

from pathlib import Path

import pulumi
from pulumi_policy import ReportViolation, StackValidationArgs

from policy.render import told
from policy.resources import deployment
from sandbox.errors import SandboxError
from sandbox.iam import Evaluator
from sandbox.policytest.collect import Intent, found
from sandbox.policytest.session import evaluator_of
from sandbox.project import find as find_project
from sandbox.snapshot.plan import read

ROOT = Path(__file__).resolve().parent.parent
PROJECT = find_project(ROOT)

NO_ORGANIZATION = (
    "the stack holds no organization, so nothing passes: the intents speak of the whole estate. "
    f"Preview the stack `{PROJECT.stack}` with this pack; for split stacks, run the policy tests by `pytest`."
)


def hold_the_intents(args: StackValidationArgs, report_violation: ReportViolation) -> None:
    """Judge every intent on the resources of the stack; one violation for each that does not hold."""
    try:
        world = read(deployment(args.resources, _config()), ROOT)
        if world.organization is None:
            report_violation(NO_ORGANIZATION, None)
            return
        evaluator = evaluator_of(world)
        for folder in PROJECT.policy_tests:
            for intent in found(folder):
                violated = _violated(intent, folder, evaluator)
                if violated:
                    report_violation(violated, None)
    except SandboxError as error:
        report_violation(f"the intents cannot be judged, so nothing passes: {error}", None)


def _violated(intent: Intent, folder: Path, evaluator: Evaluator) -> str | None:
    """What is wrong with one intent; the others are judged whatever stops this one."""
    try:
        judgement = intent.judge(lambda: evaluator)
    except SandboxError as error:
        return f"{intent.title}\n  it cannot be judged: {error}"
    return None if judgement.held else told(intent, judgement, ROOT, folder.relative_to(PROJECT.root))


def _config() -> dict[str, str]:
    """Of the stack's configuration, which estate it is."""
    estate = pulumi.Config("causeway").get("estate")
    return {} if estate is None else {"causeway:estate": estate}
