from __future__ import annotations

from typing import Any

import pytest

from sandbox.emulated.ec2.peering_states import CAUSE_OF_FAILURE
from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of

ABSENT = {"VpcPeeringConnectionId": "pcx-0123456789abcdef0"}


@pytest.fixture
def theirs(network: Network) -> Network:
    """A VPC of 10.120.0.0/16 in another account."""
    return Network(network.ec2.other(), "10.120.0.0/16")


def request(one: Network, other: Network, **more: Any) -> dict[str, str]:
    """Request a peering connection; return the member that names it."""
    made = one.ec2.create_vpc_peering_connection(
        VpcId=one.vpc, PeerVpcId=other.vpc, PeerOwnerId=other.ec2.account, PeerRegion=other.ec2.region, **more
    )["VpcPeeringConnection"]
    assert made["Status"]["Code"] == "initiating-request"
    return {"VpcPeeringConnectionId": made["VpcPeeringConnectionId"]}


def shown(ec2: Ec2, named: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = ec2.describe_vpc_peering_connections(
        VpcPeeringConnectionIds=[named["VpcPeeringConnectionId"]]
    )["VpcPeeringConnections"][0]
    return found


def state(ec2: Ec2, named: dict[str, str]) -> str:
    return str(shown(ec2, named)["Status"]["Code"])


def active(one: Network, other: Network) -> dict[str, str]:
    named = request(one, other)
    other.ec2.accept_vpc_peering_connection(**named)
    one.ec2.clock.pass_(seconds=1)
    assert state(one.ec2, named) == "active"
    return named


def test_a_request_waits_is_provisioned_and_becomes_active_for_both(network: Network, theirs: Network):
    own, other = network.ec2, theirs.ec2
    named = request(network, theirs)
    own.clock.pass_(seconds=1)
    waiting = shown(other, named)
    assert waiting["Status"] == {
        "Code": "pending-acceptance",
        "Message": f"Pending Acceptance by {other.account}",
    }
    assert "CidrBlock" not in waiting["AccepterVpcInfo"]
    assert (waiting["ExpirationTime"] - own.clock()).days == 6
    accepted = other.accept_vpc_peering_connection(**named)["VpcPeeringConnection"]
    assert accepted["Status"]["Code"] == "provisioning"
    own.clock.pass_(seconds=1)
    for side in (own, other):
        found = shown(side, named)
        assert found["Status"] == {"Code": "active", "Message": "Active"}
        assert found["AccepterVpcInfo"]["CidrBlock"] == "10.120.0.0/16"
        assert "ExpirationTime" not in found


@pytest.mark.parametrize("cidr", ["10.110.0.0/17", "10.110.0.0/16"])
def test_a_request_with_overlapping_ranges_fails(network: Network, cidr: str):
    other = Network(network.ec2.other(), cidr)
    named = request(network, other)
    network.ec2.clock.pass_(seconds=1)
    assert shown(network.ec2, named)["Status"] == {"Code": "failed", "Message": CAUSE_OF_FAILURE}
    assert code_of(other.ec2.accept_vpc_peering_connection, **named) == "InvalidVpcPeeringConnectionID.NotFound"
    assert code_of(network.ec2.delete_vpc_peering_connection, **named) == "InvalidStateTransition"
    network.ec2.clock.pass_(hours=3)
    listed = network.ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]
    assert listed == []


def test_a_secondary_range_that_overlaps_fails_too(network: Network, theirs: Network):
    theirs.ec2.associate_vpc_cidr_block(VpcId=theirs.vpc, CidrBlock="10.110.4.0/24")
    named = request(network, theirs)
    network.ec2.clock.pass_(seconds=1)
    assert state(network.ec2, named) == "failed"


def test_a_peered_vpc_gets_no_range_of_the_other(network: Network, theirs: Network):
    active(network, theirs)
    range_ = {"VpcId": network.vpc, "CidrBlock": "10.120.4.0/24"}
    assert code_of(network.ec2.associate_vpc_cidr_block, **range_) == "InvalidVpc.Range"


