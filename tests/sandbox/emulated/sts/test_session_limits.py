"""What temporary credentials may not call."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sandbox.emulated.caller import Caller, CallerKind, Session
from sandbox.emulated.sts.session_limits import beyond_session

NOW = datetime(2026, 5, 15, tzinfo=UTC)


def caller(kind: CallerKind, *, mfa: bool = False) -> Caller:
    return Caller(kind, "111111111111", "arn", session=Session("x", "arn", NOW, NOW, mfa_authenticated=mfa))


@pytest.mark.parametrize(
    ("kind", "service", "operation", "code"),
    [
        (CallerKind.USER, "sts", "AssumeRole", None),
        (CallerKind.USER, "sts", "GetCallerIdentity", None),
        (CallerKind.USER, "sts", "GetSessionToken", "AccessDenied"),
        (CallerKind.USER, "iam", "ListUsers", "InvalidClientTokenId"),
        (CallerKind.USER, "sqs", "ListQueues", None),
        (CallerKind.FEDERATED_USER, "sts", "GetCallerIdentity", None),
        (CallerKind.FEDERATED_USER, "sts", "AssumeRole", "AccessDenied"),
        (CallerKind.FEDERATED_USER, "iam", "ListUsers", "InvalidClientTokenId"),
        (CallerKind.FEDERATED_USER, "s3", "ListBuckets", None),
        (CallerKind.ROLE_SESSION, "sts", "AssumeRole", None),
        (CallerKind.ROLE_SESSION, "sts", "GetFederationToken", "AccessDenied"),
        (CallerKind.ROLE_SESSION, "sts", "GetSessionToken", "AccessDenied"),
        (CallerKind.ROLE_SESSION, "iam", "ListUsers", None),
    ],
)
def test_each_kind_of_session_has_the_limits_of_the_documentation(
    kind: CallerKind, service: str, operation: str, code: str | None
):
    error = beyond_session(caller(kind), service, operation)
    assert (error.code if error is not None else None) == code


def test_a_users_session_with_mfa_may_call_iam_and_a_federated_users_never():
    assert beyond_session(caller(CallerKind.USER, mfa=True), "iam", "ListUsers") is None
    assert beyond_session(caller(CallerKind.FEDERATED_USER, mfa=True), "iam", "ListUsers") is not None


def test_long_term_keys_have_no_such_limits():
    assert beyond_session(Caller(CallerKind.USER, "111111111111", "arn"), "sts", "GetSessionToken") is None
