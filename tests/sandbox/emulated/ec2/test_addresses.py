from ipaddress import IPv4Address, IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.ec2.addresses import check_address, first_free, reserved_addresses
from sandbox.emulated.errors import AwsError

networks = st.builds(
    lambda third, length: str(IPv4Network(f"10.33.{third}.0/{length}", strict=False)),
    st.integers(0, 255),
    st.integers(16, 28),
)


@given(networks)
def test_aws_reserves_five_addresses_of_a_subnet(cidr: str):
    network = IPv4Network(cidr)
    assert len(reserved_addresses(network)) == 5
    assert {network.network_address, network.broadcast_address} <= reserved_addresses(network)


@given(networks, st.sets(st.integers(0, 15)))
def test_the_first_free_address_can_be_assigned(cidr: str, offsets: set[int]):
    network = IPv4Network(cidr)
    taken = {str(network.network_address + offset) for offset in offsets if network.num_addresses > 32}
    address = first_free(cidr, taken)
    check_address(cidr, address, taken)
    lower = (IPv4Address(each) for each in range(int(network.network_address), int(IPv4Address(address))))
    assert all(each in reserved_addresses(network) or str(each) in taken for each in lower)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("10.33.0.20", "InvalidIPAddress.InUse"),
        ("10.33.0.0", "InvalidParameterValue"),
        ("10.33.0.3", "InvalidParameterValue"),
        ("10.33.0.255", "InvalidParameterValue"),
        ("10.34.0.20", "InvalidParameterValue"),
        ("mobile", "InvalidParameterValue"),
    ],
)
def test_an_address_that_cannot_be_assigned_is_refused(address: str, code: str):
    with pytest.raises(AwsError) as refused:
        check_address("10.33.0.0/24", address, {"10.33.0.20"})
    assert refused.value.code == code


def test_a_full_subnet_has_no_free_address():
    network = IPv4Network("10.33.0.0/28")
    with pytest.raises(AwsError) as refused:
        first_free(str(network), {str(each) for each in network})
    assert refused.value.code == "InsufficientFreeAddressesInSubnet"
