"""Hybrid DNS in the hub: inbound queries of the data centre, outbound queries of the accounts, also to one another.

Every account's private zone is associated with the hub's VPC, so one rule for the estate's own domain, with the inbound
endpoint as target, resolves all zones in all accounts. It must never be associated with the hub's VPC: queries would
loop.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network

import pulumi
import pulumi_aws as aws

from network.addressing import Place, VpcPlan
from network.vpc import Vpc
from sandbox.estate import Estate

DATACENTRE_RULE = "datacentre"
ESTATE_RULE = "estate"
RULES = (DATACENTRE_RULE, ESTATE_RULE)

_DNS = 53


@dataclass(frozen=True)
class ResolverArgs:
    """The hub's VPC, and the subnets of the resolver's interfaces."""

    estate: Estate
    plan: VpcPlan
    vpc: Vpc


class Resolver(pulumi.ComponentResource):
    """Both resolver endpoints, and the rules for the accounts."""

    def __init__(self, name: str, args: ResolverArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Resolver", name, None, opts)
        self._args = args
        self._child = pulumi.ResourceOptions(parent=self)
        servers = args.estate.datacentre.dns.servers
        inbound, outbound = args.plan.resolver("inbound"), args.plan.resolver("outbound")
        sources = (*args.estate.datacentre.prefixes, *(IPv4Network(place.address) for place in outbound))
        targets = (*servers, *(place.address for place in inbound))
        self._endpoint("inbound", inbound, self._inbound_group(sources))
        out = self._endpoint("outbound", outbound, self._outbound_group(tuple(map(IPv4Network, targets))))
        made = {
            DATACENTRE_RULE: self._rule(
                DATACENTRE_RULE, args.estate.datacentre.dns.domain, out, [str(server) for server in servers]
            ),
            ESTATE_RULE: self._rule(ESTATE_RULE, args.estate.dns, out, [str(place.address) for place in inbound]),
        }
        self.rules = {rule: one.id for rule, one in made.items()}
        self.rule_arns = {rule: one.arn for rule, one in made.items()}
        self.register_outputs({"rules": self.rules})

    def _endpoint(
        self, direction: str, places: tuple[Place, ...], group: aws.ec2.SecurityGroup
    ) -> aws.route53.ResolverEndpoint:
        return aws.route53.ResolverEndpoint(
            direction,
            name=direction,
            direction=direction.upper(),
            security_group_ids=[group.id],
            ip_addresses=[
                aws.route53.ResolverEndpointIpAddressArgs(
                    subnet_id=self._args.vpc.subnet("resolver", place.subnet.name), ip=str(place.address)
                )
                for place in places
            ],
            tags={"Name": direction},
            # By default a named endpoint is deleted before its replacement, which fails while rules use it.
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=False),
        )

    def _rule(
        self, name: str, domain: str, out: aws.route53.ResolverEndpoint, targets: list[str]
    ) -> aws.route53.ResolverRule:
        return aws.route53.ResolverRule(
            name,
            name=name,
            domain_name=domain,
            rule_type="FORWARD",
            resolver_endpoint_id=out.id,
            target_ips=[aws.route53.ResolverRuleTargetIpArgs(ip=target) for target in targets],
            tags={"Name": name},
            opts=self._child,
        )

    def _group(self, direction: str) -> aws.ec2.SecurityGroup:
        return aws.ec2.SecurityGroup(
            f"resolver-{direction}",
            name=f"resolver-{direction}",
            description=f"Resolver endpoint, {direction}",
            vpc_id=self._args.vpc.id,
            tags={"Name": f"resolver-{direction}"},
            # By default a named group is deleted before its replacement, which fails while interfaces use it.
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=False),
        )

    def _inbound_group(self, sources: tuple[IPv4Network, ...]) -> aws.ec2.SecurityGroup:
        group = self._group("inbound")
        for name, protocol, cidr in _each(sources):
            aws.vpc.SecurityGroupIngressRule(
                f"resolver-inbound-{name}",
                security_group_id=group.id,
                ip_protocol=protocol,
                from_port=_DNS,
                to_port=_DNS,
                cidr_ipv4=str(cidr),
                opts=self._child,
            )
        return group

    def _outbound_group(self, targets: tuple[IPv4Network, ...]) -> aws.ec2.SecurityGroup:
        group = self._group("outbound")
        for name, protocol, cidr in _each(targets):
            aws.vpc.SecurityGroupEgressRule(
                f"resolver-outbound-{name}",
                security_group_id=group.id,
                ip_protocol=protocol,
                from_port=_DNS,
                to_port=_DNS,
                cidr_ipv4=str(cidr),
                opts=self._child,
            )
        return group


def _each(ranges: tuple[IPv4Network, ...]) -> list[tuple[str, str, IPv4Network]]:
    return [
        (f"{str(cidr).replace('/', '-')}-{protocol}", protocol, cidr) for cidr in ranges for protocol in ("tcp", "udp")
    ]
