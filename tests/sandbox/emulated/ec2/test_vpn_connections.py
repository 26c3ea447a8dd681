from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws, device
from tests.sandbox.emulated.refusals import code_of

CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d"


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.vpc(NETWORK, "vpc-1", "10.16.0.0/16")
    return made


@pytest.fixture
def customer(aws: Aws) -> str:
    return aws.customer_gateway()


@pytest.fixture
def virtual(aws: Aws) -> str:
    return aws.vpn_gateway("vpc-1")


@pytest.fixture
def hub(aws: Aws) -> str:
    return aws.transit_gateway()


def refused(aws: Aws, operation: str, **request: Any) -> str:
    return code_of(aws.run, NETWORK, operation, **request)


def create(aws: Aws, customer: str, **request: Any) -> dict[str, Any]:
    made = aws.run(NETWORK, "CreateVpnConnection", Type="ipsec.1", CustomerGatewayId=customer, **request)
    return dict(made["VpnConnection"])


def statuses(aws: Aws, id_: str) -> list[tuple[str, int]]:
    telemetry = aws.vpn_connection(id_)["VgwTelemetry"]
    return [(it["Status"], it["AcceptedRouteCount"]) for it in telemetry]


def test_a_connection_has_its_options_and_two_tunnels_and_is_available_after_a_while(
    aws: Aws, customer: str, virtual: str
):
    inside = [{"TunnelInsideCidr": "169.254.60.0/30"}, {"TunnelInsideCidr": "169.254.61.0/30"}]
    options = {"StaticRoutesOnly": True, "TunnelOptions": inside}
    made = create(aws, customer, VpnGatewayId=virtual, Options=options)
    assert (made["State"], made["Category"], made["VpnGatewayId"]) == ("pending", "VPN", virtual)
    assert made["Options"]["StaticRoutesOnly"] is True
    assert [it["TunnelInsideCidr"] for it in made["Options"]["TunnelOptions"]] == ["169.254.60.0/30", "169.254.61.0/30"]
    assert len({it["OutsideIpAddress"] for it in made["VgwTelemetry"]}) == 2
    assert statuses(aws, made["VpnConnectionId"]) == [("DOWN", 0), ("DOWN", 0)]
    aws.wait(0.3)
    assert aws.vpn_connection(made["VpnConnectionId"])["State"] == "available"


def test_the_configuration_has_both_ends_of_both_tunnels(aws: Aws, customer: str, virtual: str):
    inside = [{"TunnelInsideCidr": "169.254.60.0/30", "PreSharedKey": "a_secret.1"}]
    made = create(aws, customer, VpnGatewayId=virtual, Options={"TunnelOptions": inside})
    root = ET.fromstring(made["CustomerGatewayConfiguration"])  # noqa: S314 - made here
    assert len(root.findall("ipsec_tunnel")) == 2
    tunnel = root.find("ipsec_tunnel")
    assert tunnel is not None
    assert tunnel.findtext("customer_gateway/tunnel_outside_address/ip_address") == "198.51.100.40"
    assert tunnel.findtext("customer_gateway/tunnel_inside_address/ip_address") == "169.254.60.2"
    assert tunnel.findtext("vpn_gateway/tunnel_inside_address/ip_address") == "169.254.60.1"
    assert (tunnel.findtext("customer_gateway/bgp/asn"), tunnel.findtext("vpn_gateway/bgp/asn")) == ("65040", "64512")
    assert tunnel.findtext("ike/pre_shared_key") == "a_secret.1"


def test_a_key_is_in_no_representation(aws: Aws, customer: str, virtual: str):
    create(aws, customer, VpnGatewayId=virtual, Options={"TunnelOptions": [{"PreSharedKey": "a_secret.1"}]})
    assert "a_secret.1" not in repr(aws.network)


def test_a_repeated_request_returns_the_connection_of_the_two_gateways(aws: Aws, customer: str, virtual: str, hub: str):
    first, second = (create(aws, customer, VpnGatewayId=virtual)["VpnConnectionId"] for _ in range(2))
    assert first == second
    one, two = (create(aws, customer, TransitGatewayId=hub)["VpnConnectionId"] for _ in range(2))
    assert one != two


