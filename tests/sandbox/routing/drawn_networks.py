"""Networks drawn at random, small enough to have conflicts: one prefix from several sources."""

from __future__ import annotations

import random
from typing import Any

from sandbox.routing.model import (
    Announcement,
    BgpSession,
    DataCentre,
    Lag,
    PrefixList,
    Router,
    TargetKind,
    Topology,
    TransitAttachment,
    TransitPrefixListReference,
    TransitRoute,
)
from tests.sandbox.routing.networks import (
    ACCOUNT,
    REGION,
    announce,
    association,
    attachment,
    attachments,
    by_id,
    dx_gateway,
    line,
    net,
    route,
    session,
    table,
    tgw,
    topology,
    transit_table,
    vgw,
    vif,
    vpc,
    vpn,
)

PREFIXES = (
    "0.0.0.0/0",
    "10.0.0.0/8",
    "10.0.0.0/16",
    "10.0.128.0/17",
    "10.1.0.0/16",
    "10.2.0.0/16",
    "10.2.3.0/24",
    "172.16.0.0/12",
    "172.16.5.0/24",
    "2001:db8::/32",
    "2001:db8:1::/48",
)
COMMUNITIES = ("7224:7100", "7224:7200", "7224:7300")
REGIONS = (REGION, "us-west-2")
TARGETS = (
    (TargetKind.INTERNET_GATEWAY, "igw-gone"),
    (TargetKind.TRANSIT_GATEWAY, "tgw-1"),
    (TargetKind.VIRTUAL_PRIVATE_GATEWAY, "vgw-1"),
    (TargetKind.NETWORK_INTERFACE, "eni-1"),
)


def drawn(seed: int) -> Topology:
    """Return the network of a seed."""
    rng = random.Random(seed)  # noqa: S311 - drawn cases, repeatable
    sessions = _Sessions(rng)
    connections = [line(f"dxcon-{n}", rng.choice(REGIONS), up=rng.random() < 0.8) for n in range(2)]
    connections += [line(f"dxcon-lag-{n}", up=rng.random() < 0.7, lag="dxlag-1") for n in range(2)]
    carriers = ["dxcon-0", "dxcon-1", "dxlag-1"]
    gateways = ["dxgw-1", "dxgw-2"]
    return topology(
        vpcs=by_id(vpc("vpc-1", "10.0.0.0/16", "2001:db8:1::/56"), vpc("vpc-2", "10.1.0.0/16", "10.2.0.0/16")),
        route_tables=by_id(
            *(
                table(
                    f"rtb-{owner}-{n}",
                    owner,
                    *_distinct(rng, lambda prefix: route(prefix, *rng.choice(TARGETS)), ("pl-1",)),
                    propagating=("vgw-1", "vgw-2"),
                )
                for owner in ("vpc-1", "vpc-2")
                for n in range(2)
            )
        ),
        prefix_lists=by_id(
            PrefixList("pl-1", ACCOUNT, REGION, "sites", (net("10.2.3.0/24"), net("172.16.0.0/12")), 10)
        ),
        network_interfaces={"eni-1": "subnet-1"},
        virtual_private_gateways=by_id(vgw("vgw-1", "vpc-1"), vgw("vgw-2", rng.choice(("vpc-2", None)))),
        transit_gateways=by_id(tgw("tgw-1", vpn_ecmp=rng.random() < 0.8)),
        transit_route_tables=by_id(
            *(
                transit_table(
                    f"tgw-rtb-{n}",
                    "tgw-1",
                    routes=tuple(
                        _distinct(
                            rng, lambda prefix: TransitRoute(net(prefix), rng.choice((None, "attach-1", "attach-gone")))
                        )
                    ),
                    references=(TransitPrefixListReference("pl-1", "attach-2"),) if rng.random() < 0.3 else (),
                )
                for n in range(2)
            )
        ),
        transit_attachments=attachments(*_attachments(rng, sessions)),
        connections=by_id(*connections),
        lags=by_id(Lag("dxlag-1", ACCOUNT, "lag", "loc", REGION, rng.choice((0, 1, 2)))),
        direct_connect_gateways=by_id(*map(dx_gateway, gateways)),
        direct_connect_associations=by_id(
            association("a-1", "dxgw-1", "vgw-1", *rng.sample(PREFIXES, 3)),
            association("a-2", "dxgw-1", "vgw-2", *rng.sample(PREFIXES, 3)),
            association("a-3", "dxgw-2", "tgw-1", *rng.sample(PREFIXES, 3)),
        ),
        virtual_interfaces=by_id(
            *(
                vif(
                    f"dxvif-{n}",
                    rng.choice(carriers),
                    gateway,
                    sessions.one(),
                    sessions.one(6),
                    kind="transit" if gateway == "dxgw-2" else "private",
                    site_link=rng.random() < 0.5,
                )
                for n, gateway in enumerate(rng.choices([*gateways, "vgw-1"], k=5))
            )
        ),
        vpn_connections=by_id(
            vpn("vpn-1", "vgw-1", sessions.one(), sessions.one()),
            vpn("vpn-2", "vgw-1", static=tuple(rng.sample(PREFIXES[:9], 3))),
            vpn("vpn-3", "tgw-1", sessions.one(), up=(rng.random() < 0.8, True)),
            vpn("vpn-4", "tgw-1", sessions.one(), private=rng.random() < 0.2),
        ),
        datacentres={
            "dc": DataCentre(
                name="dc",
                prefixes=(),
                routers=tuple(Router(f"router-of-{it.id}", 65010, up=rng.random() < 0.9) for it in connections),
            )
        },
    )


