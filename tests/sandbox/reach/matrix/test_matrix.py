"""The matrix has for each pair what the analyzer has, also where interfaces share an evaluation."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from sandbox.reach import Analyzer
from sandbox.reach.matrix import OpenPorts, open_ports, reach_matrix
from sandbox.reach.model import EndKind, Flow, FlowEnd, Network
from tests.sandbox.reach.network_text import network, read_lines
from tests.sandbox.reach.random_network import random_lines
from tests.sandbox.reach.textbook_case import TextbookCase, cases

FLEET = """
vpc vpc-a 10.0.0.0/16
subnet subnet-web vpc-a 10.0.0.0/24
subnet subnet-db vpc-a 10.0.1.0/24
table rtb-a vpc-a main
group sg-web vpc-a
group sg-db vpc-a
allow sg-web out tcp 3306-3307 sg-db
allow sg-web out udp 53 10.0.0.0/24
allow sg-web in udp 53 sg-web
allow sg-db in tcp 3306 sg-web
interface eni-web-1 subnet-web 10.0.0.5 groups=sg-web
interface eni-web-2 subnet-web 10.0.0.6 groups=sg-web
interface eni-web-3 subnet-web 10.0.0.7 groups=sg-web
interface eni-db subnet-db 10.0.1.5 groups=sg-db
"""


def differences(read: Network) -> list[tuple[str, str]]:
    """Return the pairs whose ports are not those of the analyzer's headers."""
    analyzer = Analyzer(read)
    return [
        (cell.source.id, cell.destination.id)
        for cell in reach_matrix(read)
        if cell.destination.kind is not EndKind.LOAD_BALANCER
        and cell.open != open_ports(analyzer.headers_by_family(Flow(cell.source, cell.destination, None)))
    ]


def with_twins(lines: list[str]) -> list[str]:
    """Return a network in which each interface without public address has a neighbour of the same groups."""
    taken = {word for line in lines for word in line.split()}
    twins = []
    for line in lines:
        if not line.startswith("interface ") or "public=" in line:
            continue
        words = line.split()
        words[1] += "-twin"
        for place, word in enumerate(words[3:], 3):
            if word[0].isdigit():
                address = ip_address(word) + 1
                while str(address) in taken:
                    address += 1
                words[place] = str(address)
                taken.add(words[place])
        twins.append(" ".join(words))
    return [*lines, *twins]


@pytest.mark.parametrize("case", tuple(cases()), ids=lambda case: case.name)
def test_textbook_networks(case: TextbookCase) -> None:
    assert differences(read_lines(case.network)) == []


@pytest.mark.parametrize("seed", [3, 5, 8, 21, 34])
def test_random_networks_with_interfaces_of_one_class(seed: int) -> None:
    assert differences(read_lines(with_twins(random_lines(seed)))) == []


def test_interfaces_that_nothing_distinguishes_share_an_evaluation() -> None:
    found = reach_matrix(network(FLEET))
    assert len(found.sources) == 5
    assert len(set(found.source_classes)) == 3
    opened = {(cell.source.id, cell.destination.id): cell.open for cell in found.open()}
    database = (OpenPorts(4, (6, 6), (3306, 3306)),)
    names = (OpenPorts(4, (17, 17), (53, 53)),)
    webs = ("eni-web-1", "eni-web-2", "eni-web-3")
    expected = {(one, "eni-db"): database for one in webs} | {
        (one, other): names for one in webs for other in webs if one != other
    }
    assert opened == expected
    assert found.counts() == (9, 20)


@pytest.mark.parametrize(
    "line",
    [
        "allow sg-db in tcp 22 10.0.0.6/32",
        "acl acl-web vpc-a subnets=subnet-web\nentry acl-web in 100 allow all * 10.0.0.6/31",
        "route rtb-a 192.168.0.0/16 eni-web-2",
    ],
)
def test_what_distinguishes_an_interface_gives_it_its_own_class(line: str) -> None:
    read = network(FLEET + line)
    found = reach_matrix(read)
    ids = [end.id for end in found.sources]
    own = found.source_classes[ids.index("eni-web-2")]
    assert own != found.source_classes[ids.index("eni-web-1")]
    assert differences(read) == []


def test_ends_may_be_chosen() -> None:
    read = network(FLEET)
    web, database = (FlowEnd(EndKind.INTERFACE, name) for name in ("eni-web-1", "eni-db"))
    (cell,) = reach_matrix(read, [web], [database])
    assert cell.open == (OpenPorts(4, (6, 6), (3306, 3306)),)
    assert list(reach_matrix(read, [web], [web])) == []


BALANCED = """
interface eni-lb subnet-db 10.0.1.9 groups=sg-lb
load-balancer lb vpc-a application interfaces=eni-lb
target-group tg-open HTTP 8080 i-eni-web-1
target-group tg-closed HTTP 9090 i-eni-web-1
listener ls-open lb HTTP 80 tg-open
listener ls-closed lb HTTP 81 tg-closed
listener ls-refused lb HTTP 82 tg-open
allow sg-lb in tcp 80-81 10.0.0.0/16
allow sg-lb out all * 0.0.0.0/0
allow sg-web in tcp 8080 sg-lb
allow sg-web out tcp 0-65535 10.0.1.9/32
"""


def test_a_load_balancer_is_open_on_the_ports_of_listeners_with_reached_targets() -> None:
    found = reach_matrix(network(FLEET.replace("group sg-db vpc-a", "group sg-db vpc-a\ngroup sg-lb vpc-a") + BALANCED))
    assert {cell.source.id: cell.open for cell in found.open() if cell.destination.id == "lb"} == dict.fromkeys(
        ("eni-web-1", "eni-web-2", "eni-web-3"), (OpenPorts(4, (6, 6), (80, 80)),)
    )
    assert "lb" not in {end.id for end in found.sources}
