from __future__ import annotations

import pytest

from sandbox.reach import Analyzer
from sandbox.reach.answer import FlowAnswer
from sandbox.reach.ends import resolve
from sandbox.reach.model import Flow, PortRange
from tests.sandbox.reach.network_text import read_lines

TWO_VPCS = (
    "vpc vpc-a 10.0.0.0/16",
    "vpc vpc-b 10.1.0.0/16",
    "subnet subnet-a vpc-a 10.0.0.0/24 zone=az1",
    "subnet subnet-b vpc-b 10.1.0.0/24 zone=az1",
    "interface eni-a subnet-a 10.0.0.5",
    "interface eni-b subnet-b 10.1.0.5",
    "table rtb-a vpc-a main",
    "table rtb-b vpc-b main",
)
ROUTES = ("route rtb-a 10.1.0.0/16 tgw-1", "route rtb-b 10.0.0.0/16 tgw-1")
GATEWAY = ("transit-gateway tgw-1 asn=64520", "transit-table tgw-rtb-1 tgw-1")
ATTACHED_A = "attachment att-a tgw-1 vpc vpc-a subnets=subnet-a table=tgw-rtb-1 to=tgw-rtb-1"
ATTACHED_B = "attachment att-b tgw-1 vpc vpc-b subnets=subnet-b table=tgw-rtb-1 to=tgw-rtb-1"
CONNECTED = (*TWO_VPCS, *GATEWAY, ATTACHED_A, ATTACHED_B, *ROUTES)


def _answer(lines: tuple[str, ...], source: str = "eni-a", destination: str = "eni-b") -> FlowAnswer:
    network = read_lines(lines)
    flow = Flow(resolve(network, source)[0], resolve(network, destination)[0], 6, PortRange(443, 443))
    return Analyzer(network).flow(flow)


def _without(lines: tuple[str, ...], *left_out: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line not in left_out)


def test_the_network_is_open_before_something_is_taken_away() -> None:
    assert _answer(CONNECTED).open


@pytest.mark.parametrize(
    ("lines", "codes", "texts"),
    [
        (
            _without(CONNECTED, ROUTES[0]),
            ["NO_ROUTE_TO_DESTINATION"],
            ("Route table rtb-a: add route 10.1.0.0/16 to tgw-1",),
        ),
        (
            _without(CONNECTED, ROUTES[1]),
            ["NO_ROUTE_TO_DESTINATION"],
            ("Route table rtb-b: add route 10.0.0.0/16 to tgw-1",),
        ),
        (
            (*_without(CONNECTED, ATTACHED_B), ATTACHED_B.replace(" to=tgw-rtb-1", "")),
            ["TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"],
            ("propagate the routes of attachment att-b",),
        ),
        (
            (*_without(CONNECTED, ATTACHED_A), ATTACHED_A.replace(" table=tgw-rtb-1", "")),
            ["TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION"],
            ("Transit gateway attachment att-a: associate it with route table",),
        ),
        (
            (*CONNECTED, "acl acl-a vpc-a subnets=subnet-a", "entry acl-a out 100 deny tcp 443 10.1.0.0/16",
             "entry acl-a out 200 allow all * 0.0.0.0/0", "entry acl-a in 100 allow all * 0.0.0.0/0"),
            ["SUBNET_ACL_RESTRICTION"],
            (
                "add entry 99, allow outbound tcp 443 to 10.1.0.5/32",
            ),
        ),
    ],
    ids=["a route", "a route back", "a propagation", "an association", "an ACL entry"],
)  # fmt: skip
def test_what_is_missing_is_named_with_its_edit(lines: tuple[str, ...], codes: list[str], texts: tuple[str]) -> None:
    found = _answer(lines)
    assert not found.open
    assert [block.code for block in found.blocks] == codes
    assert found.remedy is not None
    assert len(found.remedy.texts) == len(texts)
    assert all(text in edit for edit, text in zip(found.remedy.texts, texts, strict=True)), found.remedy.texts


def test_every_setting_in_the_way_is_named_there_and_back() -> None:
    group = ("group sg-b vpc-b",)
    acl = ("acl acl-b vpc-b subnets=subnet-b", "entry acl-b in 100 allow tcp 443 0.0.0.0/0")
    lines = tuple(line.replace("eni-b subnet-b 10.1.0.5", "eni-b subnet-b 10.1.0.5 groups=sg-b") for line in CONNECTED)
    vpcs, rest = lines[:2], lines[2:]
    found = _answer((*vpcs, *group, *_without(rest, ROUTES[1]), *acl))
    named = {(block.code, block.returning) for block in found.blocks}
    assert named >= {
        ("SG_HAS_NO_RULES", False),
        ("NO_ROUTE_TO_DESTINATION", True),
        ("SUBNET_ACL_RESTRICTION", True),
    }
    assert found.remedy is not None
    assert len(found.remedy.texts) >= 3


def test_no_remedy_is_offered_where_nothing_connects_the_ends() -> None:
    found = _answer(TWO_VPCS)
    assert found.blocks[0].code == "NO_ROUTE_TO_DESTINATION"
    assert found.remedy is None


def test_an_interface_without_public_address_gets_one() -> None:
    lines = (*TWO_VPCS, "internet-gateway igw-a vpc-a", "route rtb-a 0.0.0.0/0 igw-a")
    outbound, inbound = _answer(lines, "eni-a", "internet"), _answer(lines, "internet", "eni-a")
    assert [block.code for block in outbound.blocks] == ["IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"]
    assert [block.code for block in inbound.blocks] == ["IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"]
    for found in (outbound, inbound):
        assert found.remedy is not None
        assert found.remedy.texts == ("Associate an Elastic IP address with eni-a, 10.0.0.5",)
