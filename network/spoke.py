"""An account's part of the network: its VPC, attached to the hub, and its own gateway where it has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import pulumi
import pulumi_aws as aws

from network.addressing import plan
from network.connected_vpc import ConnectedVpc, ConnectedVpcArgs
from network.dns import HubView
from network.handle import NetworkHandle, OrganizationIds
from network.private_gateway import PrivateGateway, PrivateGatewayArgs
from network.routes import propagates_gateway_routes
from network.vpc import Vpc, VpcArgs
from sandbox.estate import Estate
from sandbox.estate import Tier as TierName


@dataclass(frozen=True)
class SpokeArgs:
    """The account and its hub."""

    estate: Estate
    account: str
    organization: OrganizationIds
    network: NetworkHandle
    hub: aws.Provider
    """Provider that enters the network account, for the hub's side of the attachment."""


class Spoke(pulumi.ComponentResource):
    """The network of one account."""

    def __init__(self, name: str, args: SpokeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Spoke", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        plans = plan(args.estate)
        vpc = Vpc(args.account, VpcArgs(args.estate, plans[args.account], args.organization.id), opts=child)
        connected = ConnectedVpcArgs(
            estate=args.estate,
            plans=plans,
            vpc=vpc,
            transit_gateway=args.network.transit_gateway,
            tables=args.network.tables,
            rules=args.network.rules,
            hub=HubView(args.network.vpc, args.hub),
        )
        ConnectedVpc(args.account, connected, opts=child)
        model = args.estate.accounts[args.account].vpc
        if model is not None and model.gateway_asn is not None:
            gateway = PrivateGatewayArgs(
                plan=plans[args.account],
                vpc_id=vpc.id,
                asn=model.gateway_asn,
                route_tables=_listening(args, vpc),
                account_id=args.organization.accounts[args.account],
                direct_connect_gateway=args.network.legacy_gateway,
                hub_account_id=args.organization.accounts[args.estate.account_roles.network],
                hub=args.hub,
            )
            PrivateGateway(f"{args.account}-gateway", gateway, opts=child)
        self.register_outputs({"vpc": vpc.id})


def _listening(args: SpokeArgs, vpc: Vpc) -> dict[str, pulumi.Input[str]]:
    tiers = (tier for tier in get_args(TierName) if tier in vpc.parts)
    return {t: vpc.parts[t].table_id for t in tiers if propagates_gateway_routes(args.estate, args.account, t)}
