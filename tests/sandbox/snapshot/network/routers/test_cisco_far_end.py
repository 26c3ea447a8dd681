"""Tests of `sandbox.snapshot.network.routers.cisco_far_end` with the parser below it."""

from __future__ import annotations

from ipaddress import ip_address, ip_interface, ip_network

import pytest

from sandbox.routing.model import Announcement
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.network.far_end import FarEnd, RouterSession
from sandbox.snapshot.network.routers.cisco_far_end import read_configurations

ROUTER = """\
version 15.7
hostname dc-east
!
banner motd ^C
router ospf is only text here
^C
interface TenGigabitEthernet0/0/0
 description line-east
 no ip address
!
interface TenGigabitEthernet0/0/0.101
 encapsulation dot1Q 101
 ip address 169.254.101.1 255.255.255.252
 bfd interval 300 min_rx 300 multiplier 3
!
interface GigabitEthernet0/1
 ip address 10.0.0.1 255.255.255.0
 ipv6 address 2001:db8::1/64
!
router bgp 65010
 bgp log-neighbor-changes
 neighbor AWS peer-group
 neighbor AWS remote-as 64600
 neighbor AWS send-community both
 neighbor 169.254.101.2 peer-group AWS
 neighbor 169.254.101.2 password 0 a-key
 !
 address-family ipv4
  network 10.0.0.0 mask 255.240.0.0
  network 10.0.0.0 mask 255.255.255.0
  network 172.16.0.0 mask 255.240.0.0
  redistribute static route-map STATIC
  neighbor 169.254.101.2 activate
  neighbor 169.254.101.2 route-map TO-AWS out
 exit-address-family
!
ip route 10.0.0.0 255.240.0.0 Null0 250
ip route 192.168.0.0 255.255.0.0 10.0.0.254
ip prefix-list WIDE seq 5 permit 10.0.0.0/8 le 16
ip prefix-list STATIC seq 5 permit 192.168.0.0/16
!
route-map STATIC permit 10
 match ip address prefix-list STATIC
!
route-map TO-AWS permit 20
 set metric 200
!
route-map TO-AWS permit 10
 match ip address prefix-list WIDE
 set community 7224:7300
 set as-path prepend 65010 65010
!
end
"""


def read(text: str = ROUTER) -> FarEnd:
    return read_configurations({"configs/dc-east.cfg": text})


def session(text: str = ROUTER) -> RouterSession:
    (found,) = read(text).sessions
    return found


def sent(text: str = ROUTER) -> dict[str, Announcement]:
    return {str(each.prefix): each for each in session(text).session.announcements}


def test_a_neighbor_faces_the_interface_of_its_network():
    found = session()
    assert (found.router, found.vlan, found.problem) == ("dc-east", 101, "")
    half = found.session
    assert (half.asn, half.amazon_asn, half.key) == (65010, 64600, "a-key")
    assert (half.customer_address, half.amazon_address) == (
        ip_interface("169.254.101.1/30"),
        ip_interface("169.254.101.2/30"),
    )


def test_networks_with_a_route_are_announced_as_the_first_clause_that_matches_leaves_them():
    found = sent()
    assert set(found) == {"10.0.0.0/12", "10.0.0.0/24", "192.168.0.0/16"}
    wide, narrow = found["10.0.0.0/12"], found["10.0.0.0/24"]
    assert (wide.communities, wide.as_path, wide.med) == (frozenset({"7224:7300"}), (65010, 65010, 65010), 0)
    assert (narrow.communities, narrow.as_path, narrow.med) == (frozenset(), (), 200)


def test_communities_are_sent_only_where_the_neighbor_is_sent_them():
    assert sent(ROUTER.replace(" neighbor AWS send-community both\n", ""))["10.0.0.0/12"].communities == frozenset()


def test_a_prefix_list_for_routes_sent_and_a_denying_clause_leave_routes_out():
    listed = ROUTER.replace(
        "  neighbor 169.254.101.2 activate\n",
        "  neighbor 169.254.101.2 activate\n  neighbor 169.254.101.2 prefix-list WIDE out\n",
    )
    assert set(sent(listed)) == {"10.0.0.0/12"}
    assert set(sent(ROUTER.replace("route-map TO-AWS permit 20", "route-map TO-AWS deny 20"))) == {"10.0.0.0/12"}


