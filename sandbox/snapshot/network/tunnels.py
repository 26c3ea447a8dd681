"""The BGP session of a VPN tunnel."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.origin import Origin
from sandbox.routing.model import BgpSession, CustomerGateway
from sandbox.snapshot.network.far_end import FarEnd, announced
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
    inside = hosts(tunnel.inside) if tunnel.inside else (None, None)
    peer = far.vpn_peers.get(customer.address) if far and customer and customer.address else None
    asn = customer.asn if customer else 0
    problems: tuple[str, ...] = ()
    if peer is None:
        problems = (f"no router of the data centre has the address {customer.address if customer else ''}".rstrip(),)
    elif peer.asn != asn:
        problems = (f"customer ASN: data centre {peer.asn}, AWS {asn}",)
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
