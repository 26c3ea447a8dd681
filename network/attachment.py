"""A VPC's attachment to the hub: requested in its own account, accepted and routed in the network account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from network.tables import propagation_tables, table_of
from sandbox.estate import Estate


@dataclass(frozen=True)
class AttachmentArgs:
    """The VPC, its attached subnets, and the hub's side."""

    estate: Estate
    account: str
    vpc_id: pulumi.Input[str]
    subnet_ids: list[pulumi.Output[str]]
    transit_gateway: pulumi.Output[str]
    tables: Mapping[str, pulumi.Input[str]]
    """Transit route table name -> id."""
    hub: aws.Provider | None = None
    """Provider that enters the network account; None where the VPC is that account's own."""


class Attachment(pulumi.ComponentResource):
    """Attachment, acceptance, association and propagation of one VPC."""

    def __init__(self, name: str, args: AttachmentArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Attachment", name, None, opts)
        self._args = args
        self._child = pulumi.ResourceOptions(parent=self)
        attachment_id = self._own() if args.hub is None else self._accepted(args.hub)
        in_hub = self._child if args.hub is None else pulumi.ResourceOptions(parent=self, provider=args.hub)
        aws.ec2transitgateway.RouteTableAssociation(
            args.account,
            transit_gateway_attachment_id=attachment_id,
            transit_gateway_route_table_id=args.tables[table_of(args.estate, args.account)],
            # An attachment has one route table at a time.
            opts=pulumi.ResourceOptions.merge(in_hub, pulumi.ResourceOptions(delete_before_replace=True)),
        )
        for table in propagation_tables(args.estate, args.account):
            aws.ec2transitgateway.RouteTablePropagation(
                f"{args.account}-to-{table}",
                transit_gateway_attachment_id=attachment_id,
                transit_gateway_route_table_id=args.tables[table],
                opts=in_hub,
            )
        self.gateway_id = pulumi.Output.all(args.transit_gateway, attachment_id).apply(lambda known: str(known[0]))
        """Id of the transit gateway, known when the VPC can route to it."""
        self.register_outputs({"id": attachment_id})

    def _own(self) -> pulumi.Output[str]:
        return aws.ec2transitgateway.VpcAttachment(
            self._args.account,
            transit_gateway_id=self._args.transit_gateway,
            vpc_id=self._args.vpc_id,
            subnet_ids=self._args.subnet_ids,
            dns_support="enable",
            transit_gateway_default_route_table_association=False,
            transit_gateway_default_route_table_propagation=False,
            tags={"Name": self._args.account},
            opts=self._child,
        ).id

    def _accepted(self, hub: aws.Provider) -> pulumi.Output[str]:
        # Only the gateway's owner may set the default tables: AWS refuses them from the VPC's account.
        attachment = aws.ec2transitgateway.VpcAttachment(
            self._args.account,
            transit_gateway_id=self._args.transit_gateway,
            vpc_id=self._args.vpc_id,
            subnet_ids=self._args.subnet_ids,
            dns_support="enable",
            tags={"Name": self._args.account},
            opts=self._child,
        )
        return aws.ec2transitgateway.VpcAttachmentAccepter(
            self._args.account,
            transit_gateway_attachment_id=attachment.id,
            transit_gateway_default_route_table_association=False,
            transit_gateway_default_route_table_propagation=False,
            tags={"Name": self._args.account},
            opts=pulumi.ResourceOptions(parent=self, provider=hub),
        ).transit_gateway_attachment_id
