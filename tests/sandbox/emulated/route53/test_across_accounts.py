"""Private zones and VPCs of different accounts, through the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.emulated.refusals import refusal

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]

NAME = "mobile.aws.gilt.example"


@pytest.fixture
def other(account: str) -> str:
    return str(int(account) ^ 1)


def vpc(client: Client, account: str, cidr: str = "10.33.0.0/16") -> dict[str, str]:
    made = client("ec2", account).create_vpc(CidrBlock=cidr)["Vpc"]["VpcId"]
    return {"VPCId": made, "VPCRegion": "us-east-1"}


def zone(client: Client, account: str, in_vpc: dict[str, str], name: str = NAME) -> str:
    made = client("route53", account).create_hosted_zone(Name=name, CallerReference=str(uuid4()), VPC=in_vpc)
    assert made["ChangeInfo"]["Status"] == "INSYNC"
    return str(made["HostedZone"]["Id"].rpartition("/")[2])


def zones_of(route53: Any, in_vpc: dict[str, str]) -> dict[str, str]:
    found = route53.list_hosted_zones_by_vpc(**in_vpc)["HostedZoneSummaries"]
    return {each["HostedZoneId"]: each["Owner"]["OwningAccount"] for each in found}


def test_the_zones_of_a_vpc_are_listed_for_its_owner_alone(client: Client, account: str, other: str):
    for in_vpc in (vpc(client, other), {"VPCId": "vpc-0123456789abcdef0", "VPCRegion": "us-east-1"}):
        assert refusal(client("route53", account).list_hosted_zones_by_vpc, **in_vpc) == "AccessDenied"


def test_another_accounts_vpc_is_associated_after_authorization(client: Client, account: str, other: str):
    owner, theirs = client("route53", account), client("route53", other)
    made, other_vpc = zone(client, account, vpc(client, account)), vpc(client, other, "10.34.0.0/16")
    request = {"HostedZoneId": made, "VPC": other_vpc}
    assert refusal(theirs.associate_vpc_with_hosted_zone, **request) == "NotAuthorizedException"
    assert refusal(owner.associate_vpc_with_hosted_zone, **request) == "InvalidVPCId"

    owner.create_vpc_association_authorization(**request)
    assert owner.list_vpc_association_authorizations(HostedZoneId=made)["VPCs"] == [other_vpc]
    assert theirs.associate_vpc_with_hosted_zone(**request)["ChangeInfo"]["Status"] == "INSYNC"
    assert zones_of(theirs, other_vpc) == {made: account}
    assert other_vpc in owner.get_hosted_zone(Id=made)["VPCs"]

    owner.delete_vpc_association_authorization(**request)
    assert owner.list_vpc_association_authorizations(HostedZoneId=made)["VPCs"] == []
    assert zones_of(theirs, other_vpc) == {made: account}
    gone = refusal(owner.delete_vpc_association_authorization, **request)
    assert gone == "VPCAssociationAuthorizationNotFound"

    theirs.disassociate_vpc_from_hosted_zone(**request)
    assert zones_of(theirs, other_vpc) == {}
    assert refusal(theirs.disassociate_vpc_from_hosted_zone, **request) == "VPCAssociationNotFound"


def test_only_the_owner_of_a_zone_authorizes(client: Client, account: str, other: str):
    made = zone(client, account, vpc(client, account))
    request = {"HostedZoneId": made, "VPC": vpc(client, other)}
    assert refusal(client("route53", other).create_vpc_association_authorization, **request) == "AccessDenied"
    nowhere = {"HostedZoneId": made, "VPC": {"VPCId": "vpc-0123456789abcdef0", "VPCRegion": "us-east-1"}}
    assert refusal(client("route53", account).create_vpc_association_authorization, **nowhere) == "InvalidVPCId"


def test_a_private_zone_keeps_its_last_vpc(client: Client, account: str):
    first = vpc(client, account)
    made = zone(client, account, first)
    left = refusal(client("route53", account).disassociate_vpc_from_hosted_zone, HostedZoneId=made, VPC=first)
    assert left == "LastVPCAssociation"


def test_a_vpc_has_one_zone_of_a_name(client: Client, account: str):
    route53, first, second = client("route53", account), vpc(client, account), vpc(client, account, "10.34.0.0/16")
    zone(client, account, first)
    again = {"Name": NAME, "CallerReference": str(uuid4()), "VPC": first}
    assert refusal(route53.create_hosted_zone, **again) == "ConflictingDomainExists"
    other_zone = zone(client, account, second)
    request = {"HostedZoneId": other_zone, "VPC": first}
    assert refusal(route53.associate_vpc_with_hosted_zone, **request) == "ConflictingDomainExists"


def test_a_public_zone_has_no_vpcs(client: Client, account: str):
    route53 = client("route53", account)
    made = route53.create_hosted_zone(Name="gilt.example", CallerReference=str(uuid4()))
    id_ = made["HostedZone"]["Id"].rpartition("/")[2]
    assert made["DelegationSet"]["NameServers"]
    request = {"HostedZoneId": id_, "VPC": vpc(client, account)}
    assert refusal(route53.associate_vpc_with_hosted_zone, **request) == "PublicZoneVPCAssociation"


def test_a_caller_reference_creates_one_zone(client: Client, account: str):
    route53 = client("route53", account)
    route53.create_hosted_zone(Name="gilt.example", CallerReference="reference")
    again = {"Name": "gilt.example", "CallerReference": "reference"}
    assert refusal(route53.create_hosted_zone, **again) == "HostedZoneAlreadyExists"


def test_records_change_in_whole_batches(client: Client, account: str):
    route53, made = client("route53", account), zone(client, account, vpc(client, account))

    def change(*changes: tuple[str, str, str]) -> Any:
        batch = [
            {
                "Action": action,
                "ResourceRecordSet": {
                    "Name": f"{name}.{NAME}",
                    "Type": "A",
                    "TTL": 60,
                    "ResourceRecords": [{"Value": value}],
                },
            }
            for action, name, value in changes
        ]
        return route53.change_resource_record_sets(HostedZoneId=made, ChangeBatch={"Changes": batch})

    def addresses() -> dict[str, list[str]]:
        found = route53.list_resource_record_sets(HostedZoneId=made)["ResourceRecordSets"]
        return {
            each["Name"].split(".")[0]: [one["Value"] for one in each["ResourceRecords"]]
            for each in found
            if each["Type"] == "A"
        }

    answer = change(("CREATE", "app", "10.33.0.20"), ("UPSERT", "edge", "10.33.0.30"))
    assert route53.get_change(Id=answer["ChangeInfo"]["Id"])["ChangeInfo"]["Status"] == "INSYNC"
    assert addresses() == {"app": ["10.33.0.20"], "edge": ["10.33.0.30"]}
    with pytest.raises(ClientError) as refused:
        change(("UPSERT", "edge", "10.33.0.31"), ("CREATE", "app", "10.33.0.21"))
    assert refused.value.response["Error"]["Code"] == "InvalidChangeBatch"
    assert addresses() == {"app": ["10.33.0.20"], "edge": ["10.33.0.30"]}
    change(("DELETE", "app", "10.33.0.20"), ("UPSERT", "edge", "10.33.0.31"))
    assert addresses() == {"edge": ["10.33.0.31"]}


def test_tags_are_added_and_removed_in_one_request(client: Client, account: str):
    route53, made = client("route53", account), zone(client, account, vpc(client, account))
    tag = {"ResourceType": "hostedzone", "ResourceId": made}
    route53.change_tags_for_resource(**tag, AddTags=[{"Key": "a", "Value": "b"}])
    route53.change_tags_for_resource(**tag, AddTags=[{"Key": "x", "Value": "y"}], RemoveTagKeys=["a"])
    assert route53.list_tags_for_resource(**tag)["ResourceTagSet"]["Tags"] == [{"Key": "x", "Value": "y"}]
