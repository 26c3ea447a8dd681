from typing import Any

import pytest

from tests.sandbox.emulated.ec2.test_transit_gateway_tables import OFF, link, table
from tests.sandbox.emulated.hybrid_network.aws import HOME, LEGACY, NETWORK, OTHER, Aws
from tests.sandbox.emulated.refusals import code_of

WEST = "us-west-2"


@pytest.fixture
def aws() -> Aws:
    return Aws()


@pytest.fixture
def hub(aws: Aws) -> str:
    return aws.transit_gateway()


@pytest.fixture
def far(aws: Aws) -> str:
    """A transit gateway of another account in another Region."""
    made = aws.run(LEGACY, "CreateTransitGateway", region=WEST, Options={"AmazonSideAsn": 64530})
    aws.wait(0.5)
    return str(made["TransitGateway"]["TransitGatewayId"])


def request(hub: str, far: str, **changes: Any) -> dict[str, Any]:
    values = {"TransitGatewayId": hub, "PeerTransitGatewayId": far, "PeerAccountId": LEGACY, "PeerRegion": WEST}
    return values | changes


def peering(aws: Aws, id_: str, account: str = NETWORK, region: str = HOME) -> dict[str, Any]:
    found = aws.run(
        account, "DescribeTransitGatewayPeeringAttachments", region=region, TransitGatewayAttachmentIds=[id_]
    )
    return dict(found["TransitGatewayPeeringAttachments"][0])


def attachment(aws: Aws, account: str, region: str) -> dict[str, Any]:
    wanted = [{"Name": "resource-type", "Values": ["peering"]}]
    found = aws.run(account, "DescribeTransitGatewayAttachments", region=region, Filters=wanted)
    return dict(found["TransitGatewayAttachments"][0])


def test_a_peering_of_two_accounts_and_regions_waits_for_its_accepter(aws: Aws, hub: str, far: str):
    made = aws.run(NETWORK, "CreateTransitGatewayPeeringAttachment", **request(hub, far))
    id_ = made["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"]
    assert made["TransitGatewayPeeringAttachment"]["State"] == "initiatingRequest"
    assert aws.run(LEGACY, "DescribeTransitGatewayAttachments", region=WEST)["TransitGatewayAttachments"] == []
    aws.wait(0.5)
    assert peering(aws, id_)["State"] == peering(aws, id_, LEGACY, WEST)["State"] == "pendingAcceptance"
    accept = {"TransitGatewayAttachmentId": id_}
    operation = "AcceptTransitGatewayPeeringAttachment"
    assert code_of(aws.run, NETWORK, operation, **accept) == "UnauthorizedOperation"
    assert code_of(aws.run, LEGACY, operation, **accept) == "InvalidTransitGatewayAttachmentID.NotFound"
    assert code_of(aws.run, OTHER, operation, region=WEST, **accept) == "InvalidTransitGatewayAttachmentID.NotFound"
    aws.run(LEGACY, operation, region=WEST, **accept)
    assert peering(aws, id_)["State"] == "pending"
    aws.wait(0.3)
    assert peering(aws, id_)["State"] == "available"
    assert code_of(aws.run, LEGACY, operation, region=WEST, **accept) == "IncorrectState"
    here, there = attachment(aws, NETWORK, HOME), attachment(aws, LEGACY, WEST)
    assert (here["TransitGatewayId"], here["ResourceId"], here["ResourceOwnerId"]) == (hub, far, LEGACY)
    assert (there["TransitGatewayId"], there["ResourceId"], there["ResourceOwnerId"]) == (far, hub, NETWORK)
    assert here["TransitGatewayAttachmentId"] == there["TransitGatewayAttachmentId"] == id_


def test_each_end_associates_its_side_and_routes_to_it(aws: Aws, hub: str, far: str):
    id_ = aws.peer(hub, far, LEGACY, WEST)
    for account, region, gateway in ((NETWORK, HOME, hub), (LEGACY, WEST, far)):
        own = attachment(aws, account, region)["Association"]["TransitGatewayRouteTableId"]
        found = aws.run(account, "DescribeTransitGatewayRouteTables", region=region)["TransitGatewayRouteTables"]
        assert [(it["TransitGatewayRouteTableId"], it["TransitGatewayId"]) for it in found] == [(own, gateway)]
        route = {"TransitGatewayRouteTableId": own, "DestinationCidrBlock": "10.64.0.0/12"}
        to = {"TransitGatewayAttachmentId": id_}
        made = aws.run(account, "CreateTransitGatewayRoute", region=region, **route, **to)["Route"]
        assert (made["State"], made["TransitGatewayAttachments"][0]["ResourceType"]) == ("active", "peering")
    aws.run(NETWORK, "DeleteTransitGatewayPeeringAttachment", TransitGatewayAttachmentId=id_)
    aws.wait(0.5)
    request_ = {"TransitGatewayRouteTableId": own, "Filters": [{"Name": "type", "Values": ["static"]}]}
    found = aws.run(LEGACY, "SearchTransitGatewayRoutes", region=WEST, **request_)["Routes"]
    assert [it["State"] for it in found] == ["blackhole"]
    assert peering(aws, id_, LEGACY, WEST)["State"] == "deleted"


