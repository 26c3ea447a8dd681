"""Load balancers of AWS's responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from sandbox.reach.model import InterfaceKind, Listener, LoadBalancer, TargetGroup
from sandbox.routing.model import Address
from sandbox.snapshot.network.aws_export.answers import Answers, Item
from sandbox.snapshot.network.draft import Draft

_CROSS_ZONE = "load_balancing.cross_zone.enabled"
_PRESERVE = "preserve_client_ip.enabled"


def read_load_balancers(answers: Answers, draft: Draft) -> None:
    """Add load balancers with listeners and target groups; interfaces must be there."""
    _target_groups(answers, draft)
    attributes = {item.required("LoadBalancerArn"): item for item in answers.of("LoadBalancerAttributes")}
    rules = {item.required("ListenerArn"): item for item in answers.of("LoadBalancerRules")}
    listeners: dict[str, list[Listener]] = {}
    for item in answers.of("LoadBalancerListeners"):
        own = listeners.setdefault(item.required("LoadBalancerArn"), [])
        own += [_listener(each, rules) for each in item.items("Listeners")]
    for identity, item in answers.by_id("LoadBalancers", "LoadBalancerArn").items():
        if item.item("State").text("Code", "active") == "failed":
            continue
        kind, zones = _kind(item), item.items("AvailabilityZones")
        suffix = identity.partition(":loadbalancer/")[2]
        interfaces = tuple(
            each.id
            for each in draft.interfaces.values()
            if each.kind is InterfaceKind.LOAD_BALANCER and _is_of(answers, each.id, suffix)
        )
        own_addresses = [own for each in interfaces for own in draft.interfaces[each].addresses]
        draft.load_balancers[identity] = LoadBalancer(
            identity,
            item.owner,
            item.text("LoadBalancerName"),
            type=kind,
            internet_facing=item.text("Scheme") == "internet-facing",
            vpc=item.text("VpcId"),
            subnets=tuple(each.required("SubnetId") for each in zones),
            groups=item.texts("SecurityGroups"),
            interfaces=interfaces,
            addresses=tuple(own_addresses or _addresses(zones)),
            listeners=tuple(listeners.get(identity, ())),
            cross_zone=_cross_zone(kind, attributes.get(identity)),
            origin=item.origin,
        )


def _is_of(answers: Answers, interface: str, suffix: str) -> bool:
    """Return whether an interface is a load balancer's, by the description that AWS writes."""
    item = answers.by_id("NetworkInterfaces", "NetworkInterfaceId")[interface]
    return bool(suffix) and item.text("Description").endswith(suffix)


def _addresses(zones: tuple[Item, ...]) -> Iterator[Address]:
    for zone in zones:
        for each in zone.items("LoadBalancerAddresses"):
            own = each.address("PrivateIPv4Address")
            if own:
                yield own


def _target_groups(answers: Answers, draft: Draft) -> None:
    health = {item.required("TargetGroupArn"): item for item in answers.of("LoadBalancerTargetHealth")}
    attributes = {item.required("TargetGroupArn"): item for item in answers.of("TargetGroupAttributes")}
    for identity, item in answers.by_id("TargetGroups", "TargetGroupArn").items():
        protocol = item.text("Protocol", "HTTP")
        instances = item.text("TargetType", "instance") in ("instance", "alb")
        # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
        default = protocol in ("UDP", "TCP_UDP", "QUIC", "TCP_QUIC") or (protocol in ("TCP", "TLS") and instances)
        targets = health[identity].items("TargetHealthDescriptions") if identity in health else ()
        draft.target_groups[identity] = TargetGroup(
            identity,
            protocol,
            item.number("Port"),
            targets=tuple((each.item("Target").required("Id"), each.item("Target").number("Port")) for each in targets),
            preserve_client_ip=_attribute(attributes.get(identity), _PRESERVE, default=default),
            origin=item.origin,
        )


def _listener(item: Item, rules: Mapping[str, Item]) -> Listener:
    identity = item.required("ListenerArn")
    actions = [*item.items("DefaultActions")]
    for rule in rules[identity].items("Rules") if identity in rules else ():
        actions += rule.items("Actions")
    groups = dict.fromkeys(group for action in actions for group in _forwarded(action))
    return Listener(
        identity,
        item.text("Protocol", "HTTP"),
        item.number("Port") or 0,
        target_groups=tuple(groups),
        origin=item.origin,
    )


def _forwarded(action: Item) -> Iterator[str]:
    if action.text("TargetGroupArn"):
        yield action.text("TargetGroupArn")
    for weighted in action.item("ForwardConfig").items("TargetGroups"):
        yield weighted.required("TargetGroupArn")


def _kind(item: Item) -> Literal["application", "network", "gateway"]:
    match item.text("Type"):
        case "network":
            return "network"
        case "gateway":
            return "gateway"
        case _:
            return "application"


def _cross_zone(kind: str, attributes: Item | None) -> bool:
    return kind == "application" or _attribute(attributes, _CROSS_ZONE, default=False)


def _attribute(item: Item | None, key: str, *, default: bool) -> bool:
    for each in item.items("Attributes") if item else ():
        if each.text("Key") == key:
            return each.text("Value") == "true"
    return default
