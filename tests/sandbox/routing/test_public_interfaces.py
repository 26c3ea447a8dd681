"""Direct Connect User Guide, "Routing policies and BGP communities": public virtual interfaces."""

from __future__ import annotations

from dataclasses import replace

from sandbox.routing import compute
from sandbox.routing.model import PrefixList, Topology
from tests.sandbox.routing.networks import ACCOUNT, announce, by_id, line, net, session, topology, vif, vpc


def public() -> Topology:
    """Return a public interface in us-east-1, and AWS's prefix lists of three Regions."""
    regions = {"us-east-1": "52.216.0.0/15", "us-west-2": "52.218.0.0/17", "eu-west-1": "52.218.128.0/17"}
    lists = [
        PrefixList(f"pl-{region}", "AWS", region, f"com.amazonaws.{region}.s3", (net(prefix),))
        for region, prefix in regions.items()
    ]
    own = PrefixList("pl-own", ACCOUNT, "us-east-1", "own", (net("10.9.0.0/16"),), 10)
    return topology(
        vpcs=by_id(*(vpc(f"vpc-{region}", "10.0.0.0/16", region=region) for region in regions)),
        connections=by_id(line("dxcon-1")),
        prefix_lists=by_id(*lists, own),
        virtual_interfaces=by_id(
            vif(
                "dxvif-1",
                "dxcon-1",
                None,
                session(
                    "dxpeer-1",
                    announce("198.51.100.0/24", "7224:9100"),
                    announce("198.51.101.0/24", "7224:9200"),
                    announce("198.51.102.0/24", "7224:9300"),
                    announce("198.51.103.0/24"),
                    announce("203.0.113.0/24"),
                    amazon_asn=7224,
                ),
                kind="public",
                prefixes=(net("198.51.100.0/22"),),
            )
        ),
    )


def test_amazons_public_prefixes_are_tagged_by_region_and_continent() -> None:
    routes = compute(public()).advertised["dxvif-1"]

    assert {str(it.destination): sorted(it.communities - {"65535:65281"}) for it in routes} == {
        "52.216.0.0/15": ["7224:8100", "7224:8200"],
        "52.218.0.0/17": ["7224:8200"],
        "52.218.128.0/17": [],
    }
    assert {len(it.as_path) for it in routes} == {3}
    assert all("65535:65281" in it.communities for it in routes)


def test_scope_communities_decide_which_regions_know_a_public_prefix() -> None:
    known = compute(public()).public

    assert {region: [str(it.destination) for it in routes] for region, routes in known.items()} == {
        "us-east-1": ["198.51.100.0/24", "198.51.101.0/24", "198.51.102.0/24", "198.51.103.0/24"],
        "us-west-2": ["198.51.101.0/24", "198.51.102.0/24", "198.51.103.0/24"],
        "eu-west-1": ["198.51.102.0/24", "198.51.103.0/24"],
    }


def test_a_public_interface_takes_the_prefixes_that_it_was_created_with() -> None:
    accepted = [str(it.destination) for it in compute(public()).accepted["dxvif-1"]]

    assert "198.51.100.0/24" in accepted
    assert "203.0.113.0/24" not in accepted


def test_public_interfaces_are_of_no_concern_to_a_network_without_one() -> None:
    assert compute(replace(public(), virtual_interfaces={})).public == {}
