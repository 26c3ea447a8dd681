from typing import Any

import pytest

from sandbox.emulated.errors import AwsError, NotEmulatedError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OTHER, Aws, interface_request, line

WITHOUT_ADDRESSES: dict[str, Any] = {"amazonAddress": None, "customerAddress": None}


def states(aws: Aws, vif: str, seconds: float = 3) -> list[str]:
    seen = [aws.interface(vif)["virtualInterfaceState"]]
    for _ in range(int(seconds * 20)):
        aws.wait(0.1)
        now = aws.interface(vif)["virtualInterfaceState"]
        if now != seen[-1]:
            seen.append(now)
    return seen


def test_an_interface_is_down_before_it_is_available(aws: Aws, connection: str):
    vif = aws.private(connection, aws.gateway())
    assert states(aws, vif) == ["pending", "down", "available"]
    shown = aws.interface(vif)
    assert (shown["asn"], shown["amazonSideAsn"], shown["bgpPeers"][0]["bgpStatus"]) == (65010, 64600, "up")


def test_an_interface_stays_pending_while_its_connection_is_pending(aws: Aws):
    aws.data_centre()
    vif = aws.private(aws.connection(), aws.gateway())
    assert states(aws, vif) == ["pending"]


def test_a_public_interface_is_verified_first(aws: Aws, connection: str):
    made = aws.run(
        NETWORK,
        "CreatePublicVirtualInterface",
        connectionId=connection,
        newPublicVirtualInterface={
            "virtualInterfaceName": "public",
            "vlan": 300,
            "asn": 65010,
            "amazonAddress": "175.45.176.1/30",
            "customerAddress": "175.45.176.2/30",
            "routeFilterPrefixes": [{"cidr": "175.45.176.0/22"}],
        },
    )
    assert states(aws, made["virtualInterfaceId"]) == ["verifying", "down"]


def test_an_interface_is_down_while_its_line_is_missing(aws: Aws, connection: str):
    vif = aws.private(connection, aws.gateway())
    aws.wait()
    aws.data_centre()
    aws.wait(0.2)
    assert aws.interface(vif)["virtualInterfaceState"] == "down"
    aws.data_centre(line())
    aws.wait()
    assert aws.interface(vif)["virtualInterfaceState"] == "available"


def test_a_vlan_is_used_by_one_interface(aws: Aws, connection: str):
    gateway = aws.gateway()
    vif = aws.private(connection, gateway)
    with pytest.raises(AwsError, match=f"VLAN 101 is already in use.*{vif}"):
        aws.private(connection, gateway)
    aws.private(aws.connection(name="other"), gateway)
    for wrong in (0, 4095):
        with pytest.raises(AwsError, match="VLAN"):
            aws.private(connection, gateway, vlan=wrong)


def test_a_connection_takes_51_interfaces_of_which_4_are_transit(aws: Aws, connection: str):
    for number in range(4):
        aws.transit(connection, aws.gateway(64700 + number), vlan=1000 + number, **WITHOUT_ADDRESSES)
    with pytest.raises(AwsError, match="maximum number of transit"):
        aws.transit(connection, aws.gateway(64710), vlan=1010, **WITHOUT_ADDRESSES)
    gateways = [aws.gateway(64800), aws.gateway(64801)]
    for number in range(47):
        aws.private(connection, gateways[number % 2], vlan=2000 + number, **WITHOUT_ADDRESSES)
    with pytest.raises(AwsError, match=r"maximum number of virtual interfaces \(51\)"):
        aws.private(connection, gateways[0], vlan=3000, **WITHOUT_ADDRESSES)