def test_two_devices_of_one_virtual_gateway_need_two_addresses(aws: Aws, customer: str, virtual: str):
    aws.vpn(customer, VpnGatewayId=virtual)
    same: dict[str, Any] = {"Type": "ipsec.1", "IpAddress": "198.51.100.40", "BgpAsn": 65041}
    other = aws.run(NETWORK, "CreateCustomerGateway", **same)["CustomerGateway"]["CustomerGatewayId"]
    request = {"Type": "ipsec.1", "CustomerGatewayId": other, "VpnGatewayId": virtual}
    assert refused(aws, "CreateVpnConnection", **request) == "InvalidCustomerGateway.DuplicateIpAddress"


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"Type": "ipsec.2"}, "InvalidParameterValue"),
        ({"CustomerGatewayId": "cgw-0123456789abcdef0"}, "InvalidCustomerGatewayID.NotFound"),
        ({"CustomerGatewayId": "customer"}, "InvalidCustomerGatewayId.Malformed"),
        ({"VpnGatewayId": "vgw-0123456789abcdef0"}, "InvalidVpnGatewayID.NotFound"),
        ({"VpnGatewayId": None, "TransitGatewayId": "tgw-0123456789abcdef0"}, "InvalidTransitGatewayID.NotFound"),
        ({"TransitGatewayId": "tgw-0123456789abcdef0"}, "InvalidParameterCombination"),
        ({"Options": {"EnableAcceleration": True}}, "InvalidParameterCombination"),
        ({"Options": {"TunnelInsideIpVersion": "ipv6"}}, "InvalidParameterCombination"),
        ({"Options": {"OutsideIpAddressType": "PrivateIpv4"}}, "InvalidParameterCombination"),
        ({"Options": {"OutsideIpAddressType": "Secret"}}, "InvalidParameterValue"),
        ({"Options": {"LocalIpv4NetworkCidr": "10.1.0.0/12"}}, "InvalidParameterValue"),
        ({"Options": {"LocalIpv6NetworkCidr": "fd00::/8"}}, "InvalidParameterCombination"),
        ({"Options": {"TunnelOptions": [{}, {}, {}]}}, "InvalidParameterValue"),
        ({"Options": {"TunnelOptions": [{"TunnelInsideIpv6Cidr": "fd00::/126"}]}}, "InvalidParameterCombination"),
        ({"VpnConcentratorId": "vcn-1"}, "InternalFailure"),
        ({"PreSharedKeyStorage": "SecretsManager"}, "InternalFailure"),
    ],
)
def test_a_wrong_connection_is_refused(aws: Aws, customer: str, virtual: str, request_: dict[str, Any], code: str):
    values = {"Type": "ipsec.1", "CustomerGatewayId": customer, "VpnGatewayId": virtual} | request_
    values = {name: value for name, value in values.items() if value is not None}
    assert refused(aws, "CreateVpnConnection", **values) == code
    assert aws.network.vpn.connections == {}


def test_a_connection_without_a_gateway_waits_for_one(aws: Aws, customer: str, virtual: str):
    aws.devices(device())
    id_ = aws.vpn(customer)
    aws.wait()
    assert aws.vpn_connection(id_)["GatewayAssociationState"] == "not-associated"
    assert statuses(aws, id_) == [("DOWN", 0), ("DOWN", 0)]
    aws.run(NETWORK, "ModifyVpnConnection", VpnConnectionId=id_, VpnGatewayId=virtual)
    aws.wait()
    assert aws.vpn_connection(id_)["VpnGatewayId"] == virtual
    assert statuses(aws, id_) == [("UP", 1), ("UP", 1)]


def test_a_tunnel_is_down_until_a_device_of_its_address_and_asn_answers(aws: Aws, customer: str, virtual: str):
    id_ = aws.vpn(customer, VpnGatewayId=virtual)
    for devices in ((), (device("198.51.100.41"),), (device(asn=65041),), (device(pre_shared_key="another.key"),)):
        aws.devices(*devices)
        aws.wait()
        assert statuses(aws, id_) == [("DOWN", 0), ("DOWN", 0)], devices
    aws.devices(device(prefixes=("10.0.0.0/12", "192.0.2.0/24")))
    aws.wait(0.2)
    assert statuses(aws, id_) == [("DOWN", 0), ("DOWN", 0)]
    aws.wait(0.3)
    assert statuses(aws, id_) == [("UP", 2), ("UP", 2)]
    aws.devices(device(down=(2,)))
    aws.wait(0.3)
    assert statuses(aws, id_) == [("UP", 1), ("DOWN", 0)]


def test_a_session_closes_above_the_quota_of_routes(aws: Aws, customer: str, virtual: str, hub: str):
    many = tuple(f"10.0.{number}.0/24" for number in range(101))
    aws.devices(device(prefixes=many))
    on_virtual, on_hub = aws.vpn(customer, VpnGatewayId=virtual), aws.vpn(customer, TransitGatewayId=hub)
    aws.wait()
    assert statuses(aws, on_virtual) == [("DOWN", 0), ("DOWN", 0)]
    assert statuses(aws, on_hub) == [("UP", 101), ("UP", 101)]
    aws.devices(device(prefixes=many[:100]))
    aws.wait()
    assert statuses(aws, on_virtual) == [("UP", 100), ("UP", 100)]


