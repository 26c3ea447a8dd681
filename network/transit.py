"""The transit gateway: its route tables, and its association with the Direct Connect gateway."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from network.tables import propagation_tables, table_of, tables
from sandbox.estate import DATACENTRE, Estate, attached, has_gateway


@dataclass(frozen=True)
class TransitArgs:
    """The estate, and the Direct Connect gateway whose lines carry the hub's traffic."""

    estate: Estate
    direct_connect_gateway: pulumi.Input[str]


class Transit(pulumi.ComponentResource):
    """The hub, without default association and propagation."""

    def __init__(self, name: str, args: TransitArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Transit", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        gateway = aws.ec2transitgateway.TransitGateway(
            name,
            description="The hub of the estate",
            amazon_side_asn=args.estate.transit.asn,
            auto_accept_shared_attachments="disable",
            default_route_table_association="disable",
            default_route_table_propagation="disable",
            dns_support="enable",
            tags={"Name": name},
            # AWS cannot change the ASN of a gateway with a Direct Connect association.
            opts=pulumi.ResourceOptions(parent=self, replace_on_changes=["amazonSideAsn"]),
        )
        made = {table: self._table(table, gateway.id) for table in tables(args.estate)}
        self.id = gateway.id
        self.arn = gateway.arn
        self.tables = {table: one.id for table, one in made.items()}
        self._join(args)
        self.register_outputs({"id": gateway.id, "tables": self.tables})

    def _table(self, table: str, gateway_id: pulumi.Output[str]) -> aws.ec2transitgateway.RouteTable:
        return aws.ec2transitgateway.RouteTable(
            table, transit_gateway_id=gateway_id, tags={"Name": table}, opts=self._child
        )

    def _join(self, args: TransitArgs) -> None:
        joined = aws.directconnect.GatewayAssociation(
            "transit",
            dx_gateway_id=args.direct_connect_gateway,
            associated_gateway_id=self.id,
            allowed_prefixes=allowed_prefixes(args.estate),
            # Two transit gateways of one Direct Connect gateway cannot announce the same prefixes.
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
        attachment = joined.transit_gateway_attachment_id
        aws.ec2transitgateway.RouteTableAssociation(
            DATACENTRE,
            transit_gateway_attachment_id=attachment,
            transit_gateway_route_table_id=self.tables[table_of(args.estate, DATACENTRE)],
            opts=self._child,
        )
        for table in propagation_tables(args.estate, DATACENTRE):
            aws.ec2transitgateway.RouteTablePropagation(
                f"{DATACENTRE}-to-{table}",
                transit_gateway_attachment_id=attachment,
                transit_gateway_route_table_id=self.tables[table],
                opts=self._child,
            )


def allowed_prefixes(estate: Estate) -> list[str]:
    """Return what the transit lines announce to the data centre: attached VPCs without a gateway of their own."""
    vpcs = (estate.accounts[name].vpc for name in attached(estate) if not has_gateway(estate, name))
    return [str(cidr) for cidr in sorted(vpc.cidr for vpc in vpcs if vpc is not None)]
