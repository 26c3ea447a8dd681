"""The policy pack: `pulumi preview --policy-pack policy` refuses a plan in which an intent does not hold."""

from __future__ import annotations

import sys
from pathlib import Path

from pulumi_policy import EnforcementLevel, PolicyPack, StackValidationPolicy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from policy.validate import hold_the_intents

PolicyPack(
    name="causeway",
    enforcement_level=EnforcementLevel.MANDATORY,
    policies=[
        # One for all intents: Pulumi unpacks the whole stack anew for each policy.
        StackValidationPolicy(
            name="intents-hold",
            description="Who may do what, as tests/intents says it.",
            validate=hold_the_intents,
        )
    ],
)