def test_a_connection_on_a_transit_gateway_is_an_attachment_that_propagates_its_routes(
    aws: Aws, customer: str, hub: str
):
    aws.devices(device())
    id_ = aws.vpn(customer, TransitGatewayId=hub)
    aws.wait()
    found = aws.run(NETWORK, "DescribeTransitGatewayAttachments")["TransitGatewayAttachments"][0]
    assert (found["ResourceType"], found["ResourceId"], found["State"]) == ("vpn", id_, "available")
    table = found["Association"]["TransitGatewayRouteTableId"]

    def routes() -> list[str]:
        wanted = [{"Name": "type", "Values": ["propagated"]}]
        request = {"TransitGatewayRouteTableId": table, "Filters": wanted}
        found = aws.run(NETWORK, "SearchTransitGatewayRoutes", **request)["Routes"]
        return [it["DestinationCidrBlock"] for it in found]

    assert routes() == ["10.0.0.0/12"]
    aws.devices()
    aws.wait(0.3)
    assert routes() == []
    assert refused(aws, "DeleteTransitGateway", TransitGatewayId=hub) == "IncorrectState"
    aws.run(NETWORK, "DeleteVpnConnection", VpnConnectionId=id_)
    aws.wait(0.5)
    found = aws.run(NETWORK, "DescribeTransitGatewayAttachments")["TransitGatewayAttachments"][0]
    assert found["State"] == "deleted"
    aws.run(NETWORK, "DeleteTransitGateway", TransitGatewayId=hub)


def test_a_shared_transit_gateway_takes_no_vpn_of_a_participant(aws: Aws, hub: str):
    aws.share(hub, LEGACY)
    customer = aws.customer_gateway(account=LEGACY)
    request = {"Type": "ipsec.1", "CustomerGatewayId": customer, "TransitGatewayId": hub}
    assert code_of(aws.run, LEGACY, "CreateVpnConnection", **request) == "UnauthorizedOperation"


def test_a_connection_moves_between_gateways_and_keeps_its_tunnels(aws: Aws, customer: str, virtual: str, hub: str):
    aws.devices(device())
    id_ = aws.vpn(customer, VpnGatewayId=virtual, Options={"StaticRoutesOnly": True})
    before = aws.vpn_connection(id_)["Options"]["TunnelOptions"]
    aws.run(NETWORK, "CreateVpnConnectionRoute", VpnConnectionId=id_, DestinationCidrBlock="10.0.0.0/12")
    move = {"VpnConnectionId": id_, "TransitGatewayId": hub}
    assert refused(aws, "ModifyVpnConnection", **move) == "IncorrectState"
    aws.run(NETWORK, "DeleteVpnConnectionRoute", VpnConnectionId=id_, DestinationCidrBlock="10.0.0.0/12")
    aws.wait(0.3)
    assert aws.run(NETWORK, "ModifyVpnConnection", **move)["VpnConnection"]["State"] == "modifying"
    assert refused(aws, "ModifyVpnConnection", **move) == "InvalidVpnConnection.InvalidState"
    aws.wait(0.5)
    after = aws.vpn_connection(id_)
    assert (after["TransitGatewayId"], after["Options"]["TunnelOptions"]) == (hub, before)
    assert "VpnGatewayId" not in after
    aws.run(NETWORK, "ModifyVpnConnection", VpnConnectionId=id_, VpnGatewayId=virtual)
    aws.wait(0.5)
    attachments = aws.run(NETWORK, "DescribeTransitGatewayAttachments")["TransitGatewayAttachments"]
    assert [it["State"] for it in attachments] == ["deleted"]


def test_the_customer_gateway_of_a_connection_changes(aws: Aws, customer: str, virtual: str):
    other = aws.customer_gateway("198.51.100.41")
    id_ = aws.vpn(customer, VpnGatewayId=virtual)
    both = {"VpnConnectionId": id_, "CustomerGatewayId": other, "VpnGatewayId": virtual}
    assert refused(aws, "ModifyVpnConnection", **both) == "InvalidParameterCombination"
    aws.run(NETWORK, "ModifyVpnConnection", VpnConnectionId=id_, CustomerGatewayId=other)
    assert aws.vpn_connection(id_)["CustomerGatewayId"] == other


def test_traffic_selectors_change(aws: Aws, customer: str, virtual: str):
    id_ = aws.vpn(customer, VpnGatewayId=virtual)
    request = {"VpnConnectionId": id_, "LocalIpv4NetworkCidr": "10.0.0.0/12"}
    made = aws.run(NETWORK, "ModifyVpnConnectionOptions", **request)["VpnConnection"]
    assert made["Options"]["LocalIpv4NetworkCidr"] == "10.0.0.0/12"
    assert made["Options"]["RemoteIpv4NetworkCidr"] == "0.0.0.0/0"
    aws.wait(0.3)
    assert refused(aws, "ModifyVpnConnectionOptions", VpnConnectionId=id_) == "MissingParameter"
    wrong = {"VpnConnectionId": id_, "RemoteIpv4NetworkCidr": "fd00::/8"}
    assert refused(aws, "ModifyVpnConnectionOptions", **wrong) == "InvalidParameterValue"