class _Sessions:
    """Numbered sessions with drawn announcements."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._number = 0

    def one(self, family: Any = 4) -> BgpSession:
        rng = self._rng
        self._number += 1
        return session(
            f"session-{self._number:02}",
            *(self._announcement(it) for it in rng.sample(PREFIXES, rng.randint(3, 8))),
            family=family,
            amazon_asn=64600,
            router=f"site-{rng.randint(1, 3)}",
            problems=("mismatch",) if rng.random() < 0.1 else (),
        )

    def _announcement(self, prefix: str) -> Announcement:
        rng = self._rng
        tags = rng.sample(COMMUNITIES, rng.randint(0, 1))
        return announce(
            prefix,
            *tags,
            prepend=rng.choice((0, 0, 0, 1)),
            med=rng.choice((None, None, None, 50)),
            asn=rng.choice((65010, 65010, 65020)),
        )


def _attachments(rng: random.Random, sessions: _Sessions) -> list[TransitAttachment]:
    def propagations() -> list[str]:
        return [it for it in ("tgw-rtb-0", "tgw-rtb-1") if rng.random() < 0.7]

    kinds: tuple[tuple[Any, str], ...] = (
        ("vpc", "vpc-1"),
        ("vpc", "vpc-2"),
        ("direct-connect-gateway", "dxgw-2"),
        ("vpn", "vpn-3"),
        ("vpn", "vpn-4"),
        ("connect", "attach-1"),
    )
    return [
        attachment(
            f"attach-{n}",
            "tgw-1",
            kind,
            resource,
            *propagations(),
            table=rng.choice(("tgw-rtb-0", "tgw-rtb-1", None)),
            available=rng.random() < (0.3 if kind == "direct-connect-gateway" else 0.9),
            created=float(rng.randint(0, 2)),
            ipv6=rng.random() < 0.5,
            sessions=(sessions.one(),) if kind == "connect" else (),
        )
        for n, (kind, resource) in enumerate(kinds, 1)
    ]


def _distinct(rng: random.Random, made: Any, others: tuple[str, ...] = ()) -> list[Any]:
    """Return things made of different prefixes."""
    return [made(it) for it in rng.sample((*PREFIXES, *others), rng.randint(0, 4))]
