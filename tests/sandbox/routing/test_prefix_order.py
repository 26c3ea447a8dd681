"""Orders of prefixes, and containment against `ipaddress`."""

from __future__ import annotations

from ipaddress import IPv4Network, ip_address, ip_network

from hypothesis import given
from hypothesis import strategies as st

from sandbox.routing.prefix_order import by_address, contains, covers, most_specific_first

NETWORKS = st.builds(
    lambda address, length: IPv4Network((address >> (32 - length) << (32 - length), length)),
    st.integers(0, 2**32 - 1),
    st.integers(1, 32),
)


@given(NETWORKS, NETWORKS, st.integers(0, 2**32 - 1))
def test_containment_is_that_of_ipaddress(one: IPv4Network, other: IPv4Network, number: int) -> None:
    assert covers(one, other) == other.subnet_of(one)
    assert covers(one, one)
    assert contains(one, ip_address(number)) == (ip_address(number) in one)


def test_families_do_not_contain_each_other() -> None:
    assert not covers(ip_network("0.0.0.0/0"), ip_network("::/0"))
    assert not contains(ip_network("::/0"), ip_address("10.0.0.1"))


def test_prefixes_are_sorted_by_length_or_by_address() -> None:
    prefixes = [ip_network(it) for it in ("::/0", "10.0.0.0/8", "0.0.0.0/0", "10.0.0.0/16", "9.0.0.0/16")]

    assert [str(it) for it in sorted(prefixes, key=most_specific_first)] == [
        "9.0.0.0/16",
        "10.0.0.0/16",
        "10.0.0.0/8",
        "0.0.0.0/0",
        "::/0",
    ]
    assert [str(it) for it in sorted(prefixes, key=by_address)] == [
        "0.0.0.0/0",
        "9.0.0.0/16",
        "10.0.0.0/8",
        "10.0.0.0/16",
        "::/0",
    ]