def test_the_data_centre_has_the_router_with_addresses_prefixes_and_static_routes():
    (centre,) = read().datacentres
    (router,) = centre.routers
    assert centre.prefixes == router.announced
    assert ip_address("2001:db8::1") in router.addresses
    assert router.static_routes == ((ip_network("192.168.0.0/16"), ip_address("10.0.0.254")),)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "neighbor AWS remote-as 64600",
            "neighbor AWS remote-as 64600\n neighbor AWS shutdown",
            "shuts the neighbor down",
        ),
        (
            " encapsulation dot1Q 101",
            " shutdown\n encapsulation dot1Q 101",
            "interface TenGigabitEthernet0/0/0.101 is shut",
        ),
    ],
)
def test_a_session_that_the_router_shuts_is_down(old: str, new: str, problem: str):
    assert problem in session(ROUTER.replace(old, new)).problem


def test_a_default_route_and_an_encrypted_password():
    text = ROUTER.replace("password 0 a-key", "password 7 0822455D0A16\n neighbor 169.254.101.2 default-originate")
    assert session(text).session.key is None
    assert "0.0.0.0/0" in sent(text)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("!\nend", "router ospf 1\nend", "router ospf 1"),
        ("!\nend", "vrf definition RED\nend", "vrf definition RED"),
        (" bfd interval", " ip access-group BLOCK in\n bfd interval", "ip access-group BLOCK in"),
        (" set metric 200", " match community 5", "match community 5"),
        (" set metric 200", " continue 30", "continue 30"),
        (" bgp log-neighbor-changes", " redistribute ospf 1", "redistribute ospf 1"),
        ("address-family ipv4\n", "address-family ipv4 vrf RED\n", "address-family ipv4 vrf RED"),
        (
            "neighbor AWS peer-group\n",
            "neighbor AWS peer-group\n neighbor AWS local-as 65099\n",
            "neighbor AWS local-as 65099",
        ),
    ],
)
def test_what_decides_routes_and_is_not_modelled_is_refused_by_name(old: str, new: str, line: str):
    assert old in ROUTER
    with pytest.raises(SourceUnreadable, match=rf"configs/dc-east\.cfg:\d+: `{line}` is not modelled"):
        read(ROUTER.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("route-map TO-AWS out", "route-map TO-AWZ out", "There is no route map TO-AWZ"),
        ("prefix-list WIDE\n set", "prefix-list WIDER\n set", "There is no prefix list WIDER"),
        ("permit 10.0.0.0/8 le 16", "permit 10.0.0.0/80", r"permit 10\.0\.0\.0/80` cannot be read"),
        ("255.255.255.252", "255.255.255.9999", "ip address 169.254.101.1 255.255.255.9999` cannot be read"),
        ("router bgp 65010", "router bgp", "Write `router bgp ASN`"),
        ("neighbor AWS remote-as 64600", "neighbor AWS timers 1 3", "Write `neighbor ADDRESS remote-as ASN`"),
        ("192.168.0.0 255.255.0.0 10.0.0.254", "192.168.0.0", "Write `ip route PREFIX MASK NEXT-HOP`"),
    ],
)
def test_a_line_that_cannot_be_read_is_an_error_with_its_number(old: str, new: str, message: str):
    assert old in ROUTER
    with pytest.raises(SourceUnreadable, match=message) as error:
        read(ROUTER.replace(old, new, 1))
    assert "configs/dc-east.cfg:" in str(error.value)


PREFERRED = ROUTER.replace(
    "  neighbor 169.254.101.2 activate\n",
    "  neighbor 169.254.101.2 activate\n  neighbor 169.254.101.2 route-map FROM-AWS in\n",
).replace("!\nend", "route-map FROM-AWS permit 10\n set local-preference 250\n!\nend")


def test_a_route_map_for_routes_received_gives_them_a_local_preference():
    assert session().session.local_preference == 100
    assert session(PREFERRED).session.local_preference == 250


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("FROM-AWS permit 10", "FROM-AWS deny 10"),
        (" set local-preference 250", " match ip address prefix-list WIDE\n set local-preference 250"),
    ],
)
def test_a_route_map_that_filters_routes_received_is_refused(old: str, new: str):
    with pytest.raises(SourceUnreadable, match=r"route-map FROM-AWS (permit|deny) 10` is not modelled"):
        read(PREFERRED.replace(old, new))
