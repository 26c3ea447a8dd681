"""Load balancers of a plan: listeners, rules, target groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from sandbox.reach.model import InterfaceKind, Listener, LoadBalancer, TargetGroup
from sandbox.routing.model import Address
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.plan.filters import default_group
from sandbox.snapshot.network.plan.interfaces import Addresses, managed_interfaces
from sandbox.snapshot.network.plan.resources import PlanResources, flag, items, number
from sandbox.snapshot.network.plan.vpcs import VPC
from sandbox.snapshot.network.values import address
from sandbox.snapshot.plan.resource import Planned

_MODULES = ("lb", "alb", "applicationloadbalancing", "elasticloadbalancingv2")
"""Pulumi has the same types under four names."""


def _tokens(kind: str) -> tuple[str, ...]:
    return tuple(f"aws:{module}/{kind[:1].lower()}{kind[1:]}:{kind}" for module in _MODULES)


_BALANCER, _LISTENER, _RULE = _tokens("LoadBalancer"), _tokens("Listener"), _tokens("ListenerRule")
_GROUP, _ATTACHMENT = _tokens("TargetGroup"), _tokens("TargetGroupAttachment")
_CERTIFICATE = _tokens("ListenerCertificate")
TOKENS = frozenset((*_BALANCER, *_LISTENER, *_RULE, *_GROUP, *_ATTACHMENT, *_CERTIFICATE))


def read_load_balancers(resources: PlanResources, draft: Draft, places: Addresses) -> None:
    """Add load balancers with listeners and target groups; subnets and security groups must be there."""
    _target_groups(resources, draft)
    listeners: dict[str, list[Listener]] = {}
    rules: dict[str, list[str]] = {}
    for made in resources.of(*_RULE):
        groups = rules.setdefault(resources.text(made, "listenerArn") or "", [])
        groups += _forwarded(resources, made, "actions")
    for made in resources.of(*_LISTENER):
        identity = resources.id(made)
        targets = dict.fromkeys((*_forwarded(resources, made, "defaultActions"), *rules.get(identity, ())))
        listener = Listener(
            identity,
            made.text("protocol") or "HTTP",
            number(made.values.get("port")) or 0,
            target_groups=tuple(targets),
            origin=made.origin,
        )
        listeners.setdefault(resources.text(made, "loadBalancerArn") or "", []).append(listener)
    for made in resources.of(*_BALANCER):
        _balancer(resources, draft, made, places, tuple(listeners.get(resources.id(made), ())))


def _target_groups(resources: PlanResources, draft: Draft) -> None:
    targets: dict[str, list[tuple[str, int | None]]] = {}
    for made in resources.of(*_ATTACHMENT):
        target = resources.text(made, "targetId")
        if target:
            group = resources.text(made, "targetGroupArn") or ""
            targets.setdefault(group, []).append((target, number(made.values.get("port"))))
    for made in resources.of(*_GROUP):
        identity, protocol = resources.id(made), made.text("protocol") or "HTTP"
        instances = (made.text("targetType") or "instance") in ("instance", "alb")
        # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
        default = protocol in ("UDP", "TCP_UDP", "QUIC", "TCP_QUIC") or (protocol in ("TCP", "TLS") and instances)
        draft.target_groups[identity] = TargetGroup(
            identity,
            protocol,
            number(made.values.get("port")),
            targets=tuple(targets.get(identity, ())),
            preserve_client_ip=flag(made, "preserveClientIp", default=default),
            origin=made.origin,
        )


def _balancer(
    resources: PlanResources, draft: Draft, made: Planned, places: Addresses, listeners: tuple[Listener, ...]
) -> None:
    kind = _kind(made)
    fixed: dict[str, tuple[Address, ...]] = {}
    mapped = []
    for each in items(made, "subnetMappings"):
        subnet = resources.resolved(made, "subnetMappings", each.get("subnetId"), "subnet-")
        if subnet:
            mapped.append(subnet)
            if each.get("privateIpv4Address"):
                fixed[subnet] = (address(str(each["privateIpv4Address"])),)
    subnets = tuple(dict.fromkeys((*resources.texts(made, "subnets", "subnet-"), *mapped)))
    vpc = next((draft.subnets[each].vpc for each in subnets if each in draft.subnets), "")
    groups = resources.texts(made, "securityGroups", "sg-")
    if not groups and kind == "application":
        groups = tuple(default_group(resources, each) for each in resources.of(VPC) if resources.id(each) == vpc)
    identity = resources.id(made)
    interfaces = managed_interfaces(
        draft, made, identity, subnets, places, kind=InterfaceKind.LOAD_BALANCER, groups=groups, fixed=fixed
    )
    draft.load_balancers[identity] = LoadBalancer(
        identity,
        made.account,
        made.text("name") or made.name,
        type=kind,
        internet_facing=not flag(made, "internal"),
        vpc=vpc,
        subnets=subnets,
        groups=groups,
        interfaces=interfaces,
        addresses=tuple(own for each in interfaces for own in draft.interfaces[each].addresses),
        listeners=listeners,
        cross_zone=kind == "application" or flag(made, "enableCrossZoneLoadBalancing"),
        origin=made.origin,
    )


def _kind(made: Planned) -> Literal["application", "network", "gateway"]:
    match made.text("loadBalancerType") or "application":
        case "network":
            return "network"
        case "gateway":
            return "gateway"
        case _:
            return "application"


def _forwarded(resources: PlanResources, made: Planned, name: str) -> Iterator[str]:
    """Yield the target groups of forward actions."""
    for action in items(made, name):
        yield from _groups_of(resources, made, name, action)
        forward = action.get("forward")
        for weighted in (forward or {}).get("targetGroups") or () if isinstance(forward, Mapping) else ():
            found = resources.resolved(made, name, weighted.get("arn"))
            if found:
                yield found


def _groups_of(resources: PlanResources, made: Planned, name: str, action: Mapping[str, Any]) -> Iterator[str]:
    found = resources.resolved(made, name, action.get("targetGroupArn"))
    if found:
        yield found