def test_a_vpc_that_is_not_there_fails_elsewhere_and_is_refused_here(network: Network):
    own = network.ec2
    absent = {"VpcId": network.vpc, "PeerVpcId": "vpc-0123456789abcdef0"}
    assert code_of(own.create_vpc_peering_connection, **absent) == "InvalidVpcID.NotFound"
    made = own.create_vpc_peering_connection(**absent, PeerOwnerId="212121212121")["VpcPeeringConnection"]
    own.clock.pass_(seconds=1)
    assert state(own, {"VpcPeeringConnectionId": made["VpcPeeringConnectionId"]}) == "failed"
    assert code_of(own.create_vpc_peering_connection, VpcId=network.vpc) == "MissingParameter"
    mars = {**absent, "PeerRegion": "mars-1"}
    assert code_of(own.create_vpc_peering_connection, **mars) == "InvalidParameterValue"


def test_two_vpcs_have_one_peering_connection(network: Network, theirs: Network):
    named = active(network, theirs)
    for one, other in ((network, theirs), (theirs, network)):
        again = {"VpcId": one.vpc, "PeerVpcId": other.vpc, "PeerOwnerId": other.ec2.account}
        assert code_of(one.ec2.create_vpc_peering_connection, **again) == "VpcPeeringConnectionAlreadyExists"
    theirs.ec2.delete_vpc_peering_connection(**named)
    request(network, theirs)


def test_an_unknown_connection_is_refused_by_every_operation(network: Network):
    own, code = network.ec2, "InvalidVpcPeeringConnectionID.NotFound"
    ids = {"VpcPeeringConnectionIds": [ABSENT["VpcPeeringConnectionId"]]}
    assert code_of(own.describe_vpc_peering_connections, **ids) == code
    for verb in ("accept", "reject", "delete"):
        assert code_of(getattr(own, f"{verb}_vpc_peering_connection"), **ABSENT) == code
    assert code_of(own.modify_vpc_peering_connection_options, **ABSENT) == code
    assert code_of(own.accept_vpc_peering_connection) == "MissingParameter"
    malformed = {"VpcPeeringConnectionId": "pcx"}
    assert code_of(own.accept_vpc_peering_connection, **malformed) == "InvalidVpcPeeringConnectionId.Malformed"


def test_the_accepter_answers_in_its_account_and_region(network: Network):
    far = Network(network.ec2.other(region="eu-west-1"), "10.120.0.0/16")
    named = request(network, far)
    for verb in ("accept", "reject"):
        assert code_of(getattr(network.ec2, f"{verb}_vpc_peering_connection"), **named) == "OperationNotPermitted"
    here = Network(network.ec2.other(account=network.ec2.account, region="eu-west-1"), "10.130.0.0/16")
    across = request(network, here)
    assert code_of(network.ec2.accept_vpc_peering_connection, **across) == "OperationNotPermitted"
    here.ec2.accept_vpc_peering_connection(**across)
    external = network.ec2.other()
    assert code_of(external.accept_vpc_peering_connection, **named) == "InvalidVpcPeeringConnectionID.NotFound"


def test_a_rejected_request_is_over(network: Network, theirs: Network):
    named = request(network, theirs)
    theirs.ec2.reject_vpc_peering_connection(**named)
    assert state(network.ec2, named) == "rejected"
    for verb in ("accept", "reject", "delete"):
        assert code_of(getattr(theirs.ec2, f"{verb}_vpc_peering_connection"), **named) == "InvalidStateTransition"


def test_a_request_expires_after_seven_days(network: Network, theirs: Network):
    named = request(network, theirs)
    network.ec2.clock.pass_(days=7, seconds=1)
    assert state(network.ec2, named) == "expired"
    assert code_of(theirs.ec2.accept_vpc_peering_connection, **named) == "InvalidStateTransition"
    network.ec2.clock.pass_(days=3)
    assert code_of(shown, ec2=network.ec2, named=named) == "InvalidVpcPeeringConnectionID.NotFound"


