"""Transit Gateway Guide, "How transit gateways work": route evaluation order and ECMP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.origin import Origin
from sandbox.routing import compute, lookup
from sandbox.routing.model import (
    Announcement,
    PrefixList,
    Topology,
    TransitAttachment,
    TransitPrefixListReference,
    TransitRoute,
)
from sandbox.routing.routes import TransitTableRoute
from tests.sandbox.routing.networks import (
    ACCOUNT,
    REGION,
    announce,
    attachment,
    attachments,
    by_id,
    dx_gateway,
    ip,
    line,
    net,
    session,
    tgw,
    topology,
    transit_table,
    vif,
    vpc,
    vpn,
)

TABLE = "tgw-rtb-1"
SHARED = "10.50.0.0/16"
"""The prefix that several attachments propagate."""

ATTACHMENTS = {
    "vpc": attachment("attach-vpc", "tgw-1", "vpc", "vpc-1", TABLE),
    "dx": attachment("attach-dx", "tgw-1", "direct-connect-gateway", "dxgw-1", TABLE),
    "connect": attachment(
        "attach-connect",
        "tgw-1",
        "connect",
        "attach-transport",
        TABLE,
        sessions=(session("connect-1", announce(SHARED), amazon_asn=64520),),
    ),
    "private vpn": attachment("attach-private-vpn", "tgw-1", "vpn", "vpn-private", TABLE),
    "vpn": attachment("attach-vpn", "tgw-1", "vpn", "vpn-1", TABLE),
}
TRANSPORT = attachment("attach-transport", "tgw-1", "vpc", "vpc-transport")


def network(*present: TransitAttachment, announced: Announcement | None = None, **more: Any) -> Topology:
    """Return a transit gateway whose attachments can all propagate 10.50.0.0/16."""
    sent = announced or announce(SHARED)
    parts: dict[str, Any] = {
        "vpcs": by_id(vpc("vpc-1", SHARED), vpc("vpc-transport", "10.60.0.0/16")),
        "transit_gateways": by_id(tgw("tgw-1")),
        "transit_route_tables": by_id(transit_table(TABLE, "tgw-1")),
        "transit_attachments": attachments(*present, TRANSPORT),
        "connections": by_id(line("dxcon-1")),
        "direct_connect_gateways": by_id(dx_gateway("dxgw-1")),
        "virtual_interfaces": by_id(
            vif("dxvif-1", "dxcon-1", "dxgw-1", session("dxpeer-1", sent), kind="transit"),
        ),
        "vpn_connections": by_id(
            vpn("vpn-1", "tgw-1", session("tunnel-1", sent, amazon_asn=64520)),
            vpn("vpn-private", "tgw-1", session("tunnel-2", sent, amazon_asn=64520), private=True),
        ),
    }
    return topology(**parts | more)


def routes(found: Topology) -> tuple[TransitTableRoute, ...]:
    return compute(found).transit_tables[TABLE]


def hops(found: Topology, destination: str = SHARED) -> list[str]:
    """Return the attachments of the route to a destination."""
    return [path.via for it in routes(found) if it.destination == net(destination) for path in it.paths]


def test_attachments_are_preferred_in_the_order_of_the_guide() -> None:
    order = ["vpc", "dx", "connect", "private vpn", "vpn"]
    static = transit_table(TABLE, "tgw-1", routes=(TransitRoute(net(SHARED), "attach-vpn"),))

    for first in range(len(order)):
        left = [ATTACHMENTS[it] for it in order[first:]]
        assert hops(network(*left)) == [ATTACHMENTS[order[first]].id]
    everything = network(*ATTACHMENTS.values(), transit_route_tables=by_id(static))
    assert [(it.source, it.paths[0].via) for it in routes(everything)] == [("static", "attach-vpn")]


def test_a_prefix_list_reference_comes_after_static_routes_and_before_propagated_ones() -> None:
    listed = PrefixList("pl-1", ACCOUNT, REGION, "sites", (net(SHARED), net("10.51.0.0/16")), 10)
    reference = TransitPrefixListReference("pl-1", "attach-vpn")
    referencing = transit_table(TABLE, "tgw-1", references=(reference,))
    both = replace(referencing, routes=(TransitRoute(net(SHARED), "attach-dx"),))

    def read(own: Any) -> list[tuple[str, str, str | None]]:
        parts: dict[str, Any] = {"prefix_lists": by_id(listed), "transit_route_tables": by_id(own)}
        found = routes(network(*ATTACHMENTS.values(), **parts))
        return [(str(it.destination), it.paths[0].via, it.prefix_list) for it in found]

    assert read(referencing) == [(SHARED, "attach-vpn", "pl-1"), ("10.51.0.0/16", "attach-vpn", "pl-1")]
    assert read(both) == [(SHARED, "attach-dx", None), ("10.51.0.0/16", "attach-vpn", "pl-1")]


def test_a_missing_prefix_list_is_a_problem_by_name() -> None:
    own = transit_table(TABLE, "tgw-1", references=(TransitPrefixListReference("pl-gone", None),))

    assert compute(network(transit_route_tables=by_id(own))).problems == (f"{TABLE}: no prefix list pl-gone",)


@pytest.mark.parametrize(
    ("own", "active", "reason"),
    [
        (None, False, "blackhole route"),
        ("attach-gone", False, "no attachment attach-gone"),
        ("attach-pending", False, "attachment attach-pending is not available"),
        ("attach-vpn", True, ""),
    ],
)
def test_a_static_route_is_a_blackhole_without_an_available_attachment(
    own: str | None, active: bool, reason: str
) -> None:
    static = transit_table(TABLE, "tgw-1", routes=(TransitRoute(net(SHARED), own),))
    pending = attachment("attach-pending", "tgw-1", "vpc", "vpc-1", available=False)

    found = routes(
        network(ATTACHMENTS["vpc"], ATTACHMENTS["vpn"], pending, transit_route_tables=by_id(static)),
    )

    assert [(it.source, it.active, it.reason) for it in found] == [("static", active, reason)]


def test_a_blackhole_drops_what_a_less_specific_route_would_carry() -> None:
    static = transit_table(TABLE, "tgw-1", routes=(TransitRoute(net("10.50.7.0/24"), None),))

    taken = lookup(routes(network(ATTACHMENTS["vpc"], transit_route_tables=by_id(static))), ip("10.50.7.1"))

    assert taken
    assert not taken.active


def test_a_peering_propagates_nothing_and_takes_static_routes() -> None:
    peering = attachment("attach-peering", "tgw-1", "peering", "tgw-2", TABLE)
    static = transit_table(TABLE, "tgw-1", routes=(TransitRoute(net("10.99.0.0/16"), "attach-peering"),))

    assert routes(network(peering)) == ()
    assert hops(network(peering, transit_route_tables=by_id(static)), "10.99.0.0/16") == ["attach-peering"]


def test_a_vpc_propagates_all_its_ranges_and_ipv6_with_ipv6_support_alone() -> None:
    ranges = by_id(vpc("vpc-1", SHARED, "100.64.0.0/16", "2001:db8::/56"))
    with_ipv6 = replace(ATTACHMENTS["vpc"], ipv6=True)

    def destinations(attached: TransitAttachment) -> list[str]:
        return [str(it.destination) for it in routes(network(attached, vpcs=ranges))]

    assert destinations(ATTACHMENTS["vpc"]) == [SHARED, "100.64.0.0/16"]
    assert destinations(with_ipv6) == [SHARED, "100.64.0.0/16", "2001:db8::/56"]


def test_of_two_vpcs_with_one_range_the_first_attached_counts() -> None:
    later = attachment("attach-a-later", "tgw-1", "vpc", "vpc-2", TABLE, created=20.0)
    first = replace(ATTACHMENTS["vpc"], created=10.0)
    both = by_id(vpc("vpc-1", SHARED), vpc("vpc-2", SHARED))

    assert hops(network(later, first, vpcs=both)) == ["attach-vpc"]


def test_an_attachment_that_is_not_available_propagates_nothing() -> None:
    assert routes(network(replace(ATTACHMENTS["vpc"], available=False))) == ()


def test_tables_are_independent() -> None:
    other = transit_table("tgw-rtb-2", "tgw-1")
    both = replace(ATTACHMENTS["vpc"], propagates_to=("tgw-rtb-2",))

    found = compute(network(both, transit_route_tables=by_id(transit_table(TABLE, "tgw-1"), other)))

    assert found.transit_tables[TABLE] == ()
    assert [str(it.destination) for it in found.transit_tables["tgw-rtb-2"]] == [SHARED]


def two_vpns(first: Announcement, second: Announcement, *, ecmp: bool = True) -> Topology:
    """Return two VPN connections that announce one prefix."""
    return network(
        attachment("attach-vpn-1", "tgw-1", "vpn", "vpn-1", TABLE),
        attachment("attach-vpn-2", "tgw-1", "vpn", "vpn-2", TABLE),
        transit_gateways=by_id(tgw("tgw-1", vpn_ecmp=ecmp)),
        vpn_connections=by_id(
            vpn("vpn-1", "tgw-1", session("tunnel-1", first, amazon_asn=64520)),
            vpn("vpn-2", "tgw-1", session("tunnel-2", second, amazon_asn=64520)),
        ),
    )


def test_vpn_connections_share_traffic_with_vpn_ecmp_support() -> None:
    equal = announce(SHARED), announce(SHARED)

    assert hops(two_vpns(*equal)) == ["attach-vpn-1", "attach-vpn-2"]
    assert hops(two_vpns(*equal, ecmp=False)) == ["attach-vpn-1"]


def test_the_shorter_as_path_then_the_lower_med_is_preferred_within_a_kind() -> None:
    assert hops(two_vpns(announce(SHARED, prepend=1), announce(SHARED, med=900))) == ["attach-vpn-2"]
    assert hops(two_vpns(announce(SHARED, med=20), announce(SHARED, med=10))) == ["attach-vpn-2"]


def test_a_vpn_route_without_med_counts_as_100() -> None:
    assert hops(two_vpns(announce(SHARED), announce(SHARED, med=99))) == ["attach-vpn-2"]
    assert hops(two_vpns(announce(SHARED), announce(SHARED, med=100))) == ["attach-vpn-1", "attach-vpn-2"]


def test_direct_connect_gateways_share_traffic_with_exactly_the_same_as_path() -> None:
    def two_gateways(second: Announcement) -> Topology:
        return network(
            ATTACHMENTS["dx"],
            attachment("attach-dx-2", "tgw-1", "direct-connect-gateway", "dxgw-2", TABLE),
            virtual_interfaces=by_id(
                vif("dxvif-1", "dxcon-1", "dxgw-1", session("dxpeer-1", announce(SHARED)), kind="transit"),
                vif("dxvif-2", "dxcon-1", "dxgw-2", session("dxpeer-2", second), kind="transit"),
            ),
        )

    assert hops(two_gateways(announce(SHARED))) == ["attach-dx", "attach-dx-2"]
    assert hops(two_gateways(announce(SHARED, asn=65099))) == ["attach-dx"]


def test_static_routes_of_a_vpn_connection_are_not_propagated_to_a_transit_gateway() -> None:
    static = by_id(vpn("vpn-1", "tgw-1", static=(SHARED,)))

    assert routes(network(ATTACHMENTS["vpn"], vpn_connections=static)) == ()


def test_a_connect_attachment_needs_its_transport() -> None:
    connect = ATTACHMENTS["connect"]
    down = attachments(connect, replace(TRANSPORT, available=False))

    found = compute(network(connect, transit_attachments=down))

    assert found.transit_tables[TABLE] == ()
    assert found.sessions["connect-1"].reason == "transport attachment attach-transport is not available"


def test_a_connect_peer_carries_both_families() -> None:
    connect = replace(
        ATTACHMENTS["connect"],
        sessions=(session("connect-1", announce(SHARED), announce("2001:db8:9::/48"), amazon_asn=64520),),
    )

    assert [str(it.destination) for it in routes(network(connect))] == [SHARED, "2001:db8:9::/48"]


def test_a_propagated_route_has_the_location_of_its_propagation() -> None:
    here = Origin("network/transit.py", 40)

    found = routes(network(replace(ATTACHMENTS["vpc"], link_origins={TABLE: here})))

    assert [it.origin for it in found] == [here]
