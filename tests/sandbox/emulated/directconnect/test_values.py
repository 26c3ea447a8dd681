from ipaddress import IPv4Interface
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.directconnect import values
from sandbox.emulated.errors import AwsError


@pytest.mark.parametrize(
    ("amazon", "customer"),
    [("169.254.1.2/30", "169.254.1.1/30"), ("10.1.1.0/31", "10.1.1.1/31"), ("192.168.0.9/29", "192.168.0.10/29")],
)
def test_two_hosts_of_one_network_are_accepted(amazon: str, customer: str):
    values.addresses("private", "ipv4", amazon, customer)


@pytest.mark.parametrize(
    ("amazon", "customer", "message"),
    [
        ("169.254.1.2/30", "169.254.1.5/30", "must be in the same CIDR"),
        ("169.254.1.2/30", "169.254.1.1/29", "must be in the same CIDR"),
        ("169.254.1.1/30", "169.254.1.1/30", "must be different"),
        ("169.254.1.0/30", "169.254.1.1/30", "Amazon Address is address 0 on its subnet."),
        ("169.254.1.2/30", "169.254.1.3/30", "Customer Address is the broadcast address on its subnet."),
        ("169.254.1.2", "169.254.1.1", "Amazon Address 169.254.1.2 is invalid"),
        ("nonsense", "169.254.1.1/30", "Amazon Address nonsense is invalid"),
        ("fe80::1/64", "fe80::2/64", "is invalid"),
    ],
)
def test_other_address_pairs_are_refused(amazon: str, customer: str, message: str):
    with pytest.raises(AwsError, match=message):
        values.addresses("private", "ipv4", amazon, customer)


def test_public_interfaces_need_public_addresses():
    values.addresses("public", "ipv4", "175.45.176.1/28", "175.45.176.2/28")
    with pytest.raises(AwsError, match="not allowed to contain a private IP"):
        values.addresses("public", "ipv4", "10.0.0.1/30", "10.0.0.2/30")


def test_ipv6_addresses_cannot_be_specified():
    with pytest.raises(AwsError, match="can not be specified"):
        values.addresses("private", "ipv6", "2001:db8::1/125", "2001:db8::2/125")


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(24, 31))
def test_an_accepted_pair_is_two_usable_hosts_of_one_network(one: int, other: int, length: int):
    amazon, customer = IPv4Interface((one, length)), IPv4Interface((other, length))
    try:
        values.addresses("private", "ipv4", str(amazon), str(customer))
    except AwsError:
        return
    assert amazon.network == customer.network
    assert amazon.ip != customer.ip
    if length < 31:
        assert {amazon.ip, customer.ip} <= set(amazon.network.hosts())


@pytest.mark.parametrize(
    ("request_", "number"),
    [({"asn": 65010}, 65010), ({"asnLong": 4200000001}, 4200000001), ({"asn": 7, "asnLong": 7}, 7)],
)
def test_an_asn_is_given_in_either_field(request_: Any, number: int):
    assert values.customer_asn(request_) == number


@pytest.mark.parametrize("request_", [{}, {"asn": 0}, {"asnLong": 4294967295}, {"asn": 1, "asnLong": 2}])
def test_other_asns_are_refused(request_: Any):
    with pytest.raises(AwsError):
        values.customer_asn(request_)


@given(st.integers(0, 2**32))
def test_the_amazon_side_asn_must_be_private(number: int):
    private = 64512 <= number <= 65534 or 4200000000 <= number <= 4294967294
    try:
        assert values.amazon_asn(number) == number
    except AwsError:
        assert not private
    else:
        assert private


@pytest.mark.parametrize(("kind", "size"), [("private", 9001), ("private", 1500), ("transit", 8500)])
def test_the_mtus_of_each_interface_type_are_accepted(kind: str, size: int):
    assert values.mtu(kind, size) == size


@pytest.mark.parametrize(("kind", "size"), [("transit", 9001), ("public", 9001), ("private", 1400)])
def test_other_mtus_are_refused(kind: str, size: int):
    with pytest.raises(AwsError, match="MTU"):
        values.mtu(kind, size)


@pytest.mark.parametrize("key", ["short", "x" * 81, "with space", "tab\tkey", "schlüssel"])
def test_a_key_has_6_to_80_ascii_characters(key: str):
    assert values.key("abcdef") == "abcdef"
    with pytest.raises(AwsError, match="Auth Key"):
        values.key(key)


def test_prefixes_are_distinct_networks_within_the_quota():
    assert values.prefixes([{"cidr": "10.0.0.0/8"}], 1) == ("10.0.0.0/8",)
    for wrong in (["10.0.0.1/8"], ["x"], ["10.0.0.0/8", "10.0.0.0/8"], ["10.0.0.0/8", "11.0.0.0/8"]):
        with pytest.raises(AwsError):
            values.prefixes([{"cidr": cidr} for cidr in wrong], 1)


def test_invalid_tags_have_the_errors_of_aws():
    assert values.tags([{"key": "a", "value": "b"}, {"key": "c"}]) == {"a": "b", "c": ""}
    with pytest.raises(AwsError) as duplicate:
        values.tags([{"key": "a"}, {"key": "a"}])
    with pytest.raises(AwsError) as many:
        values.tags([{"key": str(number)} for number in range(51)])
    assert (duplicate.value.code, many.value.code) == ("DuplicateTagKeysException", "TooManyTagsException")
