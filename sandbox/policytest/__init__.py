"""Policy tests: assertions about who can do what in a snapshot, `role("mobile/reader").can("s3:GetObject")`.

Write them in a test (the pytest plugin gives them the world of `--world`) or inside `asking(world)`. A sentence is
judged when the test ends; one that asks nothing, or that nobody can answer, fails.
"""

from __future__ import annotations

from sandbox.access.errors import CheckError, Misread, NameUnknown, NoWorld, unknown
from sandbox.access.query import Finding, Outcome, Question
from sandbox.policytest.assertion import Sentence
from sandbox.policytest.session import Asking, asking, current
from sandbox.policytest.subjects import (
    account_id,
    accounts,
    anonymous,
    any_resource,
    bucket,
    endpoints,
    everybody,
    key,
    nobody,
    role,
    root,
    service,
    stranger,
    strangers_role,
    user,
)

__all__ = [
    "Asking",
    "CheckError",
    "Finding",
    "Misread",
    "NameUnknown",
    "NoWorld",
    "Outcome",
    "Question",
    "Sentence",
    "account_id",
    "accounts",
    "anonymous",
    "any_resource",
    "asking",
    "bucket",
    "current",
    "endpoints",
    "everybody",
    "key",
    "nobody",
    "role",
    "root",
    "service",
    "stranger",
    "strangers_role",
    "unknown",
    "user",
]
