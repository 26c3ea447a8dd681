"""The BGP session of a VPN tunnel."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.origin import Origin
from sandbox.routing.model import Address, BgpSession, CustomerGateway
from sandbox.snapshot.network.far_end import FarEnd, FarPeer, RouterSession, announced
from sandbox.snapshot.network.values import hosts


@dataclass(frozen=True, slots=True)
class Tunnel:
    """Amazon's half of a tunnel."""

    id: str
    amazon_asn: int
    inside: str | None
    """The /30 inside of it, where it is known."""
    origin: Origin | None = None


def tunnel_session(tunnel: Tunnel, customer: CustomerGateway | None, far: FarEnd | None) -> BgpSession:
    """Return the session of a tunnel with the customer's router that has the customer gateway's address."""
    # The first address is the virtual private gateway's (AWS: inside IP addresses of a tunnel).
    inside: tuple[Address | None, ...] = hosts(tunnel.inside) if tunnel.inside else (None, None)
    asn = customer.asn if customer else 0
    if neighbor := _neighbor(far, inside):
        problems: tuple[str, ...] = (neighbor.problem,) if neighbor.problem else ()
        if neighbor.session.asn != asn:
            problems = (*problems, f"customer ASN: data centre {neighbor.session.asn}, AWS {asn}")
        peer: FarPeer | None = FarPeer(neighbor.router, neighbor.session.asn, neighbor.session.announcements)
    else:
        peer = far.vpn_peers.get(customer.address) if far and customer and customer.address else None
        problems = _problems(peer, customer, asn)
    return BgpSession(
        tunnel.id,
        4,
        tunnel.amazon_asn,
        customer_asn=asn,
        amazon_address=inside[0],
        customer_address=inside[1],
        announcements=announced(peer.announcements, 4) if peer else (),
        problems=problems,
        router=peer.router if peer else None,
        origin=tunnel.origin,
    )


def _neighbor(far: FarEnd | None, inside: tuple[Address | None, ...]) -> RouterSession | None:
    """Return the neighbor of a router's configuration that has the inside address of a tunnel."""
    for each in far.sessions if far else ():
        known = each.session.customer_address
        if known is not None and known.ip == inside[1]:
            return each
    return None


def _problems(peer: FarPeer | None, customer: CustomerGateway | None, asn: int) -> tuple[str, ...]:
    if peer is None:
        return (f"no router of the data centre has the address {customer.address if customer else ''}".rstrip(),)
    return (f"customer ASN: data centre {peer.asn}, AWS {asn}",) if peer.asn != asn else ()
