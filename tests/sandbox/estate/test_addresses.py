from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sandbox.estate.addresses import Address, Interface4, Network

ADDRESS: TypeAdapter[IPv4Address] = TypeAdapter(Address)
NETWORK: TypeAdapter[IPv4Network] = TypeAdapter(Network)
INTERFACE: TypeAdapter[IPv4Interface] = TypeAdapter(Interface4)

NETWORKS = st.builds(
    lambda base, prefix: IPv4Network((base >> (32 - prefix) << (32 - prefix), prefix)),
    st.integers(0, (1 << 32) - 1),
    st.integers(0, 32),
)


@given(NETWORKS)
def test_a_range_is_read_as_it_is_written(network: IPv4Network):
    assert NETWORK.validate_python(str(network)) == NETWORK.validate_python(network) == network


@given(st.ip_addresses(v=4), st.integers(0, 32))
def test_an_address_is_read_as_it_is_written(address: IPv4Address, prefix: int):
    assert ADDRESS.validate_python(str(address)) == ADDRESS.validate_python(address) == address
    interface = IPv4Interface((address, prefix))
    assert INTERFACE.validate_python(str(interface)) == INTERFACE.validate_python(interface) == interface


@given(NETWORKS.filter(lambda network: network.prefixlen < 32))
def test_a_range_with_host_bits_is_refused_with_the_range_that_contains_it(network: IPv4Network):
    with pytest.raises(ValidationError) as error:
        NETWORK.validate_python(f"{network.network_address + 1}/{network.prefixlen}")
    assert error.value.errors()[0]["ctx"]["right"] == f"the range that holds it is {network}"


@pytest.mark.parametrize(
    "value", [10, 10.0, True, None, "", "10.0.0.0", "10.0.0.0/", "10.0.0.0/255.0.0.0", "10/8", "::/0"]
)
def test_other_notations_of_a_range_are_refused(value: object):
    with pytest.raises(ValidationError, match="is not an IPv4 range"):
        NETWORK.validate_python(value)


@pytest.mark.parametrize("value", [10, None, "10.0.0", "10.0.0.1/32", "010.0.0.1", "::1"])
def test_other_notations_of_an_address_are_refused(value: object):
    with pytest.raises(ValidationError, match="is not an IPv4 address"):
        ADDRESS.validate_python(value)