def test_a_peering_in_one_region_has_two_attachments(aws: Aws):
    one, two = aws.transit_gateway(**OFF), aws.transit_gateway(asn=64530, **OFF)
    id_ = aws.peer(one, two)
    other = peering(aws, id_)["AccepterTransitGatewayAttachmentId"]
    assert other != id_
    link(aws, "AssociateTransitGatewayRouteTable", table(aws, one), id_)
    link(aws, "AssociateTransitGatewayRouteTable", table(aws, two), other)
    wrong = {"TransitGatewayRouteTableId": table(aws, one), "TransitGatewayAttachmentId": other}
    code = code_of(aws.run, NETWORK, "AssociateTransitGatewayRouteTable", **wrong)
    assert code == "InvalidTransitGatewayAttachmentID.NotFound"
    found = aws.run(NETWORK, "DescribeTransitGatewayPeeringAttachments")["TransitGatewayPeeringAttachments"]
    assert len(found) == 1


def test_a_peering_is_rejected(aws: Aws, hub: str, far: str):
    id_ = aws.peer(hub, far, LEGACY, WEST, accept=False)
    reject = {"TransitGatewayAttachmentId": id_}
    assert code_of(aws.run, NETWORK, "RejectTransitGatewayPeeringAttachment", **reject) == "UnauthorizedOperation"
    made = aws.run(LEGACY, "RejectTransitGatewayPeeringAttachment", region=WEST, **reject)
    assert made["TransitGatewayPeeringAttachment"]["State"] == "rejecting"
    aws.wait(0.3)
    assert peering(aws, id_)["State"] == "rejected"
    aws.peer(hub, far, LEGACY, WEST)


def test_a_peering_with_a_gateway_that_is_not_there_fails(aws: Aws, hub: str, far: str):
    for peer in (request(hub, "tgw-0"), request(hub, far, PeerAccountId=OTHER), request(hub, far, PeerRegion=HOME)):
        made = aws.run(NETWORK, "CreateTransitGatewayPeeringAttachment", **peer)["TransitGatewayPeeringAttachment"]
        aws.wait(0.3)
        failed = peering(aws, made["TransitGatewayAttachmentId"])
        assert (failed["State"], failed["Status"]["Code"]) == ("failed", "failed")
        assert aws.run(LEGACY, "DescribeTransitGatewayAttachments", region=WEST)["TransitGatewayAttachments"] == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"TransitGatewayId": "tgw-0"}, "InvalidTransitGatewayID.NotFound"),
        ({"PeerAccountId": "legacy"}, "InvalidParameterValue"),
        ({"PeerRegion": "the west"}, "InvalidParameterValue"),
    ],
)
def test_a_wrong_request_is_refused(aws: Aws, hub: str, far: str, changes: dict[str, str], code: str):
    assert code_of(aws.run, NETWORK, "CreateTransitGatewayPeeringAttachment", **request(hub, far, **changes)) == code


def test_a_gateway_is_peered_with_another_one_and_not_with_itself(aws: Aws, hub: str, far: str):
    operation = "CreateTransitGatewayPeeringAttachment"
    itself = request(hub, hub, PeerAccountId=NETWORK, PeerRegion=HOME)
    assert code_of(aws.run, NETWORK, operation, **itself) == "InvalidParameterValue"
    aws.peer(hub, far, LEGACY, WEST)
    assert code_of(aws.run, NETWORK, operation, **request(hub, far)) == "DuplicateTransitGatewayAttachment"
    back = request(far, hub, PeerAccountId=NETWORK, PeerRegion=HOME)
    assert code_of(aws.run, LEGACY, operation, region=WEST, **back) == "DuplicateTransitGatewayAttachment"


def test_a_shared_gateway_is_not_available_for_peering(aws: Aws, hub: str, far: str):
    aws.share(hub, LEGACY)
    wrong = request(hub, far)
    assert code_of(aws.run, LEGACY, "CreateTransitGatewayPeeringAttachment", **wrong) == "UnauthorizedOperation"


def test_a_peering_keeps_its_gateways_and_propagates_nothing(aws: Aws, hub: str, far: str):
    id_ = aws.peer(hub, far, LEGACY, WEST)
    assert code_of(aws.run, NETWORK, "DeleteTransitGateway", TransitGatewayId=hub) == "IncorrectState"
    assert code_of(aws.run, LEGACY, "DeleteTransitGateway", region=WEST, TransitGatewayId=far) == "IncorrectState"
    own = attachment(aws, NETWORK, HOME)["Association"]["TransitGatewayRouteTableId"]
    enable = {"TransitGatewayRouteTableId": own, "TransitGatewayAttachmentId": id_}
    operation = "EnableTransitGatewayRouteTablePropagation"
    assert code_of(aws.run, NETWORK, operation, **enable) == "InvalidParameterValue"


def test_filters_select_from_the_callers_end(aws: Aws, hub: str, far: str):
    id_ = aws.peer(hub, far, LEGACY, WEST)
    operation = "DescribeTransitGatewayPeeringAttachments"
    for account, region, own, remote in ((NETWORK, HOME, hub, LEGACY), (LEGACY, WEST, far, NETWORK)):
        for name, value in (("transit-gateway-id", own), ("remote-owner-id", remote), ("local-owner-id", account)):
            found = aws.run(account, operation, region=region, Filters=[{"Name": name, "Values": [value]}])
            listed = [it["TransitGatewayAttachmentId"] for it in found["TransitGatewayPeeringAttachments"]]
            assert listed == [id_], (account, name)
