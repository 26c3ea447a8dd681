"""Requests and verdicts as lines of JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.iam.decide_protocol import answer

USER = "arn:aws:iam::111122223333:user/ann"


def verdict(**fields: Any) -> dict[str, Any]:
    return answer(json.dumps({"principal": USER, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", **fields}))


def policy(effect: str, **more: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": "s3:*", "Resource": "*", **more}]}


def test_an_allow_names_its_statement():
    found = verdict(identity=[policy("Allow", Sid="Bucket")])
    assert (found["decision"], found["layer"], found["blocked_by"]) == ("allow", "identity", [])
    assert found["reasons"][0]["sid"] == "Bucket"


def test_an_explicit_deny_has_the_message_of_aws():
    found = verdict(identity=[policy("Allow")], scps=[[policy("Allow")], [policy("Allow"), policy("Deny")]])
    assert (found["decision"], found["layer"], found["blocked_by"]) == ("explicit_deny", "scp", ["scp"])
    assert found["message"] == (
        f"User: {USER} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k"
        " with an explicit deny in a service control policy"
    )
    assert (found["reasons"][0]["level"], found["reasons"][0]["policy"]) == (1, "scp policy 2")


def test_an_implicit_deny_names_the_closest_statement():
    found = verdict(identity=[policy("Allow", Resource="arn:aws:s3:::other/*")])
    assert found["message"].endswith("because no identity-based policy allows the s3:GetObject action")
    assert found["reasons"][0]["closest"][0]["failed"] == "Resource"


def test_missing_keys_that_affect_the_verdict_are_named():
    found = verdict(identity=[policy("Allow", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})])
    assert (found["decision"], found["missing_keys"]) == ("implicit_deny", ["aws:MultiFactorAuthPresent"])


@pytest.mark.parametrize("nothing", [None, []])
def test_an_empty_layer_is_an_absent_layer(nothing: Any):
    absent = dict.fromkeys(("boundaries", "session", "resource_policy", "scps", "rcps", "endpoint"), nothing)
    assert verdict(identity=[policy("Allow")], **absent)["decision"] == "allow"


def test_no_identity_policy_is_an_implicit_deny():
    assert verdict(identity=[])["decision"] == "implicit_deny"


def test_an_anonymous_principal_is_null():
    public = policy("Allow", Principal="*")
    assert verdict(principal=None, resource_policy=public)["decision"] == "allow"
    assert verdict(principal=None)["decision"] == "implicit_deny"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "the line is not JSON"),
        ("[]", "a question is an object"),
        ('{"action": "s3:GetObject", "resorce": "*"}', "did you mean 'resource'"),
        ('{"action": "GetObject"}', "write service:Action"),
        ('{"action": "s3:GetObject", "principal": "ann"}', "'ann' is not a principal"),
        ('{"action": "s3:GetObject", "identity": {}}', "identity: write a list"),
        ('{"action": "s3:GetObject", "scps": [{}]}', "scps[0]: write a list"),
        ('{"action": "s3:GetObject", "context": []}', "context: write an object"),
        ('{"action": "s3:GetObject", "context": {"aws:x": {}}}', "context key 'aws:x'"),
        ('{"action": "s3:GetObject", "principal_in_management_account": "no"}', "neither true nor false"),
    ],
)
def test_an_invalid_request_is_an_error_with_a_correction(line: str, message: str):
    assert message in answer(line)["error"]


def test_a_call_that_the_service_refuses_has_its_own_reason():
    found = answer(json.dumps({"principal": None, "action": "sts:GetCallerIdentity"}))
    assert found["decision"] == "implicit_deny"
    assert found["reasons"] == [
        {"layer": "identity", "because": "the service refuses such a caller, regardless of policies"}
    ]
    assert found["remarks"] == [{"remark": "refused_by_service", "subject": "sts:GetCallerIdentity"}]