def test_the_requester_deletes_a_request_and_either_side_a_connection(network: Network, theirs: Network):
    named = request(network, theirs)
    assert code_of(theirs.ec2.delete_vpc_peering_connection, **named) == "OperationNotPermitted"
    network.ec2.delete_vpc_peering_connection(**named)
    assert shown(theirs.ec2, named)["Status"] == {
        "Code": "deleted",
        "Message": f"Deleted by {network.ec2.account}",
    }
    again = active(network, theirs)
    theirs.ec2.delete_vpc_peering_connection(**again)
    assert code_of(network.ec2.delete_vpc_peering_connection, **again) == "InvalidStateTransition"


def test_options_belong_to_a_side_of_an_active_connection(network: Network, theirs: Network):
    own, resolve = network.ec2, {"AllowDnsResolutionFromRemoteVpc": True}
    named = request(network, theirs)
    mine = {**named, "RequesterPeeringConnectionOptions": resolve}
    assert code_of(own.modify_vpc_peering_connection_options, **mine) == "OperationNotPermitted"
    theirs.ec2.accept_vpc_peering_connection(**named)
    own.clock.pass_(seconds=1)
    disabled = "InvalidVpcPeeringConnectionState.DnsHostnamesDisabled"
    assert code_of(own.modify_vpc_peering_connection_options, **mine) == disabled
    for side in (network, theirs):
        side.ec2.modify_vpc_attribute(VpcId=side.vpc, EnableDnsHostnames={"Value": True})
    answer = own.modify_vpc_peering_connection_options(**mine)
    assert answer == {"RequesterPeeringConnectionOptions": resolve}
    assert shown(own, named)["RequesterVpcInfo"]["PeeringOptions"]["AllowDnsResolutionFromRemoteVpc"]
    assert not shown(own, named)["AccepterVpcInfo"]["PeeringOptions"]["AllowDnsResolutionFromRemoteVpc"]
    foreign = {**named, "AccepterPeeringConnectionOptions": resolve}
    assert code_of(own.modify_vpc_peering_connection_options, **foreign) == "OperationNotPermitted"
    assert code_of(own.modify_vpc_peering_connection_options, **named) == "MissingParameter"


def test_a_route_to_a_peer_works_while_the_connection_is_active(network: Network, theirs: Network):
    own, named = network.ec2, request(network, theirs)
    own.create_route(RouteTableId=network.main, DestinationCidrBlock="10.120.0.0/16", **named)
    assert network.routes(network.main)[1]["State"] == "blackhole"
    theirs.ec2.accept_vpc_peering_connection(**named)
    own.clock.pass_(seconds=1)
    assert network.routes(network.main)[1]["State"] == "active"
    assert code_of(own.delete_vpc, VpcId=network.vpc) == "DependencyViolation"
    own.delete_vpc_peering_connection(**named)
    assert network.routes(network.main)[1]["State"] == "blackhole"
    another = Network(own, "10.140.0.0/16")
    elsewhere = {"RouteTableId": another.main, "DestinationCidrBlock": "10.120.0.0/16"}
    assert code_of(own.create_route, **elsewhere, **named) == "InvalidVpcPeeringConnectionID.NotFound"
    assert code_of(own.create_route, **elsewhere, **active(network, theirs)) == "InvalidParameterValue"


def test_an_account_has_25_outstanding_requests(network: Network):
    own = network.ec2
    for number in range(25):
        request(network, Network(own, f"10.{120 + number}.0.0/16"))
    one_more = {"VpcId": network.vpc, "PeerVpcId": Network(own, "10.150.0.0/16").vpc}
    assert code_of(own.create_vpc_peering_connection, **one_more) == "OutstandingVpcPeeringConnectionLimitExceeded"
