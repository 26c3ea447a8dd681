"""Groups of other VPCs in rules: over peering connections and transit gateways, stale ones, associations."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.sandbox.emulated.ec2.in_process import Ec2, code_of
from tests.sandbox.emulated.ec2.vpcs import backend, new_group, new_vpc, on_transit_gateway, peer


class Side(NamedTuple):
    """An account with a VPC and a group in it."""

    ec2: Ec2
    vpc: str
    group: str


@pytest.fixture
def mine() -> Side:
    ec2 = Ec2()
    vpc = new_vpc(ec2)
    return Side(ec2, vpc, new_group(ec2, vpc))


@pytest.fixture
def theirs(mine: Side) -> Side:
    ec2 = mine.ec2.other()
    vpc = new_vpc(ec2, "10.1.0.0/16")
    return Side(ec2, vpc, new_group(ec2, vpc))


def rule(group: str, **pair: str) -> dict[str, Any]:
    permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [pair]}
    return {"GroupId": group, "IpPermissions": [permission]}


def pairs(ec2: Ec2, group: str) -> list[dict[str, Any]]:
    (found,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    return [pair for permission in found["IpPermissions"] for pair in permission["UserIdGroupPairs"]]


def test_a_group_of_the_same_vpc_may_be_referenced(mine: Side):
    ec2, vpc, group = mine
    other = new_group(ec2, vpc, "other")
    ec2.authorize_security_group_ingress(**rule(group, GroupId=other))
    assert pairs(ec2, group) == [{"GroupId": other, "UserId": ec2.account}]
    wrong_owner = rule(group, GroupId=other, UserId="111111111111")
    assert code_of(ec2.authorize_security_group_ingress, **wrong_owner) == "InvalidGroup.NotFound"


def test_a_group_of_another_vpc_needs_a_peering_connection(mine: Side, theirs: Side):
    ec2, vpc, group = mine
    them, their_vpc, their_group = theirs
    far = rule(group, GroupId=their_group, UserId=them.account)
    assert code_of(ec2.authorize_security_group_ingress, **far) == "InvalidGroup.NotFound"
    own = new_group(ec2, new_vpc(ec2, "10.2.0.0/16"))
    assert code_of(ec2.authorize_security_group_ingress, **rule(group, GroupId=own)) == "InvalidGroup.NotFound"
    connection = peer(ec2, vpc, them, their_vpc)
    without_owner = rule(group, GroupId=their_group)
    assert code_of(ec2.authorize_security_group_ingress, **without_owner) == "InvalidGroup.NotFound"
    ec2.authorize_security_group_ingress(**far)
    ec2.authorize_security_group_egress(**far)
    shown = {"GroupId": their_group, "UserId": them.account, "VpcId": their_vpc}
    status = {"VpcPeeringConnectionId": connection.id, "PeeringStatus": "active"}
    assert pairs(ec2, group) == [shown | status]
    (known,) = them.describe_security_group_references(GroupId=[their_group])["SecurityGroupReferenceSet"]
    assert known == {"GroupId": their_group, "ReferencingVpcId": vpc, "VpcPeeringConnectionId": connection.id}
    assert code_of(ec2.describe_security_group_references, GroupId=[their_group]) == "InvalidGroup.NotFound"


def test_rules_of_a_deleted_peering_connection_or_group_are_stale(mine: Side, theirs: Side):
    ec2, vpc, group = mine
    them, their_vpc, their_group = theirs
    connection = peer(ec2, vpc, them, their_vpc)
    ec2.authorize_security_group_ingress(**rule(group, GroupId=their_group, UserId=them.account))
    assert ec2.describe_stale_security_groups(VpcId=vpc)["StaleSecurityGroupSet"] == []
    backend(ec2).delete_vpc_peering_connection(connection.id)
    (stale,) = ec2.describe_stale_security_groups(VpcId=vpc)["StaleSecurityGroupSet"]
    assert [pair["PeeringStatus"] for each in stale["StaleIpPermissions"] for pair in each["UserIdGroupPairs"]] == [
        "deleted"
    ]
    them.delete_security_group(GroupId=their_group)
    (described,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=described["IpPermissions"])
    assert ec2.describe_stale_security_groups(VpcId=vpc)["StaleSecurityGroupSet"] == []
    assert code_of(ec2.describe_stale_security_groups, VpcId=their_vpc) == "InvalidVpcID.NotFound"


def test_a_transit_gateway_lets_inbound_rules_reference_groups_where_its_option_is_enabled(mine: Side, theirs: Side):
    ec2, vpc, group = mine
    them, their_vpc, their_group = theirs
    far = rule(group, GroupId=their_group, UserId=them.account)
    off = on_transit_gateway(ec2, (ec2, vpc), (them, their_vpc), referencing="disable")
    assert code_of(ec2.authorize_security_group_ingress, **far) == "InvalidGroup.NotFound"
    ec2.network.transit.gateways[off].options["SecurityGroupReferencingSupport"] = "enable"
    assert code_of(ec2.authorize_security_group_egress, **far) == "InvalidGroup.NotFound"
    ec2.authorize_security_group_ingress(**far)
    (known,) = them.describe_security_group_references(GroupId=[their_group])["SecurityGroupReferenceSet"]
    assert known == {"GroupId": their_group, "ReferencingVpcId": vpc, "TransitGatewayId": off}


def test_a_group_is_associated_with_another_vpc_of_the_account(mine: Side):
    ec2, vpc, group = mine
    further = new_vpc(ec2, "10.3.0.0/16")
    assert ec2.associate_security_group_vpc(GroupId=group, VpcId=further)["State"] == "associating"
    ec2.clock.pass_(seconds=1)
    (association,) = ec2.describe_security_group_vpc_associations()["SecurityGroupVpcAssociations"]
    assert (association["VpcId"], association["State"]) == (further, "associated")
    usable = ec2.get_security_groups_for_vpc(VpcId=further)["SecurityGroupForVpcs"]
    assert {each["GroupId"]: each["PrimaryVpcId"] for each in usable}[group] == vpc
    assert code_of(ec2.delete_security_group, GroupId=group) == "DependencyViolation"
    again = {"GroupId": group, "VpcId": further}
    assert code_of(ec2.associate_security_group_vpc, **again) == "Resource.AlreadyAssociated"
    assert ec2.disassociate_security_group_vpc(**again)["State"] == "disassociating"
    ec2.clock.pass_(seconds=1)
    assert ec2.describe_security_group_vpc_associations()["SecurityGroupVpcAssociations"] == []
    assert code_of(ec2.disassociate_security_group_vpc, **again) == "InvalidAssociationID.NotFound"
    ec2.delete_security_group(GroupId=group)


def test_default_groups_default_vpcs_and_vpcs_of_others_are_not_associated(mine: Side, theirs: Side):
    ec2, vpc, group = mine
    default = next(
        each["GroupId"]
        for each in ec2.describe_security_groups()["SecurityGroups"]
        if (each["GroupName"], each["VpcId"]) == ("default", vpc)
    )
    further = new_vpc(ec2, "10.3.0.0/16")
    assert code_of(ec2.associate_security_group_vpc, GroupId=default, VpcId=further) == "InvalidParameterValue"
    default_vpc = backend(ec2).default_vpc.id
    assert code_of(ec2.associate_security_group_vpc, GroupId=group, VpcId=default_vpc) == "InvalidParameterValue"
    assert code_of(ec2.associate_security_group_vpc, GroupId=group, VpcId=theirs.vpc) == "InvalidVpcID.NotFound"
