from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.directconnect.test_associations import associate
from tests.sandbox.emulated.ec2.test_transit_gateway_tables import OFF, link, table
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, line


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.vpc(NETWORK, "vpc-2", "10.17.0.0/20", "10.18.0.0/20")
    return made


@pytest.fixture
def gateway(aws: Aws) -> str:
    return aws.transit_gateway(**OFF)


@pytest.fixture
def one(aws: Aws, gateway: str) -> str:
    return table(aws, gateway)


@pytest.fixture
def attachment(aws: Aws, gateway: str) -> str:
    made = aws.attach(NETWORK, gateway, "vpc-2")
    aws.wait(0.5)
    return made


def search(aws: Aws, table_: str, **filters: str) -> list[tuple[str, str, str]]:
    named = {name.replace("_", "-").replace("search-", "search."): value for name, value in filters.items()}
    request_filters = [{"Name": name, "Values": [value]} for name, value in (named or {"state": "*"}).items()]
    answer = aws.run(NETWORK, "SearchTransitGatewayRoutes", TransitGatewayRouteTableId=table_, Filters=request_filters)
    return [(it["DestinationCidrBlock"], it["Type"], it["State"]) for it in answer["Routes"]]


def write(aws: Aws, table_: str, cidr: str, operation: str = "Create", **to: Any) -> None:
    aws.run(
        NETWORK,
        f"{operation}TransitGatewayRoute",
        TransitGatewayRouteTableId=table_,
        DestinationCidrBlock=cidr,
        **to,
    )


def test_a_vpcs_ranges_are_propagated(aws: Aws, one: str, attachment: str):
    link(aws, "EnableTransitGatewayRouteTablePropagation", one, attachment)
    aws.wait(0.3)
    assert search(aws, one) == [
        ("10.17.0.0/20", "propagated", "active"),
        ("10.18.0.0/20", "propagated", "active"),
    ]


def test_the_data_centres_routes_exist_while_the_session_is_up(aws: Aws, gateway: str, one: str):
    aws.data_centre(line())
    dx_gateway = aws.gateway(64601)
    aws.transit(aws.connection(), dx_gateway)
    associate(aws, dx_gateway, gateway, "10.32.0.0/11")
    aws.wait()
    attached = aws.run(NETWORK, "DescribeTransitGatewayAttachments")["TransitGatewayAttachments"][0]
    assert (attached["ResourceType"], attached["ResourceId"], attached["State"]) == (
        "direct-connect-gateway",
        dx_gateway,
        "available",
    )
    link(aws, "EnableTransitGatewayRouteTablePropagation", one, attached["TransitGatewayAttachmentId"])
    aws.wait(0.3)
    assert search(aws, one) == [("10.0.0.0/12", "propagated", "active")]
    aws.data_centre()
    aws.wait(0.3)
    assert search(aws, one) == []
    aws.data_centre(line())
    aws.wait()
    assert search(aws, one) == [("10.0.0.0/12", "propagated", "active")]


def test_a_direct_connect_attachment_exists_as_long_as_its_association(aws: Aws, gateway: str):
    dx_gateway = aws.gateway(64601)
    seen = []
    for _ in range(2):
        made = associate(aws, dx_gateway, gateway)
        aws.wait()
        live = [{"Name": "state", "Values": ["available"]}]
        found = aws.run(NETWORK, "DescribeTransitGatewayAttachments", Filters=live)["TransitGatewayAttachments"]
        seen += [it["TransitGatewayAttachmentId"] for it in found]
        aws.run(NETWORK, "DeleteDirectConnectGatewayAssociation", associationId=made["associationId"])
        aws.wait()
    assert len(set(seen)) == 2
    states = aws.run(NETWORK, "DescribeTransitGatewayAttachments")["TransitGatewayAttachments"]
    assert {it["State"] for it in states} == {"deleted"}
    aws.wait(130)
    assert aws.run(NETWORK, "DescribeTransitGatewayAttachments")["TransitGatewayAttachments"] == []


