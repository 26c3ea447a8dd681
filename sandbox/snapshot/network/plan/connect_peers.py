"""Connect peers of a plan: the BGP sessions of a transit gateway's Connect attachment."""

from __future__ import annotations

from sandbox.routing.model import BgpSession
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.plan.resources import PlanResources, number
from sandbox.snapshot.network.values import address, hosts, prefix

CONNECT = "aws:ec2transitgateway/connect:Connect"
PEER = "aws:ec2transitgateway/connectPeer:ConnectPeer"


def connect_sessions(resources: PlanResources, draft: Draft, attachment: str, gateway: str) -> tuple[BgpSession, ...]:
    """Return the sessions of a Connect attachment's peers; what the appliances announce is not known."""
    found: list[BgpSession] = []
    known = draft.transit_gateways.get(gateway)
    for made in resources.of(PEER):
        if resources.text(made, "transitGatewayAttachmentId", "tgw-attach-") != attachment:
            continue
        amazon_asn = known.asn if known else 0
        for inside in made.texts("insideCidrBlocks"):
            ends = hosts(inside)
            # The first address is the appliance's (AWS: Connect peers, BGP addresses).
            found.append(
                BgpSession(
                    f"{resources.id(made)}-{prefix(inside).version}",
                    4 if prefix(inside).version == 4 else 6,  # noqa: PLR2004 - the families
                    amazon_asn,
                    customer_asn=number(made.values.get("bgpAsn")) or amazon_asn,
                    amazon_address=ends[1],
                    customer_address=address(made.text("bgpPeerAddress") or str(ends[0])),
                    problems=("what the appliance announces is not known",),
                    origin=made.origin,
                )
            )
    return tuple(found)
