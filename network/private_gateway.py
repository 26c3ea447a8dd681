"""A virtual private gateway: the connection of the Legacy VPC to the data centre without the hub."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from network.addressing import VpcPlan


@dataclass(frozen=True)
class PrivateGatewayArgs:
    """The VPC, and the Direct Connect gateway in the network account that the gateway is proposed to."""

    plan: VpcPlan
    vpc_id: pulumi.Input[str]
    asn: int
    route_tables: Mapping[str, pulumi.Input[str]]
    """Name of a tier that learns the data centre's routes -> its route table."""
    account_id: pulumi.Input[str]
    direct_connect_gateway: pulumi.Input[str]
    hub_account_id: pulumi.Input[str]
    hub: aws.Provider
    """Provider that enters the network account."""


class PrivateGateway(pulumi.ComponentResource):
    """The gateway, its proposal, the acceptance, and the propagated routes."""

    def __init__(self, name: str, args: PrivateGatewayArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:PrivateGateway", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        account, prefixes = args.plan.account, [str(args.plan.cidr)]
        gateway = aws.ec2.VpnGateway(
            account, vpc_id=args.vpc_id, amazon_side_asn=str(args.asn), tags={"Name": account}, opts=child
        )
        # A virtual private gateway is associated with one Direct Connect gateway.
        alone = pulumi.ResourceOptions(parent=self, delete_before_replace=True)
        proposal = aws.directconnect.GatewayAssociationProposal(
            account,
            dx_gateway_id=args.direct_connect_gateway,
            dx_gateway_owner_account_id=args.hub_account_id,
            associated_gateway_id=gateway.id,
            allowed_prefixes=prefixes,
            opts=alone,
        )
        joined = aws.directconnect.GatewayAssociation(
            account,
            dx_gateway_id=args.direct_connect_gateway,
            proposal_id=proposal.id,
            # Depends on the proposal, so that another proposal makes another association.
            associated_gateway_owner_account_id=pulumi.Output.all(args.account_id, proposal.id).apply(_first),
            allowed_prefixes=prefixes,
            opts=pulumi.ResourceOptions(parent=self, provider=args.hub, delete_before_replace=True),
        )
        for tier, table in args.route_tables.items():
            aws.ec2.VpnGatewayRoutePropagation(
                f"{account}-{tier}",
                vpn_gateway_id=gateway.id,
                route_table_id=table,
                # Before the association there are no routes to propagate, and AWS may refuse propagation.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[joined]),
            )
        self.register_outputs({"id": gateway.id})


def _first(known: list[str]) -> str:
    return known[0]