def test_a_gateway_takes_30_interfaces_of_one_type(aws: Aws, connection: str):
    gateway = aws.gateway()
    aws.private(connection, gateway)
    with pytest.raises(AwsError, match="has private virtual interfaces attached"):
        aws.transit(connection, gateway)
    for number in range(29):
        aws.private(connection, gateway, vlan=2000 + number, **WITHOUT_ADDRESSES)
    with pytest.raises(AwsError, match="maximum number of virtual interfaces"):
        aws.private(connection, gateway, vlan=3000, **WITHOUT_ADDRESSES)


def test_a_private_interface_has_exactly_one_gateway(aws: Aws, connection: str):
    own, foreign = aws.virtual_gateway(NETWORK), aws.virtual_gateway(LEGACY)
    vif = aws.private(connection, "", directConnectGatewayId=None, virtualGatewayId=own)
    assert aws.interface(vif)["amazonSideAsn"] == 64512
    both = {"virtualGatewayId": own, "directConnectGatewayId": aws.gateway()}
    invalid: list[dict[str, Any]] = [{"virtualGatewayId": foreign}, {}, both]
    for wrong in invalid:
        with pytest.raises(AwsError):
            aws.private(connection, "", **({"vlan": 300, "directConnectGatewayId": None} | wrong))


def test_another_accounts_gateway_or_connection_is_refused(aws: Aws, connection: str):
    with pytest.raises(AwsError, match=r"Direct Connect Gateway .* does not exist"):
        aws.private(connection, aws.gateway(account=LEGACY))
    with pytest.raises(AwsError, match="Could not find Connection"):
        aws.private(connection, aws.gateway(account=LEGACY), account=LEGACY)


def test_addresses_and_key_are_generated_when_not_given(aws: Aws, connection: str):
    gateway = aws.gateway()
    one = aws.interface(aws.private(connection, gateway, vlan=400, **WITHOUT_ADDRESSES))
    two = aws.interface(aws.private(connection, gateway, vlan=401, **WITHOUT_ADDRESSES))
    assert one["amazonAddress"] != two["amazonAddress"]
    assert one["authKey"] != two["authKey"]
    assert one["amazonAddress"].endswith("/30")
    with pytest.raises(AwsError, match="specified together"):
        aws.private(connection, gateway, vlan=402, customerAddress=None)


def test_a_four_byte_asn_is_zero_in_the_two_byte_field(aws: Aws, connection: str):
    vif = aws.interface(aws.private(connection, aws.gateway(), asn=None, asnLong=4200000001))
    assert (vif["asn"], vif["asnLong"]) == (0, 4200000001)


def test_attributes_are_updated_in_place(aws: Aws, connection: str):
    vif = aws.private(connection, aws.gateway())
    for change in ({"mtu": 9001}, {"enableSiteLink": True}, {"virtualInterfaceName": "renamed"}):
        aws.run(NETWORK, "UpdateVirtualInterfaceAttributes", virtualInterfaceId=vif, **change)
    shown = aws.interface(vif)
    assert (shown["mtu"], shown["siteLinkEnabled"], shown["virtualInterfaceName"]) == (9001, True, "renamed")
    with pytest.raises(AwsError, match="MTU"):
        aws.run(NETWORK, "UpdateVirtualInterfaceAttributes", virtualInterfaceId=vif, mtu=1400)


def test_deleting_an_interface_releases_its_vlan(aws: Aws, connection: str):
    gateway = aws.gateway()
    vif = aws.private(connection, gateway)
    aws.wait()
    assert aws.run(NETWORK, "DeleteVirtualInterface", virtualInterfaceId=vif) == {"virtualInterfaceState": "deleting"}
    aws.wait()
    assert aws.interface(vif)["virtualInterfaceState"] == "deleted"
    with pytest.raises(AwsError, match="does not exist"):
        aws.run(NETWORK, "DeleteVirtualInterface", virtualInterfaceId=vif)
    aws.private(connection, gateway)


def test_external_accounts_see_and_delete_nothing(aws: Aws, connection: str):
    vif = aws.private(connection, aws.gateway())
    assert aws.run(OTHER, "DescribeVirtualInterfaces")["virtualInterfaces"] == []
    with pytest.raises(AwsError, match="does not exist"):
        aws.run(OTHER, "DeleteVirtualInterface", virtualInterfaceId=vif)