def test_filters_select(aws: Aws, customer: str, virtual: str, hub: str):
    id_ = aws.vpn(customer, VpnGatewayId=virtual, Options={"StaticRoutesOnly": True})
    aws.vpn(aws.customer_gateway("198.51.100.41", 65041), TransitGatewayId=hub)
    aws.run(NETWORK, "CreateVpnConnectionRoute", VpnConnectionId=id_, DestinationCidrBlock="10.0.0.0/12")
    for name, value in (
        ("bgp-asn", "65040"),
        ("customer-gateway-id", customer),
        ("option.static-routes-only", "true"),
        ("route.destination-cidr-block", "10.0.0.0/12"),
        ("vpn-connection-id", id_),
        ("vpn-gateway-id", virtual),
        ("customer-gateway-configuration", f"*{id_}*"),
    ):
        request: dict[str, Any] = {"Filters": [{"Name": name, "Values": [value]}]}
        found = aws.run(NETWORK, "DescribeVpnConnections", **request)["VpnConnections"]
        assert [it["VpnConnectionId"] for it in found] == [id_], name
    assert refused(aws, "DescribeVpnConnections", VpnConnectionIds=["vpn-0"]) == "InvalidVpnConnectionID.NotFound"


def test_a_deleted_connection_is_listed_for_a_while_without_its_configuration(aws: Aws, customer: str, virtual: str):
    id_ = aws.vpn(customer, VpnGatewayId=virtual)
    aws.run(NETWORK, "DeleteVpnConnection", VpnConnectionId=id_)
    assert aws.vpn_connection(id_)["State"] == "deleting"
    aws.wait(0.3)
    assert aws.vpn_connection(id_)["State"] == "deleted"
    assert "CustomerGatewayConfiguration" not in aws.vpn_connection(id_)
    assert refused(aws, "DeleteVpnConnection", VpnConnectionId=id_) == "InvalidVpnConnectionID.NotFound"
    aws.wait(70)
    assert refused(aws, "DescribeVpnConnections", VpnConnectionIds=[id_]) == "InvalidVpnConnectionID.NotFound"


def test_ipv6_tunnels_and_acceleration_need_a_transit_gateway(aws: Aws, customer: str, hub: str):
    options = {"TunnelInsideIpVersion": "ipv6", "EnableAcceleration": True}
    made = create(aws, customer, TransitGatewayId=hub, Options=options)["Options"]
    assert made["LocalIpv6NetworkCidr"] == "::/0"
    assert all(it["TunnelInsideIpv6Cidr"].startswith("fd00:") for it in made["TunnelOptions"])


def test_private_addresses_come_from_the_transit_gateways_blocks(aws: Aws, hub: str):
    request = {"Type": "ipsec.1", "CustomerGatewayId": aws.customer_gateway("10.0.0.4"), "TransitGatewayId": hub}
    options = {"OutsideIpAddressType": "PrivateIpv4"}
    assert refused(aws, "CreateVpnConnection", **request, Options=options) == "MissingParameter"
    vpc = aws.attach(NETWORK, hub, "vpc-1")
    aws.wait(0.3)
    over = options | {"TransportTransitGatewayAttachmentId": vpc}
    assert refused(aws, "CreateVpnConnection", **request, Options=over) == "InvalidParameterValue"


def test_a_device_with_a_certificate_gives_the_tunnels_certificates(aws: Aws, virtual: str):
    request: dict[str, Any] = {"Type": "ipsec.1", "CertificateArn": CERTIFICATE, "BgpAsn": 65040}
    customer = aws.run(NETWORK, "CreateCustomerGateway", **request)["CustomerGateway"]["CustomerGatewayId"]
    aws.devices(device("", certificate=CERTIFICATE))
    id_ = aws.vpn(customer, VpnGatewayId=virtual)
    aws.wait()
    telemetry = aws.vpn_connection(id_)["VgwTelemetry"]
    assert [it["Status"] for it in telemetry] == ["UP", "UP"]
    assert all(it["CertificateArn"].startswith("arn:aws:acm:us-east-1:") for it in telemetry)


def test_a_virtual_gateway_has_ten_connections(aws: Aws, virtual: str):
    for number in range(10):
        aws.vpn(aws.customer_gateway(f"198.51.100.{number + 50}"), VpnGatewayId=virtual)
    full = {"Type": "ipsec.1", "CustomerGatewayId": aws.customer_gateway(), "VpnGatewayId": virtual}
    assert refused(aws, "CreateVpnConnection", **full) == "VpnConnectionLimitExceeded"
