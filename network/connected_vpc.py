"""A complete VPC of the estate: attached to the hub, with its routes, endpoints and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import pulumi
import pulumi_aws as aws

from network.addressing import VpcPlan
from network.attachment import Attachment, AttachmentArgs
from network.dns import Dns, DnsArgs, HubView
from network.endpoints import EndpointsArgs, NamedEndpoints
from network.routes import hub_routes, private_ranges
from network.vpc import Vpc
from sandbox.estate import Estate, Part
from sandbox.estate import Tier as TierName


@dataclass(frozen=True)
class ConnectedVpcArgs:
    """The VPC, and what it is attached to."""

    estate: Estate
    plans: Mapping[str, VpcPlan]
    vpc: Vpc
    transit_gateway: pulumi.Output[str]
    tables: Mapping[str, pulumi.Input[str]]
    rules: Mapping[str, pulumi.Input[str]]
    """Resolver rules associated with the VPC."""
    hub: HubView | None = None
    """None in the hub itself."""


class ConnectedVpc(pulumi.ComponentResource):
    """The resources that the hub's VPC and the accounts' VPCs have in common."""

    def __init__(self, name: str, args: ConnectedVpcArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:ConnectedVpc", name, None, opts)
        self._args = args
        self._account = name
        self._child = pulumi.ResourceOptions(parent=self)
        provider: aws.Provider | None = args.hub.provider if args.hub else None
        attachment = Attachment(
            f"{name}-attachment",
            AttachmentArgs(
                estate=args.estate,
                account=name,
                vpc_id=args.vpc.id,
                subnet_ids=list(args.vpc.parts["attachment"].subnets.values()),
                transit_gateway=args.transit_gateway,
                tables=args.tables,
                hub=provider,
            ),
            opts=self._child,
        )
        self._routes(attachment.gateway_id)
        NamedEndpoints(f"{name}-endpoints", EndpointsArgs(args.estate, name, args.plans, args.vpc), opts=self._child)
        places = args.plans[name].endpoints
        records = {key.partition("/")[2]: place.address for key, place in places.items()}
        Dns(
            f"{name}-dns",
            DnsArgs(args.estate, name, args.vpc.id, args.plans[name].cidr, records, args.rules, args.hub),
            opts=self._child,
        )
        self.register_outputs({})

    def _routes(self, gateway_id: pulumi.Output[str]) -> None:
        for tier in get_args(TierName):
            if tier in self._args.vpc.parts:
                for cidr in hub_routes(self._args.estate, self._account, tier):
                    self._route(tier, str(cidr), gateway_id)
        if "resolver" in self._args.vpc.parts:
            for cidr in private_ranges(self._args.estate):
                self._route("resolver", str(cidr), gateway_id)

    def _route(self, part: Part, cidr: str, gateway_id: pulumi.Output[str]) -> None:
        aws.ec2.Route(
            f"{self._account}-{part}-to-{cidr.replace('/', '-')}",
            route_table_id=self._args.vpc.parts[part].table_id,
            destination_cidr_block=cidr,
            transit_gateway_id=gateway_id,
            opts=self._child,
        )
