"""Tests of `sandbox.snapshot.network.routers.document` and `yaml_parts`."""

from __future__ import annotations

import json
from ipaddress import ip_address, ip_interface, ip_network

import pytest

from sandbox.origin import Origin
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.network.routers.document import read_document

DOCUMENT = """\
asn: 65010
prefixes: [10.0.0.0/12, "2001:db8::/32"]
vpn:
  - {router: dc-vpn, address: 203.0.113.12}
lines:
  - name: line-east
    router: dc-east
    location: EqDC2
    bandwidth: 10Gbps
    preference: low
    announcements:
      - {prefix: 10.0.0.0/12, as_path: [65010, 65010], med: 10, communities: ["7224:7300"]}
      - {prefix: "2001:db8::/32"}
    interfaces:
      legacy:
        vlan: 101
        customer_address: 169.254.101.1/30
        amazon_address: 169.254.101.2/30
        amazon_asn: 64600
        key: secret-key
        ipv6: {amazon_address: "2001:db8:1::1/125"}
"""


def test_a_line_has_both_halves_of_its_sessions_and_its_announcements():
    far = read_document(DOCUMENT, "datacentre.yaml")
    (line,) = far.lines
    (interface,) = line.interfaces
    four, six = interface.sessions
    assert (line.name, line.router, line.reason, line.origin) == (
        "line-east",
        "dc-east",
        "",
        Origin("datacentre.yaml", 6),
    )
    assert (interface.vlan, four.amazon_asn, four.key) == (101, 64600, "secret-key")
    assert (four.customer_address, four.amazon_address) == (
        ip_interface("169.254.101.1/30"),
        ip_interface("169.254.101.2/30"),
    )
    (sent,) = four.announcements
    assert (sent.as_path, sent.med, sent.communities) == ((65010, 65010), 10, frozenset({"7224:7300"}))
    assert [(str(each.prefix), each.communities) for each in six.announcements] == [
        ("2001:db8::/32", frozenset({"7224:7100"}))
    ]
    assert (six.customer_address, six.amazon_address) == (None, ip_interface("2001:db8:1::1/125"))


def test_a_data_centre_has_the_routers_of_its_lines_and_vpns():
    far = read_document(DOCUMENT, "datacentre.yaml")
    (centre,) = far.datacentres
    assert centre.prefixes == (ip_network("10.0.0.0/12"), ip_network("2001:db8::/32"))
    assert {router.name: router.addresses for router in centre.routers} == {
        "dc-east": (ip_address("169.254.101.1"),),
        "dc-vpn": (ip_address("203.0.113.12"),),
    }
    assert far.vpn_peers[ip_address("203.0.113.12")].asn == 65010


def test_several_data_centres_and_a_line_that_is_down():
    one = DOCUMENT.replace("preference: low", "down: {reason: a digger, since: 2026-11-30}")
    both = "datacentres:\n" + "".join(
        f"  - name: {name}\n" + "".join(f"    {line}\n" for line in one.splitlines()) for name in ("north", "south")
    )
    far = read_document(both, "datacentre.yaml")
    assert [centre.name for centre in far.datacentres] == ["north", "south"]
    assert [line.reason for line in far.lines] == ["a digger", "a digger"]


def test_json_is_read_as_well():
    document = {"asn": 65010, "prefixes": ["10.0.0.0/12"], "lines": []}
    assert read_document(json.dumps(document), "datacentre.json").datacentres[0].prefixes == (
        ip_network("10.0.0.0/12"),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("vlan: 101", "vlan: 5000", r"datacentre\.yaml:16: lines\[0\]\.interfaces\.legacy\.vlan is '5000'"),
        ("10.0.0.0/12, ", "10.0.0.0/99, ", r"datacentre\.yaml:2: prefixes\[0\] is '10\.0\.0\.0/99'"),
        ("169.254.101.1/30", "nowhere", r"customer_address is 'nowhere'"),
        ("preference: low", "preference: lowest", r"preference is 'lowest'.* Write one of low, medium, high"),
        ("router: dc-east", "routter: dc-east", r"datacentre\.yaml:7: lines\[0\]\.routter is not known"),
        ("    location: EqDC2\n", "", r"datacentre\.yaml:6: lines\[0\] lacks location"),
        ("asn: 65010", "asn: [", r"datacentre\.yaml:\d+: it is neither YAML nor JSON"),
        ("asn: 65010", "asn: sixty", r"datacentre\.yaml:1: asn is 'sixty'"),
        ("203.0.113.12", "203.0.113", r"address is '203\.0\.113'"),
    ],
)
def test_a_wrong_document_is_an_error_with_its_line(old: str, new: str, message: str):
    assert old in DOCUMENT
    with pytest.raises(SourceUnreadable, match=message):
        read_document(DOCUMENT.replace(old, new, 1), "datacentre.yaml")


def test_an_empty_document_is_an_error():
    with pytest.raises(SourceUnreadable, match="it is empty"):
        read_document("", "datacentre.yaml")
