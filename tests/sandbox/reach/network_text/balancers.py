"""Statements of load balancers."""

from __future__ import annotations

from dataclasses import replace

from sandbox.reach.model import InterfaceKind, Listener, LoadBalancer, NetworkInterface, TargetGroup
from sandbox.routing.model import Vpc
from tests.sandbox.reach.network_text.statement import BadStatement, Draft, Statement, statement


@statement("load-balancer")
def _load_balancer(draft: Draft, line: Statement) -> None:
    """`load-balancer ID VPC application|network [internet-facing] interfaces=ENI,... [no-cross-zone]`."""
    name, vpc, kind = line.value(0), draft.get(Vpc, line.value(1)), line.value(2)
    if kind not in {"application", "network"}:
        raise BadStatement(f"A load balancer is application or network, not {kind!r}.")
    interfaces = [draft.get(NetworkInterface, one) for one in line.listed("interfaces")]
    for one in interfaces:
        draft.put(one.id, replace(one, kind=InterfaceKind.LOAD_BALANCER, attached_to=name))
    draft.put(
        name,
        LoadBalancer(
            name,
            vpc.account,
            name,
            "application" if kind == "application" else "network",
            line.flag("internet-facing"),
            vpc.id,
            tuple(one.subnet for one in interfaces),
            tuple(dict.fromkeys(group for one in interfaces for group in one.groups)),
            tuple(one.id for one in interfaces),
            tuple(address for one in interfaces for address in one.addresses),
            cross_zone=not line.flag("no-cross-zone"),
        ),
    )


@statement("target-group")
def _target_group(draft: Draft, line: Statement) -> None:
    """`target-group ID PROTOCOL PORT TARGET ... [preserve]`: a target is an instance, an address or a balancer."""
    targets = tuple((one, None) for one in line.values[3:] if one != "preserve")
    group = TargetGroup(line.value(0), line.value(1), int(line.value(2)), targets, line.flag("preserve"))
    draft.put(group.id, group)


@statement("listener")
def _listener(draft: Draft, line: Statement) -> None:
    """`listener ID LOAD-BALANCER PROTOCOL PORT TARGET-GROUP ...`."""
    balancer = draft.get(LoadBalancer, line.value(1))
    groups = tuple(draft.get(TargetGroup, one).id for one in line.values[4:])
    listener = Listener(line.value(0), line.value(2), int(line.value(3)), groups)
    draft.put(balancer.id, replace(balancer, listeners=(*balancer.listeners, listener)))
