"""Transit gateways through the engine: a peering of two accounts and Regions, and routes written to a bucket."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.datacentre.http_client import until
from tests.sandbox.emulated.refusals import refusal

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]


def gateway_of(ec2: Any, asn: int) -> str:
    id_ = ec2.create_transit_gateway(Options={"AmazonSideAsn": asn})["TransitGateway"]["TransitGatewayId"]
    until(lambda: ec2.describe_transit_gateways(TransitGatewayIds=[id_])["TransitGateways"][0]["State"], "available")
    return str(id_)


def test_a_peering_of_two_accounts_and_regions_carries_static_routes(client: Client, account: str):
    peer = str(int(account) ^ 1)
    ours, theirs = client("ec2", account), client("ec2", peer, region="us-west-2")
    here, there = gateway_of(ours, 64520), gateway_of(theirs, 64530)
    id_ = ours.create_transit_gateway_peering_attachment(
        TransitGatewayId=here, PeerTransitGatewayId=there, PeerAccountId=peer, PeerRegion="us-west-2"
    )["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"]

    def states() -> list[list[str]]:
        return [
            [
                it["State"]
                for it in ec2.describe_transit_gateway_peering_attachments()["TransitGatewayPeeringAttachments"]
            ]
            for ec2 in (ours, theirs)
        ]

    until(states, [["pendingAcceptance"], ["pendingAcceptance"]])
    accept = {"TransitGatewayAttachmentId": id_}
    assert refusal(ours.accept_transit_gateway_peering_attachment, **accept) == "UnauthorizedOperation"
    theirs.accept_transit_gateway_peering_attachment(**accept)
    until(states, [["available"], ["available"]])
    tables = theirs.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"]
    route = {
        "TransitGatewayRouteTableId": tables[0]["TransitGatewayRouteTableId"],
        "DestinationCidrBlock": "10.0.0.0/8",
    }
    made = theirs.create_transit_gateway_route(**route, **accept)["Route"]
    assert (made["State"], made["TransitGatewayAttachments"][0]["ResourceId"]) == ("active", here)
    ours.delete_transit_gateway_peering_attachment(**accept)
    until(states, [["deleted"], ["deleted"]])


def test_routes_are_exported_to_a_bucket_of_the_account(client: Client, account: str):
    ec2, s3 = client("ec2", account), client("s3", account)
    gateway_of(ec2, 64520)
    table = ec2.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"][0]["TransitGatewayRouteTableId"]
    ec2.create_transit_gateway_route(
        TransitGatewayRouteTableId=table, DestinationCidrBlock="192.0.2.0/24", Blackhole=True
    )
    bucket = f"routes-{account}"
    missing = {"TransitGatewayRouteTableId": table, "S3Bucket": bucket}
    assert refusal(ec2.export_transit_gateway_routes, **missing) == "InvalidParameterValue"
    assert refusal(ec2.export_transit_gateway_routes, **(missing | {"S3Bucket": "_"})) == "InvalidParameterValue"
    s3.create_bucket(Bucket=bucket)
    location = ec2.export_transit_gateway_routes(TransitGatewayRouteTableId=table, S3Bucket=bucket)["S3Location"]
    key = location.removeprefix(f"s3://{bucket}/")
    written = json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    assert written["routes"] == [{"destinationCidrBlock": "192.0.2.0/24", "type": "static", "state": "blackhole"}]


def test_a_prefix_list_of_another_account_is_referenced_after_it_is_shared(client: Client, account: str):
    owner = str(int(account) ^ 1)
    ours, theirs = client("ec2", account), client("ec2", owner)
    gateway_of(ours, 64520)
    table = ours.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"][0]["TransitGatewayRouteTableId"]
    made = theirs.create_managed_prefix_list(
        PrefixListName="sites", MaxEntries=2, AddressFamily="IPv4", Entries=[{"Cidr": "10.1.0.0/16"}]
    )["PrefixList"]
    reference = {
        "TransitGatewayRouteTableId": table,
        "PrefixListId": made["PrefixListId"],
        "Blackhole": True,
    }
    assert refusal(ours.create_transit_gateway_prefix_list_reference, **reference) == "InvalidPrefixListID.NotFound"
    client("ram", owner).create_resource_share(
        name="sites", resourceArns=[made["PrefixListArn"]], principals=[account], allowExternalPrincipals=True
    )
    ram = client("ram", account)
    for invitation in ram.get_resource_share_invitations()["resourceShareInvitations"]:
        ram.accept_resource_share_invitation(resourceShareInvitationArn=invitation["resourceShareInvitationArn"])
    shown = ours.create_transit_gateway_prefix_list_reference(**reference)["TransitGatewayPrefixListReference"]
    assert (shown["PrefixListOwnerId"], shown["Blackhole"]) == (owner, True)
