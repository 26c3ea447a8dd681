"""Policy tests: assertions about who can do what in a snapshot, `role("mobile/reader").can("s3:GetObject")`.

Write them in a test (the pytest plugin reads the snapshot of `--snapshot`) or within `policy_session(snapshot)`. An
assertion is evaluated when the test ends; a test that asserts nothing, or that cannot be evaluated, fails.
"""

from __future__ import annotations

from sandbox.access.errors import AccessError, InvalidQuery, UnknownName
from sandbox.access.query import Counterexample, Outcome, Query
from sandbox.policytest.assertion import Assertion
from sandbox.policytest.errors import InvalidAssertion, NoSession, PolicyTestError
from sandbox.policytest.principals import PrincipalGroup, Subject
from sandbox.policytest.recorded_assertion import RecordedAssertion
from sandbox.policytest.resource_names import (
    account_id,
    accounts,
    any_resource,
    bucket,
    endpoints,
    external_role,
    key,
)
from sandbox.policytest.session import AssertionSession, current_session, policy_session
from sandbox.policytest.subjects import (
    anonymous,
    everybody,
    external_principal,
    nobody,
    role,
    root,
    service,
    user,
)

__all__ = [
    "AccessError",
    "Assertion",
    "AssertionSession",
    "Counterexample",
    "InvalidAssertion",
    "InvalidQuery",
    "NoSession",
    "Outcome",
    "PolicyTestError",
    "PrincipalGroup",
    "Query",
    "RecordedAssertion",
    "Subject",
    "UnknownName",
    "account_id",
    "accounts",
    "anonymous",
    "any_resource",
    "bucket",
    "current_session",
    "endpoints",
    "everybody",
    "external_principal",
    "external_role",
    "key",
    "nobody",
    "policy_session",
    "role",
    "root",
    "service",
    "user",
]
