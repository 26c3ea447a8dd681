"""Policy tests: assertions about who can do what in a snapshot, and what can reach what in its network.

    role("mobile/reader").can("s3:GetObject")
    flow("mobile/app", "legacy/monolith", port=443).is_open()

Write them in a test (the pytest plugin reads the snapshot of `--snapshot`) or within `policy_session(snapshot)`. An
assertion is evaluated when the test ends; a test that asserts nothing, or that cannot be evaluated, fails.
"""

from __future__ import annotations

from sandbox.access.errors import AccessError, InvalidQuery, UnknownName
from sandbox.access.query import Counterexample, Query
from sandbox.policytest.assertion import Assertion
from sandbox.policytest.errors import InvalidAssertion, NoNetwork, NoSession, PolicyTestError
from sandbox.policytest.failure_sets import (
    FailureSet,
    any_one_gateway,
    any_one_line,
    any_one_router,
    any_one_session,
    any_one_zone,
    any_two,
)
from sandbox.policytest.flows import FlowSubject, everything, flow, nothing
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
    "FailureSet",
    "FlowSubject",
    "InvalidAssertion",
    "InvalidQuery",
    "NoNetwork",
    "NoSession",
    "PolicyTestError",
    "PrincipalGroup",
    "Query",
    "RecordedAssertion",
    "Subject",
    "UnknownName",
    "account_id",
    "accounts",
    "anonymous",
    "any_one_gateway",
    "any_one_line",
    "any_one_router",
    "any_one_session",
    "any_one_zone",
    "any_resource",
    "any_two",
    "bucket",
    "current_session",
    "endpoints",
    "everybody",
    "everything",
    "external_principal",
    "external_role",
    "flow",
    "key",
    "nobody",
    "nothing",
    "policy_session",
    "role",
    "root",
    "service",
    "user",
]
