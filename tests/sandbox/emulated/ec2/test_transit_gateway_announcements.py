from typing import Any

import pytest

from tests.sandbox.emulated.ec2.test_transit_gateway_tables import OFF, table
from tests.sandbox.emulated.hybrid_network.aws import HOME, LEGACY, NETWORK, Aws
from tests.sandbox.emulated.refusals import code_of

WEST = "us-west-2"
CREATE = "CreateTransitGatewayRouteTableAnnouncement"
ENABLE = "EnableTransitGatewayRouteTablePropagation"
DISABLE = "DisableTransitGatewayRouteTablePropagation"


@pytest.fixture
def aws() -> Aws:
    return Aws()


@pytest.fixture
def hub(aws: Aws) -> str:
    return aws.transit_gateway(**OFF)


@pytest.fixture
def far(aws: Aws) -> str:
    made = aws.run(LEGACY, "CreateTransitGateway", region=WEST, Options={"AmazonSideAsn": 64530})
    aws.wait(0.5)
    return str(made["TransitGateway"]["TransitGatewayId"])


@pytest.fixture
def peering(aws: Aws, hub: str, far: str) -> str:
    return aws.peer(hub, far, LEGACY, WEST)


def announce(aws: Aws, table_: str, peering: str) -> str:
    request = {"TransitGatewayRouteTableId": table_, "PeeringAttachmentId": peering}
    aws.wait(0.3)
    made = aws.run(NETWORK, CREATE, **request)["TransitGatewayRouteTableAnnouncement"]
    aws.wait(0.3)
    return str(made["TransitGatewayRouteTableAnnouncementId"])


def directions(aws: Aws, account: str, region: str) -> list[Any]:
    found = aws.run(account, "DescribeTransitGatewayRouteTableAnnouncements", region=region)
    shown = found["TransitGatewayRouteTableAnnouncements"]
    return [(it["AnnouncementDirection"], it["TransitGatewayId"], it["State"]) for it in shown]


def test_a_table_is_announced_to_the_other_end_and_propagated_there(aws: Aws, hub: str, far: str, peering: str):
    own = table(aws, hub)
    id_ = announce(aws, own, peering)
    assert directions(aws, NETWORK, HOME) == [("outgoing", hub, "available")]
    assert directions(aws, LEGACY, WEST) == [("incoming", far, "available")]
    tables = aws.run(LEGACY, "DescribeTransitGatewayRouteTables", region=WEST)["TransitGatewayRouteTables"]
    theirs = tables[0]["TransitGatewayRouteTableId"]
    request = {"TransitGatewayRouteTableId": theirs, "TransitGatewayRouteTableAnnouncementId": id_}
    made = aws.run(LEGACY, ENABLE, region=WEST, **request)["Propagation"]
    assert (made["State"], made["TransitGatewayRouteTableAnnouncementId"]) == ("enabling", id_)
    assert code_of(aws.run, LEGACY, ENABLE, region=WEST, **request) == ("TransitGatewayRouteTablePropagation.Duplicate")
    aws.wait(0.3)
    listing = {"TransitGatewayRouteTableId": theirs}
    found = aws.run(LEGACY, "GetTransitGatewayRouteTablePropagations", region=WEST, **listing)
    (shown,) = found["TransitGatewayRouteTablePropagations"]
    assert (shown["TransitGatewayRouteTableAnnouncementId"], shown["State"]) == (id_, "enabled")
    assert aws.network.transit.tables[theirs].announcements[id_].state == "enabled"
    back = {"TransitGatewayRouteTableId": own, "TransitGatewayRouteTableAnnouncementId": id_}
    assert code_of(aws.run, NETWORK, ENABLE, **back) == "InvalidTransitGatewayRouteTableAnnouncementID.NotFound"
    assert aws.run(LEGACY, DISABLE, region=WEST, **request)["Propagation"]["State"] == "disabling"
    assert code_of(aws.run, LEGACY, DISABLE, region=WEST, **request) == "TransitGatewayRouteTablePropagation.NotFound"


def test_a_withdrawn_announcement_ends_its_propagations(aws: Aws, hub: str, peering: str):
    id_ = announce(aws, table(aws, hub), peering)
    tables = aws.run(LEGACY, "DescribeTransitGatewayRouteTables", region=WEST)["TransitGatewayRouteTables"]
    theirs = tables[0]["TransitGatewayRouteTableId"]
    request = {"TransitGatewayRouteTableId": theirs, "TransitGatewayRouteTableAnnouncementId": id_}
    aws.run(LEGACY, ENABLE, region=WEST, **request)
    aws.wait(0.3)
    delete = {"TransitGatewayRouteTableAnnouncementId": id_}
    operation = "DeleteTransitGatewayRouteTableAnnouncement"
    code = code_of(aws.run, LEGACY, operation, region=WEST, **delete)
    assert code == "InvalidTransitGatewayRouteTableAnnouncementID.NotFound"
    over = {"TransitGatewayAttachmentId": peering}
    assert code_of(aws.run, NETWORK, "DeleteTransitGatewayPeeringAttachment", **over) == "IncorrectState"
    aws.run(NETWORK, operation, **delete)
    aws.wait(0.3)
    assert aws.network.transit.tables[theirs].announcements == {}
    assert directions(aws, LEGACY, WEST) == [("incoming", aws.network.transit.tables[theirs].gateway, "deleted")]
    aws.run(NETWORK, "DeleteTransitGatewayPeeringAttachment", **over)


def test_a_wrong_announcement_is_refused(aws: Aws, hub: str, peering: str):
    own, other = table(aws, hub), table(aws, aws.transit_gateway(asn=64540, **OFF))
    announce(aws, own, peering)
    for table_, over, code in (
        (own, peering, "InvalidParameterValue"),
        (other, peering, "InvalidParameterValue"),
        (own, "tgw-attach-0", "InvalidTransitGatewayAttachmentID.NotFound"),
        ("tgw-rtb-0", peering, "InvalidRouteTableID.NotFound"),
    ):
        request = {"TransitGatewayRouteTableId": table_, "PeeringAttachmentId": over}
        assert code_of(aws.run, NETWORK, CREATE, **request) == code
    both = {"TransitGatewayAttachmentId": peering, "TransitGatewayRouteTableAnnouncementId": "x"}
    assert code_of(aws.run, NETWORK, ENABLE, TransitGatewayRouteTableId=own, **both) == "InvalidParameterCombination"
    assert code_of(aws.run, NETWORK, ENABLE, TransitGatewayRouteTableId=own) == "MissingParameter"
