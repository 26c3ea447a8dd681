"""The network account's layer: the lines, the transit gateway, the hub's own VPC, hybrid DNS, and the shares."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from network.addressing import plan
from network.connected_vpc import ConnectedVpc, ConnectedVpcArgs
from network.connection import BgpKeys
from network.direct_connect import DirectConnect, DirectConnectArgs
from network.handle import NetworkHandle, OrganizationIds, name_servers
from network.resolver import DATACENTRE_RULE, Resolver, ResolverArgs
from network.shares import Share, ShareArgs
from network.transit import Transit, TransitArgs
from network.vpc import Vpc, VpcArgs
from sandbox.estate import Estate

TRANSIT = "transit"


@dataclass(frozen=True)
class HubArgs:
    """The estate, and the network's inputs from its organization."""

    estate: Estate
    organization: OrganizationIds
    keys: pulumi.Output[BgpKeys] | None = None


class Hub(pulumi.ComponentResource):
    """The resources that only the network account changes."""

    def __init__(self, name: str, args: HubArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Hub", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        plans = plan(args.estate)
        account = args.estate.account_roles.network
        lines = DirectConnect("direct-connect", DirectConnectArgs(args.estate, args.keys), opts=child)
        transit = Transit("transit", TransitArgs(args.estate, lines.transit_gateway), opts=child)
        vpc = Vpc(account, VpcArgs(args.estate, plans[account], args.organization.id, resolver=True), opts=child)
        resolver = Resolver("resolver", ResolverArgs(args.estate, plans[account], vpc), opts=child)
        share = Share("hub", _share(args, transit, resolver), opts=child)
        # Without the rule for the estate's own domain: the hub's VPC is associated with the zones themselves.
        rules = {DATACENTRE_RULE: resolver.rules[DATACENTRE_RULE]}
        ConnectedVpc(account, ConnectedVpcArgs(args.estate, plans, vpc, transit.id, transit.tables, rules), opts=child)
        self.handle = NetworkHandle(
            transit_gateway=share.shared(TRANSIT, transit.id),
            tables=transit.tables,
            legacy_gateway=lines.legacy_gateway,
            rules={rule: share.shared(_shared_rule(rule), rule_id) for rule, rule_id in resolver.rules.items()},
            vpc=vpc.id,
            name_servers=name_servers(args.estate),
        )
        self.register_outputs({"transit_gateway": transit.id})


def directly_shared_accounts(estate: Estate) -> tuple[str, ...]:
    """Return the accounts outside the departments' unit that are attached to the hub."""
    inside = {estate.account_roles.network, *estate.departments}
    return tuple(name for name, account in estate.accounts.items() if account.vpc and name not in inside)


def _share(args: HubArgs, transit: Transit, resolver: Resolver) -> ShareArgs:
    rules = {_shared_rule(rule): arn for rule, arn in resolver.rule_arns.items()}
    unit = args.estate.organization.department_unit
    units = {args.estate.unit_key(unit): args.organization.units[unit]} if unit in args.organization.units else {}
    return ShareArgs(
        resources={TRANSIT: transit.arn, **rules},
        principals={
            **units,
            **{guest: args.organization.accounts[guest] for guest in directly_shared_accounts(args.estate)},
        },
    )


def _shared_rule(rule: str) -> str:
    return f"rule-{rule}"
