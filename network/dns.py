"""DNS of an account: its private zone, associated with the hub too, and the resolver rules for other names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

import pulumi
import pulumi_aws as aws

from sandbox.estate import Estate

_TTL = 60


@dataclass(frozen=True)
class HubView:
    """The hub's VPC, and the provider that enters its account."""

    vpc_id: pulumi.Input[str]
    provider: aws.Provider


@dataclass(frozen=True)
class DnsArgs:
    """The account's VPC, its records, and the resolver rules associated with it."""

    estate: Estate
    account: str
    vpc_id: pulumi.Input[str]
    cidr: IPv4Network
    """The VPC's range."""
    records: Mapping[str, IPv4Address]
    """Name in the zone -> address."""
    rules: Mapping[str, pulumi.Input[str]]
    """Name of a resolver rule -> id."""
    hub: HubView | None = None
    """None in the hub itself."""


class Dns(pulumi.ComponentResource):
    """The zone `<account>.<domain of the estate>` and what else the VPC can resolve."""

    def __init__(self, name: str, args: DnsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Dns", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        self._args = args
        region = args.estate.organization.home_region
        zone = aws.route53.Zone(
            # Named by the VPC's range: another VPC gets another zone, since the association cannot change.
            f"{args.account}-{args.cidr}".replace("/", "-"),
            name=f"{args.account}.{args.estate.dns}",
            comment=f"Private names of {args.account}",
            vpcs=[aws.route53.ZoneVpcArgs(vpc_id=args.vpc_id, vpc_region=region)],
            # The association with the hub's VPC is a separate resource, which would be a difference here.
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["vpcs"]),
        )
        for record, address in args.records.items():
            aws.route53.Record(
                f"{args.account}-{record}",
                zone_id=zone.zone_id,
                name=f"{record}.{args.account}.{args.estate.dns}",
                type="A",
                ttl=_TTL,
                records=[str(address)],
                opts=self._child,
            )
        for rule, rule_id in args.rules.items():
            full = f"{args.account}-{rule}"
            aws.route53.ResolverRuleAssociation(
                full, name=full, resolver_rule_id=rule_id, vpc_id=args.vpc_id, opts=self._child
            )
        if args.hub is not None:
            self._show(zone, args.hub)
        self.register_outputs({"zone": zone.zone_id})

    def _show(self, zone: aws.route53.Zone, hub: HubView) -> None:
        allowed = aws.route53.VpcAssociationAuthorization(
            self._args.account, zone_id=zone.zone_id, vpc_id=hub.vpc_id, opts=self._child
        )
        aws.route53.ZoneAssociation(
            self._args.account,
            zone_id=allowed.zone_id,
            vpc_id=allowed.vpc_id,
            # A VPC can be associated with only one zone of a name.
            opts=pulumi.ResourceOptions(parent=self, provider=hub.provider, delete_before_replace=True),
        )
