"""The policy pack: `pulumi preview --policy-pack policy` refuses a plan in which a policy test fails."""

from __future__ import annotations

import sys
from pathlib import Path

from pulumi_policy import EnforcementLevel, PolicyPack, StackValidationPolicy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from policy.validate import run_policy_tests

PolicyPack(
    name="causeway",
    enforcement_level=EnforcementLevel.MANDATORY,
    policies=[
        # One policy for all tests: Pulumi converts the whole stack again for each policy.
        StackValidationPolicy(
            name="policy-tests",
            description="The policy tests of the project pass.",
            validate=run_policy_tests,
        )
    ],
)
