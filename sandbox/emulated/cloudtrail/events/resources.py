"""The resources that an event names, found by the members of requests and responses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TYPES = {
    "accessKeyId": "AWS::IAM::AccessKey",
    "accountId": "AWS::Organizations::Account",
    "bucketName": "AWS::S3::Bucket",
    "bucket": "AWS::S3::Bucket",
    "connectionId": "AWS::DirectConnect::Connection",
    "directConnectGatewayId": "AWS::DirectConnect::DirectConnectGateway",
    "groupId": "AWS::EC2::SecurityGroup",
    "groupName": "AWS::IAM::Group",
    "hostedZoneId": "AWS::Route53::HostedZone",
    "instanceProfileName": "AWS::IAM::InstanceProfile",
    "internetGatewayId": "AWS::EC2::InternetGateway",
    "keyId": "AWS::KMS::Key",
    "networkAclId": "AWS::EC2::NetworkAcl",
    "organizationalUnitId": "AWS::Organizations::OrganizationalUnit",
    "policyArn": "AWS::IAM::Policy",
    "policyId": "AWS::Organizations::Policy",
    "resourceShareArn": "AWS::RAM::ResourceShare",
    "roleArn": "AWS::IAM::Role",
    "roleName": "AWS::IAM::Role",
    "routeTableId": "AWS::EC2::RouteTable",
    "subnetId": "AWS::EC2::Subnet",
    "trailARN": "AWS::CloudTrail::Trail",
    "transitGatewayAttachmentId": "AWS::EC2::TransitGatewayAttachment",
    "transitGatewayId": "AWS::EC2::TransitGateway",
    "userName": "AWS::IAM::User",
    "virtualInterfaceId": "AWS::DirectConnect::VirtualInterface",
    "vpcEndpointId": "AWS::EC2::VPCEndpoint",
    "vpcId": "AWS::EC2::VPC",
}
"""Member's name -> AWS's type of the resource. Names that mean different things in different services are left out."""

MOST = 20


def named_in(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Return type and name of each resource without duplicates, in the order of the record."""
    found = [*_named(record["requestParameters"]), *_named(record["responseElements"])]
    return list(dict.fromkeys(found))[:MOST]


def _named(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for each in value:
            yield from _named(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in TYPES and isinstance(each, str):
                yield TYPES[key], each
            else:
                yield from _named(each)
