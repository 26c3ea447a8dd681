"""Attachments, propagations and `reaches` name tables and accounts that exist."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Account, Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import did_you_mean, listed
from sandbox.estate.transit_reach import attached

_TABLES: Steps = ("transit", "tables")
_ACCOUNTS: Steps = ("accounts",)


@rule(
    title="Routes name what is there",
    why="A route table propagates attachments: of accounts with a VPC and a table, and of the data centre.",
    reference="https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find tables, propagations and `reaches` that name what does not exist, or is not attached."""
    for name, account in estate.accounts.items():
        yield from _attachment(estate, name, account)
        for place, reached in enumerate(account.reaches):
            at = (*_ACCOUNTS, name, "reaches", place)
            if reached == name:
                yield Finding(at, f"{name} names itself", "leave it out: a VPC reaches itself")
            elif account.vpc is None:
                others = ((*_ACCOUNTS, name, "vpc"),)
                yield Finding(at, f"{name} has no VPC to reach {reached} from", "leave it out, or add a vpc", others)
            else:
                yield from _reached(estate, at, reached, known=())
    for table, entries in estate.transit.tables.items():
        for place, entry in enumerate(entries):
            yield from _reached(estate, (*_TABLES, table, place), entry, known=("datacentre", *estate.transit.tables))


def _attachment(estate: Estate, name: str, account: Account) -> Iterator[Finding]:
    at = (*_ACCOUNTS, name, "table")
    if account.table is not None and account.table not in estate.transit.tables:
        right = did_you_mean(account.table, estate.transit.tables, kind="the tables are")
        others = ((*_TABLES, account.table), _TABLES)
        yield Finding(at, f"there is no transit table {account.table}", right, others)
    if account.table is None and account.vpc is not None:
        right = f"add table: one of {listed(estate.transit.tables)}"
        vpc = (*_ACCOUNTS, name, "vpc")
        yield Finding(vpc, f"the VPC of {name} is attached to no table", right, (at, vpc), on_key=True)
    if account.table is not None and account.vpc is None:
        right = "leave table out, or add a vpc"
        yield Finding(at, f"{name} has no VPC to attach", right, ((*_ACCOUNTS, name, "vpc"),))


def _reached(estate: Estate, at: Steps, entry: str, *, known: tuple[str, ...]) -> Iterator[Finding]:
    if entry in known or entry in attached(estate):
        return
    others: tuple[Steps, ...] = ((*_ACCOUNTS, entry), (*_TABLES, entry), _ACCOUNTS, _TABLES)
    if entry in estate.accounts:
        parts = ((*_ACCOUNTS, entry, "vpc"), (*_ACCOUNTS, entry, "table"))
        right = f"add vpc and table to {entry}, or leave it out"
        yield Finding(at, f"{entry} is not attached to the transit gateway", right, (*others, *parts))
    else:
        right = did_you_mean(entry, (*known, *attached(estate)), kind="it can name")
        yield Finding(at, f"there is no {entry} to reach", right, others)
