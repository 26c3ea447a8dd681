"""Policies are generated from recorded requests, within the boundary and the guardrails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.iam import Policy, Snapshot
from sandbox.iam.snapshot import Caller, Resource
from sandbox.least_privilege.errors import NothingRecorded
from sandbox.least_privilege.generation import Generated, generate
from sandbox.least_privilege.recording import RecordedRequest
from tests.sandbox.least_privilege.requests import ROLE, actions, recorded, recording
from tests.sandbox.policytest.snapshots import DATA, LIMIT, MOBILE, policy, small, statement

QUEUE = f"arn:aws:sqs:us-east-1:{MOBILE}:orders"
RUN = f"arn:aws:iam::{MOBILE}:role/run"


def generated(snapshot: Snapshot, *requests: RecordedRequest, include_denied: bool = False) -> Generated:
    return generate(recording(*requests), snapshot.callers[ROLE], snapshot, include_denied=include_denied)


def document(found: Generated) -> object:
    (one,) = found.policies
    return one.document


def under(limit: Policy) -> Snapshot:
    """Return the snapshot in which the role has another boundary."""
    found = small()
    return replace(found, callers={**found.callers, ROLE: replace(found.callers[ROLE], boundary=limit)})


def with_guardrail(*denies: dict[str, object]) -> Snapshot:
    """Return the snapshot with a service control policy at the role's account."""
    found = small()
    node = found.nodes[MOBILE]
    return replace(found, nodes={**found.nodes, MOBILE: replace(node, scps=(*node.scps, policy("guardrail", *denies)))})


def test_actions_on_the_same_resources_are_one_statement():
    found = generated(
        small(),
        recorded("sqs:SendMessage", QUEUE),
        recorded("sqs:ReceiveMessage", QUEUE),
        recorded("sqs:ListQueues"),
        recorded("sns:ListTopics"),
    )
    assert found.policies[0].name == "deployer-least-privilege"
    assert document(found) == {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "SnsListTopics", "Effect": "Allow", "Action": "sns:ListTopics", "Resource": "*"},
            {"Sid": "SqsListQueues", "Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"},
            {
                "Sid": "SqsReceiveMessage",
                "Effect": "Allow",
                "Action": ["sqs:ReceiveMessage", "sqs:SendMessage"],
                "Resource": QUEUE,
            },
        ],
    }


def test_roles_are_passed_to_the_recorded_services_alone():
    found = generated(
        small(),
        recorded("iam:PassRole", RUN, {"iam:PassedToService": "lambda.amazonaws.com"}),
        recorded("iam:PassRole", RUN, {"iam:PassedToService": "ecs-tasks.amazonaws.com"}),
        recorded("iam:PassRole", f"{RUN}-2", {"iam:PassedToService": "lambda.amazonaws.com"}),
    )
    assert [
        (one["Sid"], one["Resource"], one["Condition"]["StringEquals"]["iam:PassedToService"])
        for one in document(found)["Statement"]  # type: ignore[index]
    ] == [
        ("IamPassRole", RUN, ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"]),
        ("IamPassRole2", f"{RUN}-2", "lambda.amazonaws.com"),
    ]


def test_tags_on_creation_are_limited_to_the_operation_that_creates():
    anything, vpc = (f"arn:aws:ec2:us-east-1:{MOBILE}:vpc/{name}" for name in ("*", "vpc-1"))
    found = generated(
        small(),
        recorded("ec2:CreateTags", anything, {"ec2:CreateAction": "CreateVpc"}),
        recorded("ec2:CreateTags", vpc),
    )
    assert [
        (one["Resource"], one.get("Condition"))
        for one in document(found)["Statement"]  # type: ignore[index]
    ] == [(anything, {"StringEquals": {"ec2:CreateAction": "CreateVpc"}}), (vpc, None)]


def test_a_key_that_a_service_uses_is_limited_to_the_service():
    key = f"arn:aws:kms:us-east-1:{MOBILE}:key/1"
    root = policy("key", statement("Allow", "kms:*", Principal={"AWS": MOBILE}))
    snapshot = replace(small(), resources={key: Resource(key, MOBILE, root)})
    through = {"kms:ViaService": "sqs.us-east-1.amazonaws.com"}
    found = generated(snapshot, recorded("kms:Decrypt", key, through), recorded("kms:Encrypt", key))
    assert [
        (one["Action"], one.get("Condition"))
        for one in document(found)["Statement"]  # type: ignore[index]
    ] == [("kms:Decrypt", {"StringEquals": through}), ("kms:Encrypt", None)]


def test_what_the_boundary_does_not_allow_is_left_out_with_its_line():
    limit = policy("limit", statement("Allow", ["sqs:*"]), arn=LIMIT)
    found = generated(under(limit), recorded("sqs:SendMessage", QUEUE), recorded("sns:ListTopics"))
    assert actions(found.policies) == {"sqs:SendMessage"}
    (left,) = found.left_out
    assert left.request.action == "sns:ListTopics"
    assert left.policy is not None
    assert (left.policy.name, str(left.where)) == ("limit", "accounts/program.py:10")


def test_what_a_guardrail_denies_is_left_out_with_its_line():
    found = generated(
        with_guardrail(statement("Allow", "*"), statement("Deny", "sqs:DeleteQueue")),
        recorded("sqs:SendMessage", QUEUE),
        recorded("sqs:DeleteQueue", QUEUE, allowed=0, denied=1),
        include_denied=True,
    )
    assert actions(found.policies) == {"sqs:SendMessage"}
    (left,) = found.left_out
    assert left.policy is not None
    assert (left.policy.name, str(left.where)) == ("guardrail", "accounts/program.py:20")


def test_a_region_that_a_guardrail_denies_does_not_hide_another():
    denied = statement("Deny", "*", Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}})
    found = generated(
        with_guardrail(statement("Allow", "*"), denied),
        recorded("sqs:ListQueues", "*", {"aws:RequestedRegion": "us-east-1"}),
        recorded("sqs:ListQueues", "*", {"aws:RequestedRegion": "eu-west-1"}, allowed=0, denied=1),
        include_denied=True,
    )
    assert actions(found.policies) == {"sqs:ListQueues"}
    assert [one.request.context["aws:RequestedRegion"] for one in found.left_out] == [("eu-west-1",)]


