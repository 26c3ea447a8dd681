"""A denied call is explained by its own request: the line that decides, and an edit that allows it."""

from __future__ import annotations

from dataclasses import replace

from sandbox.denials.call import DeniedCall
from sandbox.denials.explanation import Explanation, explanation
from sandbox.iam import Layer, Policy, Snapshot
from sandbox.iam.snapshot import Caller, Resource
from tests.sandbox.denials.calls import denied_call
from tests.sandbox.policytest.snapshots import ALWAYS_DENIED, DATA, MOBILE, policy, small, statement

REMOVE = "iam:DeleteRolePermissionsBoundary"
SNAPSHOT = small(statement("Deny", ALWAYS_DENIED))
DEPLOYER = f"arn:aws:sts::{MOBILE}:assumed-role/deployer/kim"
READER = f"arn:aws:sts::{DATA}:assumed-role/reader/kim"


def explained(call: DeniedCall, snapshot: Snapshot) -> Explanation:
    assert call.request is not None
    return explanation(call, call.request, snapshot)


def test_an_explicit_denial_has_its_line_and_the_smallest_edit():
    found = explained(denied_call(SNAPSHOT, DEPLOYER, REMOVE), SNAPSHOT)
    assert found.confirmed
    assert str(found.where) == "accounts/program.py:20"
    assert found.remediation is not None
    (edit,) = found.remediation.edits
    assert edit.description == f"in boundary, remove {REMOVE} from Action of DenyIt"
    assert found.remediation.verdict.allowed


def test_the_recorded_condition_keys_decide():
    tagged = {"Condition": {"StringEquals": {"aws:RequestTag/cost": "4102"}}}
    snapshot = small(statement("Deny", "sqs:CreateQueue", **tagged))
    call = denied_call(snapshot, DEPLOYER, "sqs:CreateQueue", context={"aws:RequestTag/Cost": "4102"})
    assert explained(call, snapshot).confirmed
    assert call.request is not None
    assert not explained(replace(call, request=replace(call.request, context={})), snapshot).confirmed


def test_a_session_policy_denies_and_no_edit_of_the_snapshot_helps():
    limited = Policy("session policy", {"Version": "2012-10-17", "Statement": [statement("Allow", "sqs:*")]})
    found = explained(denied_call(SNAPSHOT, READER, "s3:GetObject", session=(limited,)), SNAPSHOT)
    assert (found.trace.verdict.layer.value, found.confirmed) == ("session", True)
    assert found.remediation is None


def test_the_recorded_account_of_a_resource_is_used_where_the_snapshot_lacks_the_resource():
    keeps_in = {"Condition": {"StringNotEquals": {"aws:ResourceAccount": MOBILE}}}
    snapshot = small(statement("Deny", "s3:*", **keeps_in))
    call = denied_call(snapshot, DEPLOYER, "s3:ListBucket", "arn:aws:s3:::gilt-data")
    without = replace(snapshot, resources={})
    assert call.request is not None
    assert call.request.resource_account == DATA
    assert explained(call, without).confirmed


def test_a_policy_that_was_changed_since_is_noticed():
    call = denied_call(SNAPSHOT, DEPLOYER, REMOVE)
    found = explained(call, small())
    assert not found.confirmed
    assert found.trace.verdict.allowed
    assert found.remediation is None


def test_an_implicit_denial_has_the_line_of_the_edit():
    grants = replace(SNAPSHOT.callers[f"arn:aws:iam::{DATA}:role/reader"], identity=(policy("reads", ALLOWS_READING),))
    snapshot = replace(SNAPSHOT, callers={**SNAPSHOT.callers, grants.arn: grants})
    found = explained(denied_call(snapshot, READER, "sqs:ListQueues"), snapshot)
    assert found.remediation is not None
    assert str(found.where) == "accounts/program.py:10"
    assert found.remediation.verdict.allowed


ALLOWS_READING = statement("Allow", "s3:GetObject")


OUTSIDE = "arn:aws:iam::999900001111:user/analyst"


def with_outside_user(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with a user of an account outside the organization who has full access there."""
    full = policy("full", statement("Allow", "*"))
    return replace(snapshot, callers={**snapshot.callers, OUTSIDE: Caller(OUTSIDE, "999900001111", identity=(full,))})


def test_an_external_principal_refused_by_trust_has_the_line_of_the_trust_policy():
    role = f"arn:aws:iam::{DATA}:role/reader"
    trusted = replace(SNAPSHOT.callers[role], trust=policy("trust", trust_of(DATA)))
    snapshot = replace(SNAPSHOT, callers={**SNAPSHOT.callers, role: trusted})
    found = explained(denied_call(with_outside_user(snapshot), OUTSIDE, "sts:AssumeRole", role), snapshot)
    assert found.confirmed
    assert found.trace.verdict.blocked_by == (Layer.TRUST,)
    assert str(found.where) == "accounts/program.py:10"
    assert found.remediation is not None
    (edit,) = found.remediation.edits
    assert edit.description.startswith("in trust, ")
    assert found.remediation.verdict.allowed


def test_an_external_principal_without_permission_in_its_own_account_gets_no_policies():
    role = f"arn:aws:iam::{DATA}:role/reader"
    call = denied_call(SNAPSHOT, OUTSIDE, "sts:AssumeRole", role)
    assert call.request is not None
    assert "identity" in call.request.blocked_by
    assert "identity" in [layer.value for layer in explained(call, SNAPSHOT).trace.verdict.blocked_by]


def trust_of(account: str) -> dict[str, object]:
    return {**statement("Allow", "sts:AssumeRole"), "Principal": {"AWS": account}}


def test_a_service_is_explained_by_the_condition_that_its_source_fails():
    queue = f"arn:aws:sqs:us-east-1:{DATA}:orders"
    topics = f"arn:aws:sns:us-east-1:{DATA}:"
    admitted = statement(
        "Allow",
        "sqs:SendMessage",
        Sid="Topic",
        Principal={"Service": "sns.amazonaws.com"},
        Condition={"ArnEquals": {"aws:SourceArn": f"{topics}news"}},
    )
    written = Policy("queue policy", {"Version": "2012-10-17", "Statement": [admitted]})
    snapshot = replace(small(), resources={queue: Resource(queue, DATA, written)})
    context = {"aws:SourceArn": f"{topics}other", "aws:SourceAccount": DATA}
    found = explained(denied_call(snapshot, "sns.amazonaws.com", "sqs:SendMessage", queue, context=context), snapshot)
    assert (found.confirmed, found.trace.verdict.layer) == (True, Layer.RESOURCE)
    assert found.remediation is not None
    (edit,) = found.remediation.edits
    assert edit.description == f"in queue policy, add {topics}other to ArnEquals aws:SourceArn of Topic"
