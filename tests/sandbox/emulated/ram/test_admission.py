from dataclasses import dataclass, replace

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.admission import ShareContext, admit_principal, admit_resource
from sandbox.emulated.ram.resource_types import BY_NAME

OWNER, MEMBER, EXTERNAL = "100000000001", "100000000002", "100000000004"
ORGANIZATION = f"arn:aws:organizations::{OWNER}:organization/o-abcdefghij"
UNIT = f"arn:aws:organizations::{OWNER}:ou/o-abcdefghij/ou-abcd-12345678"


@dataclass(frozen=True)
class Place:
    organization_id: str
    path: tuple[str, ...] = ("r-abcd",)


IN_ORGANIZATION = ShareContext(
    owner=OWNER,
    allow_external=True,
    types=[BY_NAME["ec2:TransitGateway"]],
    lookup={OWNER: Place("o-abcdefghij"), MEMBER: Place("o-abcdefghij")}.get,
    has_unit={"ou-abcd-12345678"}.__contains__,
    sharing_enabled=True,
)


@pytest.mark.parametrize("principal", [MEMBER, ORGANIZATION, UNIT])
def test_inside_the_organization_no_invitation_is_needed(principal: str):
    admitted = admit_principal(principal, replace(IN_ORGANIZATION, allow_external=False))
    assert not admitted.invited
    assert not admitted.external


def test_an_external_account_is_invited():
    admitted = admit_principal(EXTERNAL, IN_ORGANIZATION)
    assert admitted.invited
    assert admitted.external


def test_a_member_is_invited_until_sharing_is_enabled():
    assert admit_principal(MEMBER, replace(IN_ORGANIZATION, sharing_enabled=False)).invited


def refusal(principal: str, context: ShareContext) -> AwsError:
    with pytest.raises(AwsError) as refused:
        admit_principal(principal, context)
    return refused.value


@pytest.mark.parametrize(
    ("principal", "change", "code"),
    [
        (EXTERNAL, {"allow_external": False}, "OperationNotPermittedException"),
        (MEMBER, {"allow_external": False, "sharing_enabled": False}, "OperationNotPermittedException"),
        (EXTERNAL, {"types": [BY_NAME["ec2:Subnet"]]}, "OperationNotPermittedException"),
        (ORGANIZATION, {"sharing_enabled": False}, "UnknownResourceException"),
        (UNIT, {"sharing_enabled": False}, "UnknownResourceException"),
        (UNIT.replace("12345678", "99999999"), {}, "UnknownResourceException"),
        (ORGANIZATION.replace("abcdefghij", "zzzzzzzzzz"), {}, "UnknownResourceException"),
        (f"arn:aws:iam::{MEMBER}:role/reader", {}, "OperationNotPermittedException"),
        (OWNER, {}, "InvalidParameterException"),
        ("mobile", {}, "InvalidParameterException"),
        ("12345", {}, "InvalidParameterException"),
    ],
)
def test_other_principals_are_refused_with_the_code_of_aws(principal: str, change: dict[str, object], code: str):
    assert refusal(principal, replace(IN_ORGANIZATION, **change)).code == code  # type: ignore[arg-type]


def test_single_roles_are_principals_where_every_type_allows_it():
    context = replace(IN_ORGANIZATION, types=[BY_NAME["codebuild:Project"]])
    assert not admit_principal(f"arn:aws:iam::{MEMBER}:role/reader", context).invited


def test_only_the_owner_shares_a_resource_in_its_region():
    arn = f"arn:aws:ec2:us-east-1:{OWNER}:transit-gateway/tgw-1"
    assert admit_resource(arn, OWNER, "us-east-1").id == "tgw-1"


@pytest.mark.parametrize(
    ("arn", "code"),
    [
        ("tgw-1", "MalformedArnException"),
        (f"arn:aws:ec2:us-east-1:{OWNER}:vpc/vpc-1", "MalformedArnException"),
        (f"arn:aws:ec2:us-east-1:{MEMBER}:transit-gateway/tgw-1", "OperationNotPermittedException"),
        (f"arn:aws:ec2:us-west-2:{OWNER}:transit-gateway/tgw-1", "InvalidParameterException"),
    ],
)
def test_a_resource_that_cannot_be_shared_is_refused_with_the_code_of_aws(arn: str, code: str):
    with pytest.raises(AwsError) as refused:
        admit_resource(arn, OWNER, "us-east-1")
    assert refused.value.code == code


def test_a_global_resource_is_shared_from_its_home_region():
    arn = f"arn:aws:networkmanager::{OWNER}:core-network/core-network-1"
    assert admit_resource(arn, OWNER, "us-east-1").type.scope == "GLOBAL"
    with pytest.raises(AwsError):
        admit_resource(arn, OWNER, "us-west-2")
