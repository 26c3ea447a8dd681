"""Transit gateways and the zones of their attachments; blackholes are in test_vpc_tables."""

from __future__ import annotations

from sandbox.routing.model import Subnet
from sandbox.routing.route_targets import transit_zone_problem
from tests.sandbox.routing.networks import ACCOUNT, REGION, attachment, attachments, by_id, net, topology


def subnet(id_: str, zone: str) -> Subnet:
    return Subnet(id=id_, vpc="vpc-1", account=ACCOUNT, region=REGION, zone=zone, cidrs=(net("10.0.1.0/24"),))


def test_traffic_enters_a_transit_gateway_in_the_zones_of_the_attachments_subnets() -> None:
    attached, same, other = subnet("subnet-a", "az1"), subnet("subnet-b", "az1"), subnet("subnet-c", "az2")
    network = topology(
        subnets=by_id(attached, same, other),
        transit_attachments=attachments(
            attachment("tgw-attach-1", "tgw-1", "vpc", "vpc-1", subnets=("subnet-a",)),
        ),
    )

    assert transit_zone_problem(network, same, "tgw-1") == ""
    assert transit_zone_problem(network, other, "tgw-1") == "attachment tgw-attach-1 has no subnet in zone az2"
    assert transit_zone_problem(network, same, "tgw-2") == "tgw-2 has no attachment of VPC vpc-1"
