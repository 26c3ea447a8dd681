"""The record of a denied call survives its way through JSON whole."""

from __future__ import annotations

import json
from dataclasses import replace

from sandbox.denials.call import DecidingStatement, DeniedCall
from sandbox.iam import Policy
from tests.sandbox.denials.calls import denied_call
from tests.sandbox.policytest.snapshots import ALWAYS_DENIED, BUCKET, DATA, LIMIT, MOBILE, small, statement

SNAPSHOT = small(statement("Deny", ALWAYS_DENIED))
DEPLOYER = f"arn:aws:sts::{MOBILE}:assumed-role/deployer/kim"
LIMITED = Policy("session policy", {"Version": "2012-10-17", "Statement": [statement("Allow", "sqs:*")]})


def through_json(call: DeniedCall) -> DeniedCall:
    return DeniedCall.from_json(json.loads(json.dumps(call.to_json())))


def test_a_call_is_the_same_after_json():
    call = denied_call(
        SNAPSHOT,
        DEPLOYER,
        "s3:GetObject",
        f"{BUCKET}/a",
        context={"aws:RequestTag/Cost": ["1", "2"]},
        session=(LIMITED,),
    )
    assert through_json(call) == call
    assert call.request is not None
    assert call.request.session_policies == (LIMITED,)


def test_a_call_without_a_mapping_is_the_same_after_json():
    call = replace(denied_call(SNAPSHOT, DEPLOYER, ALWAYS_DENIED[0]), request=None)
    assert through_json(call) == call


def test_the_request_has_the_deciding_statements_and_the_account_of_the_resource():
    call = denied_call(SNAPSHOT, DEPLOYER, ALWAYS_DENIED[0])
    assert call.request is not None
    assert call.request.deciding == (DecidingStatement("boundary", "boundary", LIMIT, "DenyIt", 1),)
    assert str(call.request.deciding[0]) == "boundary/DenyIt"
    other = denied_call(SNAPSHOT, DEPLOYER, "s3:GetObject", f"{BUCKET}/a").request
    assert other is not None
    assert (other.resource_account, other.decision, other.deciding) == (DATA, "implicit_deny", ())


def test_names_in_condition_keys_keep_their_case():
    call = denied_call(SNAPSHOT, DEPLOYER, ALWAYS_DENIED[0], context={"aws:RequestTag/CostCentre": "4102"})
    assert call.request is not None
    assert call.request.context["aws:RequestTag/CostCentre"] == ("4102",)
    assert call.request.context["aws:principalorgid"] == ("o-gilt",)
