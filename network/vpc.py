"""A VPC over two availability zones: tiers, the hub's small subnets, endpoints for S3 and DynamoDB."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import pulumi
import pulumi_aws as aws

from network.acls import acl
from network.addressing import VpcPlan
from network.endpoint_policies import Service, endpoint_policy, to_json
from network.routes import ANYWHERE
from network.tier import Tier, TierArgs
from sandbox.estate import Estate, Part
from sandbox.estate import Tier as TierName
from sandbox.estate import Vpc as VpcModel


@dataclass(frozen=True)
class VpcArgs:
    """The VPC's account, its address plan, and whether it holds the hub's resolver."""

    estate: Estate
    plan: VpcPlan
    organization_id: pulumi.Output[str]
    resolver: bool = False


class Vpc(pulumi.ComponentResource):
    """The VPC of one account, without routes to other networks, which its attachment adds."""

    def __init__(self, name: str, args: VpcArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Vpc", name, None, opts)
        self._args = args
        self._account = args.plan.account
        self._child = pulumi.ResourceOptions(parent=self)
        vpc = aws.ec2.Vpc(
            name,
            cidr_block=str(args.plan.cidr),
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags={"Name": name},
            opts=self._child,
        )
        self.id = vpc.id
        model = args.estate.accounts[self._account].vpc
        parts: tuple[Part, ...] = (
            *(tier for tier in get_args(TierName) if model and tier in model.tiers),
            "attachment",
        )
        if args.resolver:
            parts = (*parts, "resolver")
        self.parts: Mapping[Part, Tier] = {part: self._part(part, model) for part in parts}
        self.endpoint_prefix_lists = {service: self._endpoint(service) for service in get_args(Service)}
        if "public" in self.parts:
            self._internet(self.parts["public"])
        self.register_outputs({"id": vpc.id})

    def subnet(self, part: Part, name: str) -> pulumi.Output[str]:
        """Return the id of a subnet by its name in the address plan."""
        return self.parts[part].subnets[name]

    def _part(self, part: Part, model: VpcModel | None) -> Tier:
        network_acl = None
        if model is not None and part in ("public", "app", "data"):
            network_acl = acl(self._args.estate, self._account, model, part)
        args = TierArgs(self._account, part, self.id, self._args.plan.of(part), network_acl)
        return Tier(f"{self._account}-{part}", args, opts=self._child)

    def _internet(self, public: Tier) -> None:
        gateway = aws.ec2.InternetGateway(self._account, vpc_id=self.id, tags={"Name": self._account}, opts=self._child)
        aws.ec2.Route(
            f"{self._account}-public-to-internet",
            route_table_id=public.table_id,
            destination_cidr_block=str(ANYWHERE),
            gateway_id=gateway.id,
            opts=self._child,
        )

    def _endpoint(self, service: Service) -> pulumi.Output[str]:
        region = self._args.estate.organization.home_region
        made = aws.ec2.VpcEndpoint(
            f"{self._account}-{service}",
            vpc_id=self.id,
            service_name=f"com.amazonaws.{region}.{service}",
            vpc_endpoint_type="Gateway",
            route_table_ids=[self.parts[tier].table_id for tier in get_args(TierName) if tier in self.parts],
            policy=self._args.organization_id.apply(lambda known: to_json(endpoint_policy(service, known, region))),
            tags={"Name": f"{self._account}-{service}"},
            opts=self._child,
        )
        return made.prefix_list_id