def test_a_static_route_precedes_a_propagated_one(aws: Aws, one: str, attachment: str):
    link(aws, "EnableTransitGatewayRouteTablePropagation", one, attachment)
    aws.wait(0.3)
    write(aws, one, "10.17.0.0/20", Blackhole=True)
    assert search(aws, one, route_search_exact_match="10.17.0.0/20") == [("10.17.0.0/20", "static", "blackhole")]
    write(aws, one, "10.17.0.0/20", "Delete")
    assert search(aws, one, route_search_exact_match="10.17.0.0/20") == [("10.17.0.0/20", "propagated", "active")]


def test_a_static_route_is_a_blackhole_without_its_attachment(aws: Aws, one: str, attachment: str):
    write(aws, one, "0.0.0.0/0", TransitGatewayAttachmentId=attachment)
    assert search(aws, one) == [("0.0.0.0/0", "static", "active")]
    aws.run(NETWORK, "DeleteTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)
    aws.wait(0.5)
    assert search(aws, one, state="blackhole") == [("0.0.0.0/0", "static", "blackhole")]


def test_a_route_is_created_and_replaced(aws: Aws, one: str, attachment: str):
    write(aws, one, "10.9.0.0/16", Blackhole=True)
    with pytest.raises(AwsError, match="RouteAlreadyExists"):
        write(aws, one, "10.9.0.0/16", Blackhole=True)
    write(aws, one, "10.9.0.0/16", "Replace", TransitGatewayAttachmentId=attachment)
    assert search(aws, one) == [("10.9.0.0/16", "static", "active")]
    for operation, to in (("Replace", {"Blackhole": True}), ("Delete", {})):
        with pytest.raises(AwsError, match=r"InvalidRoute\.NotFound"):
            write(aws, one, "10.8.0.0/16", operation, **to)


def test_a_route_needs_one_target_and_a_valid_network(aws: Aws, one: str, attachment: str):
    invalid: list[dict[str, Any]] = [{}, {"Blackhole": True, "TransitGatewayAttachmentId": attachment}]
    for to in invalid:
        with pytest.raises(AwsError, match="InvalidParameterCombination"):
            write(aws, one, "10.9.0.0/16", **to)
    with pytest.raises(AwsError, match="InvalidParameterValue"):
        write(aws, one, "10.9.0.1/16", Blackhole=True)


def test_routes_are_searched_by_their_attributes(aws: Aws, one: str):
    for cidr in ("10.0.0.0/8", "10.16.0.0/12", "10.16.4.0/24", "192.168.0.0/16"):
        write(aws, one, cidr, Blackhole=True)

    def cidrs(**filters: str) -> list[str]:
        return [cidr for cidr, _, _ in search(aws, one, **filters)]

    assert cidrs(route_search_longest_prefix_match="10.16.4.9/32") == ["10.16.4.0/24"]
    assert cidrs(route_search_longest_prefix_match="10.99.0.0/16") == ["10.0.0.0/8"]
    assert cidrs(route_search_subnet_of_match="10.16.0.0/12") == ["10.16.0.0/12", "10.16.4.0/24"]
    assert cidrs(route_search_supernet_of_match="10.16.4.0/24") == ["10.0.0.0/8", "10.16.0.0/12", "10.16.4.0/24"]
    assert cidrs(type="propagated") == []
    with pytest.raises(AwsError, match="is invalid"):
        cidrs(route_search_nonsense="10.0.0.0/8")


def test_a_truncated_response_has_a_token(aws: Aws, one: str):
    for number in range(6):
        write(aws, one, f"10.{number}.0.0/16", Blackhole=True)
    answer = aws.run(
        NETWORK,
        "SearchTransitGatewayRoutes",
        TransitGatewayRouteTableId=one,
        Filters=[{"Name": "type", "Values": ["static"]}],
        MaxResults=5,
    )
    assert (len(answer["Routes"]), answer["AdditionalRoutesAvailable"]) == (5, True)
