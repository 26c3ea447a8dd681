"""Announcements stay within what a BGP session to AWS carries."""

from __future__ import annotations

from collections.abc import Iterator

from estate.model import Estate
from estate.rule import Finding, rule

_FROM_CUSTOMER, _FROM_TRANSIT, _LINES = 100, 200, 30
"""Prefixes that a private or transit interface takes, that a transit gateway's association allows; interfaces of one
Direct Connect gateway."""


@rule(
    title="Announcements fit a session",
    why="With one prefix more than AWS takes, the session goes down and stays down.",
    reference="https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find more prefixes, or more lines, than AWS takes."""
    prefixes = len(estate.datacentre.prefixes)
    if not prefixes:
        yield Finding(("datacentre", "prefixes"), "the data centre announces nothing", "write its ranges")
    if prefixes > _FROM_CUSTOMER:
        wrong = f"{prefixes} prefixes, but a session carries {_FROM_CUSTOMER} from the customer"
        yield Finding(("datacentre", "prefixes"), wrong, "write wider ranges that hold several")
    ranges = sum(account.vpc is not None for account in estate.accounts.values())
    if ranges > _FROM_TRANSIT:
        wrong = f"{ranges} VPC ranges, but a transit gateway association allows {_FROM_TRANSIT} prefixes"
        yield Finding(("accounts",), wrong, "give fewer accounts a vpc", on_key=True)
    if len(estate.datacentre.lines) > _LINES:
        wrong = f"{len(estate.datacentre.lines)} lines, but a Direct Connect gateway takes {_LINES} interfaces"
        yield Finding(("datacentre", "lines"), wrong, "order fewer, faster lines", on_key=True)