def test_denied_calls_are_included_on_request():
    requests = recorded("sqs:ListQueues"), recorded("sqs:SendMessage", QUEUE, allowed=0, denied=2)
    found = generated(small(), *requests)
    assert actions(found.policies) == {"sqs:ListQueues"}
    assert [one.action for one in found.not_included] == ["sqs:SendMessage"]
    found = generated(small(), *requests, include_denied=True)
    assert actions(found.policies) == {"sqs:ListQueues", "sqs:SendMessage"}
    assert found.not_included == ()


def test_a_permission_that_was_allowed_and_denied_is_included():
    found = generated(small(), recorded("sqs:ListQueues", allowed=1, denied=5))
    assert actions(found.policies) == {"sqs:ListQueues"}


def test_an_action_that_needs_no_permission_is_left_out():
    found = generated(small(), recorded("sqs:ListQueues"), recorded("sts:GetCallerIdentity"))
    assert actions(found.policies) == {"sqs:ListQueues"}
    assert [one.action for one in found.without_permission] == ["sts:GetCallerIdentity"]


def test_what_a_resource_policy_allows_by_itself_is_kept_and_listed():
    grant = statement("Allow", "sqs:SendMessage", Principal={"AWS": ROLE})
    found = replace(small(), resources={QUEUE: Resource(QUEUE, MOBILE, policy("open", grant))})
    result = generated(found, recorded("sqs:SendMessage", QUEUE), recorded("sqs:ReceiveMessage", QUEUE))
    assert actions(result.policies) == {"sqs:SendMessage", "sqs:ReceiveMessage"}
    assert [one.action for one in result.granted_by_resource] == ["sqs:SendMessage"]


def test_a_resource_policy_of_another_account_does_not_replace_the_identity_side():
    theirs = f"arn:aws:sqs:us-east-1:{DATA}:orders"
    grant = statement("Allow", "sqs:SendMessage", Principal={"AWS": ROLE})
    found = replace(small(), resources={theirs: Resource(theirs, DATA, policy("open", grant))})
    result = generated(found, recorded("sqs:SendMessage", theirs))
    assert actions(result.policies) == {"sqs:SendMessage"}
    assert (result.granted_by_resource, result.insufficient, result.left_out) == ((), (), ())


def test_a_missing_grant_of_the_other_account_is_listed():
    theirs = f"arn:aws:sqs:us-east-1:{DATA}:orders"
    result = generated(small(), recorded("sqs:SendMessage", theirs, allowed=0, denied=1), include_denied=True)
    assert actions(result.policies) == {"sqs:SendMessage"}
    assert [one.request.resource for one in result.insufficient] == [theirs]


def test_what_aws_refuses_regardless_of_policies_is_left_out():
    managed = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    result = generated(small(), recorded("sqs:ListQueues"), recorded("iam:DeletePolicy", managed))
    assert [one.request.action for one in result.left_out] == ["iam:DeletePolicy"]
    assert result.left_out[0].trace.verdict.service_refusal is not None


def test_a_resource_that_is_no_arn_does_not_spoil_the_policy():
    result = generated(small(), recorded("sqs:SendMessage", QUEUE), recorded("sqs:SendMessage", "orders"))
    assert [one.resource for one in result.requests] == [QUEUE]
    assert [one.resource for one in result.malformed] == ["orders"]


def test_where_everything_is_left_out_there_is_no_policy():
    result = generated(under(policy("limit", statement("Allow", "sns:*"))), recorded("sqs:ListQueues"))
    assert result.policies == ()
    assert len(result.left_out) == 1


def test_the_calls_of_other_principals_are_not_used():
    other = f"arn:aws:iam::{DATA}:role/reader"
    found = generated(small(), recorded("sqs:ListQueues"), recorded("sns:ListTopics", principal=other))
    assert actions(found.policies) == {"sqs:ListQueues"}


def test_a_user_has_policies_too():
    ann = Caller(f"arn:aws:iam::{MOBILE}:user/ann", MOBILE)
    snapshot = replace(small(), callers={ann.arn: ann})
    request = replace(recorded("sqs:ListQueues", principal=ann.arn), caller=ann.arn)
    found = generate(recording(request), ann, snapshot)
    assert (found.policies[0].name, actions(found.policies)) == ("ann-least-privilege", {"sqs:ListQueues"})


def test_a_role_without_calls_is_refused_with_those_that_have_some():
    other = f"arn:aws:iam::{DATA}:role/reader"
    with pytest.raises(NothingRecorded, match=f"no call of {ROLE}") as error:
        generated(small(), recorded("sns:ListTopics", principal=other))
    assert error.value.next_step == f"It has calls of {other}."


def test_a_role_with_denied_calls_alone_is_refused_with_the_option():
    with pytest.raises(NothingRecorded, match="All 1 recorded permissions") as error:
        generated(small(), recorded("sns:ListTopics", allowed=0, denied=1))
    assert "--include-denied" in error.value.next_step


def test_calls_beyond_the_recordings_bound_are_counted():
    snapshot = small()
    found = generate(recording(recorded("sqs:ListQueues"), incomplete={ROLE: 7}), snapshot.callers[ROLE], snapshot)
    assert found.incomplete == 7
