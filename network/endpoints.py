"""The named endpoints of an account: a network interface with a fixed address, behind a security group of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from network.addressing import VpcPlan
from network.clients import Group, Range, destinations, peers, rule_name
from network.routes import ANYWHERE, INTERNET
from network.vpc import Vpc
from sandbox.estate import Endpoint, Estate

_HTTPS = 443


@dataclass(frozen=True)
class EndpointsArgs:
    """The VPC, and every account's addresses: clients may be elsewhere."""

    estate: Estate
    account: str
    plans: Mapping[str, VpcPlan]
    vpc: Vpc


class NamedEndpoints(pulumi.ComponentResource):
    """A network interface for each endpoint of the estate file."""

    def __init__(self, name: str, args: EndpointsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:NamedEndpoints", name, None, opts)
        self._args = args
        self._child = pulumi.ResourceOptions(parent=self)
        here = f"{args.account}/"
        mine = {key: endpoint for key, endpoint in args.estate.endpoints.items() if key.startswith(here)}
        self._groups = {key: self._group(key) for key in mine}
        for key, endpoint in mine.items():
            self._ingress(key, endpoint)
            self._egress(key, endpoint)
            interface = self._interface(key)
            if INTERNET in endpoint.clients:
                self._public_address(key, interface)
        self.register_outputs({})

    def _group(self, key: str) -> aws.ec2.SecurityGroup:
        name = _flat(key)
        return aws.ec2.SecurityGroup(
            name,
            name=name,
            description=f"Clients of {key}",
            vpc_id=self._args.vpc.id,
            tags={"Name": name},
            # By default a named group is deleted before its replacement, which fails while interfaces use it.
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=False),
        )

    def _ingress(self, key: str, endpoint: Endpoint) -> None:
        for peer in peers(self._args.estate, self._args.plans, key):
            aws.vpc.SecurityGroupIngressRule(
                rule_name(key, peer),
                security_group_id=self._groups[key].id,
                ip_protocol=endpoint.protocol,
                from_port=endpoint.port,
                to_port=endpoint.port,
                referenced_security_group_id=self._groups[peer.endpoint].id if isinstance(peer, Group) else None,
                cidr_ipv4=str(peer.cidr) if isinstance(peer, Range) else None,
                opts=self._child,
            )

    def _egress(self, key: str, endpoint: Endpoint) -> None:
        for cidr in destinations(self._args.estate, self._args.account, endpoint.tier):
            aws.vpc.SecurityGroupEgressRule(
                f"{_flat(key)}-to-{_flat(str(cidr))}",
                security_group_id=self._groups[key].id,
                ip_protocol="-1",
                cidr_ipv4=str(cidr),
                opts=self._child,
            )
        if endpoint.tier == "public":
            self._https(key, "internet", cidr=str(ANYWHERE))
            return
        for service, prefix_list in self._args.vpc.endpoint_prefix_lists.items():
            self._https(key, service, prefix_list=prefix_list)

    def _https(
        self, key: str, name: str, cidr: str | None = None, prefix_list: pulumi.Output[str] | None = None
    ) -> None:
        aws.vpc.SecurityGroupEgressRule(
            f"{_flat(key)}-to-{name}",
            security_group_id=self._groups[key].id,
            ip_protocol="tcp",
            from_port=_HTTPS,
            to_port=_HTTPS,
            cidr_ipv4=cidr,
            prefix_list_id=prefix_list,
            opts=self._child,
        )

    def _interface(self, key: str) -> aws.ec2.NetworkInterface:
        place = self._args.plans[self._args.account].endpoints[key]
        name = _flat(key)
        return aws.ec2.NetworkInterface(
            # Named by its address: an endpoint may take the address of another, and AWS assigns none twice.
            f"{self._args.account}-{place.address}",
            subnet_id=self._args.vpc.subnet(place.subnet.part, place.subnet.name),
            private_ips=[str(place.address)],
            security_groups=[self._groups[key].id],
            description=key,
            tags={"Name": name},
            opts=self._child,
        )

    def _public_address(self, key: str, interface: aws.ec2.NetworkInterface) -> None:
        """Give the interface a public address: an internet gateway translates to nothing else."""
        name = _flat(key)
        aws.ec2.Eip(name, domain="vpc", network_interface=interface.id, tags={"Name": name}, opts=self._child)


def _flat(key: str) -> str:
    return key.replace("/", "-")
