"""Every managed policy of AWS is valid, and so the engine must accept it."""

from __future__ import annotations

import json
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data

from sandbox.iam import Kind, PolicySet

AT_LEAST = 1_000
"""Fewer than AWS has, so that an empty or partial list does not pass."""


def documents() -> dict[str, Any]:
    return {name: entry["Document"] for name, entry in json.loads(aws_managed_policies_data).items()}


def test_every_aws_managed_policy_is_accepted():
    known = documents()
    assert len(known) >= AT_LEAST
    problems = {
        name: statement.problems
        for name, document in known.items()
        for statement in PolicySet.of([document], Kind.IDENTITY).statements
        if statement.problems
    }
    assert problems == {}