def test_no_interface_is_created_on_a_connection_that_is_being_deleted(aws: Aws, connection: str):
    aws.run(NETWORK, "DeleteConnection", connectionId=connection)
    with pytest.raises(AwsError, match="is in state deleting"):
        aws.run(
            NETWORK,
            "CreatePrivateVirtualInterface",
            connectionId=connection,
            newPrivateVirtualInterface=interface_request(101) | {"directConnectGatewayId": aws.gateway()},
        )


def test_an_interface_moves_to_another_connection(aws: Aws, connection: str):
    aws.data_centre(line(), line("line-west"))
    vif, other = aws.private(connection, aws.gateway()), aws.connection("line-west")
    aws.wait()
    moved = aws.run(NETWORK, "AssociateVirtualInterface", virtualInterfaceId=vif, connectionId=other)
    assert (moved["connectionId"], moved["virtualInterfaceState"]) == (other, "pending")
    aws.wait()
    assert aws.interface(vif)["virtualInterfaceState"] == "available"


def test_an_interface_does_not_move_to_a_taken_vlan_or_address(aws: Aws, connection: str):
    vif, other = aws.private(connection, aws.gateway()), aws.connection("line-west")
    same = aws.private(other, aws.gateway())
    with pytest.raises(AwsError, match="VLAN 101 is already in use"):
        aws.run(NETWORK, "AssociateVirtualInterface", virtualInterfaceId=vif, connectionId=other)
    aws.run(NETWORK, "DeleteVirtualInterface", virtualInterfaceId=same)
    aws.wait(0.3)
    aws.private(other, aws.gateway(), vlan=200)
    with pytest.raises(AwsError, match=r"IP address 169\.254\.101\.1/30 is already in use"):
        aws.run(NETWORK, "AssociateVirtualInterface", virtualInterfaceId=vif, connectionId=other)
    with pytest.raises(AwsError, match="already associated"):
        aws.run(NETWORK, "AssociateVirtualInterface", virtualInterfaceId=vif, connectionId=connection)


def test_an_interface_moves_only_to_a_port_of_the_caller(aws: Aws, connection: str):
    vif, theirs = aws.private(connection, aws.gateway()), aws.connection("line-west", LEGACY)
    with pytest.raises(AwsError, match="Could not find Connection"):
        aws.run(NETWORK, "AssociateVirtualInterface", virtualInterfaceId=vif, connectionId=theirs)
    with pytest.raises(AwsError, match="does not exist"):
        aws.run(LEGACY, "AssociateVirtualInterface", virtualInterfaceId=vif, connectionId=theirs)


def test_a_rate_limit_is_refused_by_name(aws: Aws, connection: str):
    with pytest.raises(NotEmulatedError, match="rate limits"):
        aws.private(connection, aws.gateway(), rateLimit="1Gbps")
    vif = aws.private(connection, aws.gateway())
    with pytest.raises(NotEmulatedError, match="rate limits"):
        aws.run(NETWORK, "UpdateVirtualInterfaceAttributes", virtualInterfaceId=vif, rateLimit="1Gbps")


def test_a_connection_takes_50_private_and_public_interfaces(aws: Aws, connection: str):
    gateways = [aws.gateway(64800), aws.gateway(64801)]
    for number in range(50):
        aws.private(connection, gateways[number % 2], vlan=2000 + number, **WITHOUT_ADDRESSES)
    with pytest.raises(AwsError, match=r"maximum number of private and public virtual interfaces \(50\)"):
        aws.private(connection, gateways[0], vlan=3000, **WITHOUT_ADDRESSES)
    aws.transit(connection, aws.gateway(64810), vlan=3000, **WITHOUT_ADDRESSES)
