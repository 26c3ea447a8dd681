"""The engine's side: one world for all accounts, its lock, and what EC2's own records and RAM say."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute
from moto.ec2.models import ec2_backends

from sandbox.emulated.directconnect.model import Edge
from sandbox.emulated.hybrid.call import Call, HybridNetwork, Vpc
from sandbox.emulated.hybrid.progress import advance
from sandbox.emulated.ram.grants import shared_with

DEFAULT_ASN = 64512


class HybridStore(BaseStore):
    """The state of Direct Connect and of the transit gateways: the same for whoever asks."""

    WORLD: HybridNetwork = CrossAccountAttribute(default=HybridNetwork)


_stores = AccountRegionBundle("directconnect", HybridStore)
_lock = threading.RLock()


@contextmanager
def opened(context: Any) -> Iterator[Call]:
    """The world at this moment for the caller of the request; nobody else touches it meanwhile."""
    with entered(context.account_id, context.region) as call:
        yield call


@contextmanager
def entered(account: str, region: str) -> Iterator[Call]:
    """The world as an account in a region meets it."""
    with _lock:
        call = Call(
            world=_stores["000000000000"]["us-east-1"].WORLD,
            account=account,
            region=region,
            now=time.time(),
            token=_token,
            facts=EngineFacts(),
        )
        advance(call)
        yield call
        advance(call)


def _token(digits: int) -> str:
    return secrets.token_hex((digits + 1) // 2)[:digits]


class EngineFacts:
    """EC2's records are moto's, shares are RAM's; lists are copied, for other requests change them meanwhile."""

    def __init__(self) -> None:
        self._edges: dict[str, Edge] | None = None

    def virtual_gateways(self) -> Mapping[str, Edge]:
        """Every virtual private gateway of every account and region that is not deleted."""
        if self._edges is None:
            self._edges = {
                gateway.id: _edge(backend, gateway)
                for regions in list(ec2_backends.values())
                for backend in list(regions.values())
                for gateway in list(backend.vpn_gateways.values())
                if gateway.state != "deleted"
            }
        return self._edges

    def vpc(self, account: str, region: str, vpc: str) -> Vpc | None:
        """The VPC, if it is this account's and in this region."""
        backend = ec2_backends[account][region]
        found = backend.vpcs.get(vpc)
        if found is None:
            return None
        zones = {
            subnet.id: subnet.availability_zone
            for subnets in list(backend.subnets.values())
            for subnet in list(subnets.values())
            if subnet.vpc_id == vpc
        }
        return Vpc(cidrs=_cidrs(found), zone_of_subnet=zones)

    def shared_with(self, arn: str, account: str) -> bool:
        """Whether a resource share reaches the account."""
        return shared_with(arn, account)

    def tags(self, account: str, region: str, resource: str) -> dict[str, str]:
        """The tags that this account gave to the resource; CreateTags keeps them in the same place."""
        return dict(ec2_backends[account][region].tags.get(resource, {}))

    def tag(self, account: str, region: str, resource: str, tags: Mapping[str, str]) -> None:
        """Give an EC2 resource tags."""
        if tags:
            ec2_backends[account][region].create_tags([resource], dict(tags))


def _edge(backend: Any, gateway: Any) -> Edge:
    vpc = next((it.vpc_id for it in list(gateway.attachments.values()) if it.state == "attached"), None)
    found = backend.vpcs.get(vpc)
    return Edge(
        id=gateway.id,
        type="virtualPrivateGateway",
        owner=backend.account_id,
        region=backend.region_name,
        asn=int(gateway.amazon_side_asn or DEFAULT_ASN),
        vpc=vpc,
        cidrs=_cidrs(found) + _cidrs(found, ipv6=True) if found else (),
    )


def _cidrs(vpc: Any, *, ipv6: bool = False) -> tuple[str, ...]:
    return tuple(it["cidr_block"] for it in vpc.get_cidr_block_association_set(ipv6=ipv6))
