from __future__ import annotations

import pytest

from sandbox.reach import Analyzer
from sandbox.reach.answer import Disposition, FlowAnswer
from sandbox.reach.ends import resolve
from sandbox.reach.model import Flow, PortRange
from tests.sandbox.reach.network_text import read_lines

NETWORK = (
    "vpc vpc-a 10.0.0.0/16",
    "subnet subnet-front vpc-a 10.0.0.0/24 zone=az1",
    "subnet subnet-back vpc-a 10.0.1.0/24 zone=az2",
    "internet-gateway igw-a vpc-a",
    "table rtb-front vpc-a subnets=subnet-front",
    "route rtb-front 0.0.0.0/0 igw-a",
    "table rtb-back vpc-a main",
    "group sg-lb vpc-a",
    "allow sg-lb in tcp 443 0.0.0.0/0",
    "allow sg-lb out all * 0.0.0.0/0",
    "group sg-target vpc-a",
    "interface eni-lb subnet-front 10.0.0.9 groups=sg-lb public=52.0.0.9",
    "interface eni-target subnet-back 10.0.1.5 groups=sg-target",
)
APPLICATION = (
    "load-balancer front vpc-a application internet-facing interfaces=eni-lb",
    "target-group tg HTTP 8443 10.0.1.5",
    "listener listener-1 front HTTPS 443 tg",
)


def _network_balancer(*options: str, preserve: bool) -> tuple[str, ...]:
    return (
        " ".join(("load-balancer front vpc-a network internet-facing interfaces=eni-lb", *options)),
        f"target-group tg TCP 8443 10.0.1.5{' preserve' if preserve else ''}",
        "listener listener-1 front TCP 443 tg",
    )


def _answer(*lines: str, port: int = 443) -> FlowAnswer:
    network = read_lines((*NETWORK, *lines))
    flow = Flow(resolve(network, "internet")[0], resolve(network, "front")[0], 6, PortRange(port, port))
    return Analyzer(network).flow(flow)


def test_a_load_balancer_is_reached_with_its_target() -> None:
    found = _answer(*APPLICATION, "allow sg-target in tcp 8443 sg-lb")
    assert found.open
    assert found.open_ports == (PortRange(443, 443),)
    hops = [hop.id for hop in found.forward[0].hops]
    assert hops.index("eni-lb") < hops.index("eni-target")


def test_without_a_reachable_target_it_is_closed_and_the_remedy_opens_the_target() -> None:
    found = _answer(*APPLICATION)
    assert (found.open, found.disposition) == (False, Disposition.DENIED_IN)
    assert [(block.code, block.component) for block in found.blocks] == [("SG_HAS_NO_RULES", "sg-target")]
    assert found.remedy is not None
    assert found.remedy.texts == ("Security group sg-target (sg-target): allow inbound tcp 8443 from 10.0.0.9/32",)


def test_a_port_without_listener_is_closed() -> None:
    found = _answer(*APPLICATION, "allow sg-target in all * 0.0.0.0/0", port=80)
    assert [block.code for block in found.blocks] == ["ELBV2_LISTENERS_MISMATCH"]


def test_a_listener_without_targets_is_closed() -> None:
    found = _answer(APPLICATION[0], "target-group tg HTTP 8443", APPLICATION[2])
    assert "ELBV2_LISTENER_HAS_NO_TG" in {block.code for block in found.blocks}


@pytest.mark.parametrize(
    ("preserve", "source", "opened"),
    [
        (True, "9.9.9.0/24", False),
        (True, "0.0.0.0/0", True),
        (False, "10.0.0.9/32", True),
        (True, "10.0.0.9/32", False),
    ],
)
def test_targets_see_the_client_where_its_address_is_preserved(preserve: bool, source: str, opened: bool) -> None:
    balancer = _network_balancer(preserve=preserve)
    network = read_lines((*NETWORK, *balancer, f"allow sg-target in tcp 8443 {source}"))
    flow = Flow(resolve(network, "8.8.8.8")[0], resolve(network, "front")[0], 6, PortRange(443, 443))
    assert Analyzer(network).flow(flow).open is opened


def test_responses_to_a_preserved_client_need_the_acls_between_target_and_load_balancer() -> None:
    denied = "acl acl-back vpc-a subnets=subnet-back", "entry acl-back in 100 allow all * 0.0.0.0/0"
    found = _answer(*_network_balancer(preserve=True), "allow sg-target in tcp 8443 0.0.0.0/0", *denied)
    assert not found.open
    assert [(block.code, block.returning) for block in found.blocks] == [("SUBNET_ACL_RESTRICTION", True)]


@pytest.mark.parametrize("preserve", [True, False])
def test_without_cross_zone_balancing_targets_of_other_zones_are_not_reached(preserve: bool) -> None:
    found = _answer(*_network_balancer("no-cross-zone", preserve=preserve), "allow sg-target in all * 0.0.0.0/0")
    assert not found.open
    assert "ELB_NOT_CROSSZONE" in {block.code for block in found.blocks}
