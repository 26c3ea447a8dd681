"""The policy pack: the estate's intents, held against what a preview is about to make.

`pulumi preview --policy-pack policy` refuses a plan in which an intent does not hold. Intents, sentences and
evaluator are those of the policy tests. What cannot be answered is refused too: nothing passes for want of an answer.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pulumi_policy import EnforcementLevel, PolicyPack, ReportViolation, StackValidationArgs, StackValidationPolicy

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from policy.resources import deployment  # noqa: E402 - the clone is on the path from here on
from sandbox.checks.asking import evaluator_of  # noqa: E402
from sandbox.checks.intents import found  # noqa: E402
from sandbox.errors import SandboxError  # noqa: E402
from sandbox.sources.plan import read  # noqa: E402


def hold_the_intents(args: StackValidationArgs, report_violation: ReportViolation) -> None:
    """Judge every intent on the resources of the stack."""
    try:
        evaluator = evaluator_of(read(deployment(args.resources), ROOT))
        for intent in found(ROOT / "tests" / "intents"):
            judgement = intent.judge(lambda: evaluator)
            if not judgement.held:
                report_violation(f"{intent.title}\n{judgement.text}", None)
    except SandboxError as error:
        report_violation(f"the intents cannot be judged: {error}", None)


PolicyPack(
    name="causeway",
    enforcement_level=EnforcementLevel.MANDATORY,
    policies=[
        StackValidationPolicy(
            name="intents-hold",
            description="Who may do what, as tests/intents says it.",
            validate=hold_the_intents,
        )
    ],
)
