"""One tier of a VPC: its subnets in every zone, their route table, their network ACL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import pulumi
import pulumi_aws as aws

from network.acls import Acl, Rule
from network.addressing import Subnet
from sandbox.estate import Part
from sandbox.estate import Tier as TierName


@dataclass(frozen=True)
class TierArgs:
    """The tier's subnets, and its network ACL; without one the VPC's default ACL allows everything."""

    account: str
    part: Part
    vpc_id: pulumi.Input[str]
    subnets: tuple[Subnet, ...]
    acl: Acl | None = None


class Tier(pulumi.ComponentResource):
    """Subnets that share one route table and one network ACL."""

    def __init__(self, name: str, args: TierArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Tier", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        table = aws.ec2.RouteTable(name, vpc_id=args.vpc_id, tags={"Name": name}, opts=child)
        self.subnets: dict[str, pulumi.Output[str]] = {}
        for subnet in args.subnets:
            full = f"{args.account}-{subnet.name}"
            # A subnet of another size overlaps the old one. Subnets of the hub are replaced only with their VPC: they
            # contain network interfaces of attachments that exist longer than they do.
            first = args.part in get_args(TierName)
            made = aws.ec2.Subnet(
                full,
                vpc_id=args.vpc_id,
                cidr_block=str(subnet.cidr),
                availability_zone_id=subnet.zone,
                tags={"Name": full, "tier": args.part},
                opts=pulumi.ResourceOptions(parent=self, delete_before_replace=first),
            )
            aws.ec2.RouteTableAssociation(full, subnet_id=made.id, route_table_id=table.id, opts=child)
            self.subnets[subnet.name] = made.id
        if args.acl is not None:
            aws.ec2.NetworkAcl(
                name,
                vpc_id=args.vpc_id,
                subnet_ids=list(self.subnets.values()),
                ingress=[_ingress(rule) for rule in args.acl.ingress],
                egress=[_egress(rule) for rule in args.acl.egress],
                tags={"Name": name},
                opts=child,
            )
        self.table_id = table.id
        self.register_outputs({"table": table.id, "subnets": self.subnets})


def _ingress(rule: Rule) -> aws.ec2.NetworkAclIngressArgs:
    return aws.ec2.NetworkAclIngressArgs(
        rule_no=rule.number,
        action=rule.action,
        protocol=rule.protocol,
        cidr_block=str(rule.cidr),
        from_port=rule.ports[0],
        to_port=rule.ports[1],
    )


def _egress(rule: Rule) -> aws.ec2.NetworkAclEgressArgs:
    return aws.ec2.NetworkAclEgressArgs(
        rule_no=rule.number,
        action=rule.action,
        protocol=rule.protocol,
        cidr_block=str(rule.cidr),
        from_port=rule.ports[0],
        to_port=rule.ports[1],
    )
