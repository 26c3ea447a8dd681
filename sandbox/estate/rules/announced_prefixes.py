"""The announced prefixes are within the quotas of a BGP session to AWS."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule

_FROM_CUSTOMER, _FROM_TRANSIT = 100, 200
"""Prefixes that a private or transit virtual interface accepts, and those allowed for a transit gateway association."""

_INTERFACES, _GATEWAYS = 30, 20
"""Virtual interfaces and virtual private gateways of one Direct Connect gateway."""


@rule(
    title="Announcements fit a session",
    why="With one prefix more than AWS takes, the session goes down and stays down.",
    reference="https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find more prefixes, or more lines, than AWS's quotas."""
    prefixes = len(estate.datacentre.prefixes)
    if not prefixes:
        yield Finding(("datacentre", "prefixes"), "the data centre announces nothing", "write its ranges")
    if prefixes > _FROM_CUSTOMER:
        wrong = f"{prefixes} prefixes, but a session carries {_FROM_CUSTOMER} from the customer"
        yield Finding(("datacentre", "prefixes"), wrong, "write wider ranges that hold several")
    vpcs = [account.vpc for account in estate.accounts.values() if account.vpc is not None]
    gateways = sum(vpc.gateway_asn is not None for vpc in vpcs)
    if len(vpcs) - gateways > _FROM_TRANSIT:
        wrong = f"{len(vpcs) - gateways} VPC ranges, but a transit gateway association allows {_FROM_TRANSIT} prefixes"
        yield Finding(("accounts",), wrong, "give fewer accounts a vpc", on_key=True)
    if gateways > _GATEWAYS:
        wrong = f"{gateways} virtual private gateways, but a Direct Connect gateway takes {_GATEWAYS}"
        yield Finding(("accounts",), wrong, "give fewer accounts a gateway_asn", on_key=True)
    if len(estate.datacentre.lines) > _INTERFACES:
        wrong = f"{len(estate.datacentre.lines)} lines, but a Direct Connect gateway takes {_INTERFACES} interfaces"
        yield Finding(("datacentre", "lines"), wrong, "order fewer, faster lines", on_key=True)
