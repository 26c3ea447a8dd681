"""The generator of wrong requests: of every kind, repeatable, and through nested members."""

from __future__ import annotations

import botocore.session
import pytest
from botocore.model import OperationModel

from tests.robustness.wrong_requests import Identifiers, wrong_requests

KNOWN = Identifiers(
    own=("vpc-own", "sg-own"), foreign=("vpc-foreign", "sg-foreign"), stale=("vpc-stale",), hints={"vpcid": "vpc-"}
)


@pytest.fixture
def subnet() -> OperationModel:
    return botocore.session.get_session().get_service_model("ec2").operation_model("CreateSubnet")


def test_every_kind_is_generated_and_repeatable(subnet: OperationModel):
    found = list(wrong_requests(subnet, KNOWN))
    assert {each.kind for each in found} == {"missing", "malformed", "foreign", "stale", "wrong state"}
    assert [each.request for each in found] == [each.request for each in wrong_requests(subnet, KNOWN)]
    assert [each.request for each in found] != [each.request for each in wrong_requests(subnet, KNOWN, seed=1)]


def test_identifiers_fit_the_member_that_takes_them(subnet: OperationModel):
    others = (each for each in wrong_requests(subnet, KNOWN) if each.kind not in {"malformed", "missing"})
    given = {each.kind: each.request["VpcId"] for each in others}
    assert given["foreign"] == "vpc-foreign"
    assert given["stale"] == "vpc-stale"
    assert given["wrong state"] == "vpc-own"


def test_each_required_member_is_left_out():
    model = botocore.session.get_session().get_service_model("iam").operation_model("CreateRole")
    missing = [each.request for each in wrong_requests(model, KNOWN) if each.kind == "missing"]
    assert [set(model.input_shape.required_members) - set(each) for each in missing] == [
        {"RoleName"},
        {"AssumeRolePolicyDocument"},
    ]


def test_values_of_nested_members_are_malformed():
    model = botocore.session.get_session().get_service_model("ec2").operation_model("AuthorizeSecurityGroupIngress")
    found = [each.request for each in wrong_requests(model, KNOWN) if each.kind == "malformed"]
    nested = [
        each["IpPermissions"][0]["IpProtocol"] for each in found if "IpProtocol" in str(each.get("IpPermissions"))
    ]
    assert len(set(nested)) > 1
