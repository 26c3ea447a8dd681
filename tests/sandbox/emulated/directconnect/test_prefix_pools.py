"""Inbound prefixes: pools of connections, and allocations of interfaces."""

from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws, interface_request, line


def shown(aws: Aws, connection: str) -> tuple[int, int, int]:
    found = aws.run(NETWORK, "DescribeConnections", connectionId=connection)["connections"][0]
    members = ("prefixPoolSizeIpv4", "prefixPoolUnallocatedCountIpv4", "prefixPoolUnallocatedCountIpv6")
    return tuple(found[it] for it in members)


def test_an_interface_is_allocated_100_prefixes_of_each_family(aws: Aws, connection: str):
    assert shown(aws, connection) == (5000, 5000, 5000)
    gateway = aws.gateway()
    vif = aws.interface(aws.private(connection, gateway))
    assert (vif["prefixPoolAllocatedCountIpv4"], vif["prefixPoolAllocatedCountIpv6"]) == (100, 100)
    assert shown(aws, connection) == (5000, 4900, 4900)
    found = aws.run(NETWORK, "DescribeDirectConnectGateways")["directConnectGateways"]
    assert found[0]["totalPrefixPoolAllocations"] == 200


def test_a_session_takes_as_many_prefixes_as_are_allocated(aws: Aws):
    vif = aws.private(aws.connection(), aws.gateway(), prefixPoolAllocatedCountIpv4=150)
    prefixes = tuple(f"10.{number}.0.0/16" for number in range(151))
    aws.data_centre(line(), prefixes=prefixes[:150])
    aws.wait()
    assert aws.interface(vif)["virtualInterfaceState"] == "available"
    aws.data_centre(line(), prefixes=prefixes)
    aws.wait(0.2)
    assert aws.interface(vif)["virtualInterfaceState"] == "down"
    aws.run(NETWORK, "UpdateVirtualInterfaceAttributes", virtualInterfaceId=vif, prefixPoolAllocatedCountIpv4=151)
    aws.wait()
    assert aws.interface(vif)["virtualInterfaceState"] == "available"
    with pytest.raises(AwsError, match="receives 151 ipv4 prefixes, and 150"):
        aws.run(NETWORK, "UpdateVirtualInterfaceAttributes", virtualInterfaceId=vif, prefixPoolAllocatedCountIpv4=150)


@pytest.mark.parametrize("changes", [{"prefixPoolAllocatedCountIpv4": 1001}, {"prefixPoolAllocatedCountIpv6": -1}])
def test_an_allocation_is_at_most_1000(aws: Aws, connection: str, changes: dict[str, Any]):
    with pytest.raises(AwsError, match="between 0 and 1000"):
        aws.private(connection, aws.gateway(), **changes)


def test_a_pool_is_not_exceeded(aws: Aws, connection: str):
    gateway = aws.gateway()
    without: dict[str, Any] = {"amazonAddress": None, "customerAddress": None}
    for number in range(5):
        aws.private(connection, gateway, vlan=200 + number, prefixPoolAllocatedCountIpv4=1000, **without)
    assert shown(aws, connection)[1] == 0
    with pytest.raises(AwsError, match="0 unallocated ipv4 prefixes, and 1 were requested"):
        aws.private(connection, gateway, vlan=300, prefixPoolAllocatedCountIpv4=1, **without)
    left = aws.interface(aws.private(connection, gateway, vlan=300, **without))
    assert left["prefixPoolAllocatedCountIpv4"] == 0


def test_a_gateway_takes_10000_allocated_prefixes(aws: Aws, connection: str):
    gateway, other = aws.gateway(), aws.connection("line-west")
    counts: dict[str, Any] = {"prefixPoolAllocatedCountIpv4": 1000, "prefixPoolAllocatedCountIpv6": 1000}
    without: dict[str, Any] = {"amazonAddress": None, "customerAddress": None}
    for number in range(5):
        aws.private(connection, gateway, vlan=200 + number, **counts, **without)
    with pytest.raises(AwsError, match="takes 10000 allocated prefixes"):
        aws.private(other, gateway, vlan=300, **counts, **without)


def test_a_public_interface_has_no_allocation(aws: Aws, connection: str):
    request = interface_request(103) | {"amazonAddress": "3.3.3.2/30", "customerAddress": "3.3.3.1/30"}
    with pytest.raises(AwsError, match="not applicable to public"):
        aws.run(
            NETWORK,
            "CreatePublicVirtualInterface",
            connectionId=connection,
            newPublicVirtualInterface=request | {"prefixPoolAllocatedCountIpv4": 100},
        )


def test_the_owner_of_the_port_allocates_prefixes_to_a_hosted_interface(aws: Aws, connection: str):
    vif = aws.run(
        NETWORK,
        "AllocatePrivateVirtualInterface",
        connectionId=connection,
        ownerAccount=LEGACY,
        newPrivateVirtualInterfaceAllocation=interface_request(101),
    )["virtualInterfaceId"]
    changed: dict[str, Any] = {"virtualInterfaceId": vif, "prefixPoolAllocatedCountIpv4": 200}
    with pytest.raises(AwsError, match="Only the owner of connection"):
        aws.run(LEGACY, "UpdateVirtualInterfaceAttributes", **changed)
    done = aws.run(NETWORK, "UpdateVirtualInterfaceAttributes", **changed)
    assert done["prefixPoolAllocatedCountIpv4"] == 200
    with pytest.raises(AwsError, match="does not exist"):
        aws.run(NETWORK, "UpdateVirtualInterfaceAttributes", virtualInterfaceName="mine", **changed)
