from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address, ip_network

import pytest

from sandbox.reach.ends import resolve
from sandbox.reach.errors import UnknownEnd
from sandbox.reach.model import Account, EndKind, Instance, Network
from sandbox.routing.model import PrefixList
from tests.sandbox.reach.network_text import read_lines

LINES = (
    "vpc vpc-a 10.0.0.0/16",
    "subnet subnet-a vpc-a 10.0.0.0/24",
    "subnet subnet-b vpc-a 10.0.1.0/24",
    "internet-gateway igw-a vpc-a",
    "table rtb-a vpc-a main",
    "interface eni-app subnet-a 10.0.0.5 public=52.0.0.5",
    "interface eni-data subnet-b 10.0.1.5",
    "interface eni-lb subnet-a 10.0.0.9",
    "load-balancer front vpc-a network interfaces=eni-lb",
    "datacentre dc-one 192.168.0.0/16",
    "datacentre dc-two 172.16.0.0/16",
)


@pytest.fixture(scope="module")
def network() -> Network:
    read = read_lines(LINES)
    names = {"eni-app": "mobile/app", "eni-data": "mobile/data"}
    interfaces = {i.id: replace(i, name=names.get(i.id, "")) for i in read.interfaces.values()}
    account = next(iter(interfaces.values())).account
    lists = {"pl-1": PrefixList("pl-1", "aws", "us-east-1", "com.amazonaws.us-east-1.s3", (ip_network("3.5.0.0/19"),))}
    return replace(
        read,
        interfaces=interfaces,
        instances={"i-app": Instance("i-app", account, ("eni-app",), "web")},
        accounts={account: Account(account, "mobile")},
        topology=replace(read.topology, prefix_lists=lists),
    )


@pytest.mark.parametrize(
    ("text", "kind", "ids"),
    [
        ("mobile/app", EndKind.INTERFACE, ["eni-app"]),
        ("eni-data", EndKind.INTERFACE, ["eni-data"]),
        ("i-app", EndKind.INTERFACE, ["eni-app"]),
        ("web", EndKind.INTERFACE, ["eni-app"]),
        ("mobile", EndKind.INTERFACE, ["eni-app", "eni-data"]),
        ("subnet-b", EndKind.INTERFACE, ["eni-data"]),
        ("10.0.0.0/24", EndKind.INTERFACE, ["eni-app", "eni-lb"]),
        ("10.0.1.5", EndKind.INTERFACE, ["eni-data"]),
        ("52.0.0.5", EndKind.INTERFACE, ["eni-app"]),
        ("front", EndKind.LOAD_BALANCER, ["front"]),
        ("datacentre", EndKind.DATACENTRE, ["dc-one", "dc-two"]),
        ("dc-two", EndKind.DATACENTRE, ["dc-two"]),
        ("192.168.3.0/24", EndKind.DATACENTRE, ["dc-one"]),
        ("internet", EndKind.INTERNET, ["internet"]),
        ("9.9.9.9", EndKind.INTERNET, ["internet"]),
        ("10.0.1.77", EndKind.ADDRESS, ["10.0.1.77"]),
        ("s3.us-east-1", EndKind.SERVICE, ["com.amazonaws.us-east-1.s3"]),
        ("com.amazonaws.us-east-1.s3", EndKind.SERVICE, ["com.amazonaws.us-east-1.s3"]),
    ],
)
def test_a_text_names_ends(network: Network, text: str, kind: EndKind, ids: list[str]) -> None:
    found = resolve(network, text)
    assert {end.kind for end in found} == {kind}
    assert [end.id for end in found] == ids


def test_an_address_is_the_one_that_is_meant(network: Network) -> None:
    assert resolve(network, "52.0.0.5")[0].address == ip_address("52.0.0.5")
    assert resolve(network, "192.168.3.0/24")[0].prefixes == (ip_network("192.168.3.0/24"),)


def test_a_service_has_the_prefixes_of_its_list(network: Network) -> None:
    assert resolve(network, "s3.us-east-1")[0].prefixes == (ip_network("3.5.0.0/19"),)


@pytest.mark.parametrize("text", ["mobile/ap", "eni-none", "s3.eu-north-1", "", "10.0.0.0/99"])
def test_an_unknown_text_is_refused(network: Network, text: str) -> None:
    with pytest.raises(UnknownEnd, match="No end"):
        resolve(network, text)


def test_the_error_names_similar_ends(network: Network) -> None:
    with pytest.raises(UnknownEnd, match=r"Similar: mobile/app, mobile/data") as raised:
        resolve(network, "mobile/appp")
    assert raised.value.similar[0] == "mobile/app"
