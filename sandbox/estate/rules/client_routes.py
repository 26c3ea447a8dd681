"""Every client of an endpoint opens connections, and has a route to the endpoint and back."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.transit_reach import DATACENTRE, attached, has_gateway, reached

_INTERNET = "internet"
_TABLES: Steps = ("transit", "tables")


@rule(
    title="Packets of a client reach the endpoint",
    why="A client without a route, or in a tier that opens no connections, is allowed in vain.",
    reference="https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find clients that no packet gets from to the endpoint, or back."""
    for name, endpoint in estate.endpoints.items():
        owner = name.partition("/")[0]
        if owner not in estate.accounts:
            continue
        for place, client in enumerate(endpoint.clients):
            at = ("endpoints", name, "clients", place)
            if client == DATACENTRE:
                yield from _datacentre(estate, at, owner)
            elif client != _INTERNET:
                yield from _client(estate, at, owner, client)


def _client(estate: Estate, at: Steps, owner: str, client: str) -> Iterator[Finding]:
    account = client.partition("/")[0]
    known = estate.accounts.get(account)
    if known is None or known.vpc is None:
        return
    if client in estate.endpoints:
        tier = estate.endpoints[client].tier
        others: tuple[Steps, ...] = (("endpoints", client, "tier"),)
        if tier == "data":
            right = f"leave it out, or put {client} into tier app"
            yield Finding(at, f"{client} is in tier data, which opens no connections", right, others)
            return
        if tier == "public" and account != owner:
            right = f"leave it out, or put {client} into tier app"
            yield Finding(at, f"{client} is in tier public, which has no routes to other accounts", right, others)
            return
    elif client == account and "app" not in known.vpc.tiers:
        others = (("accounts", account, "vpc", "tiers"),)
        right = f"leave it out, or add tier app to {account}"
        yield Finding(at, f"{account} has no tier app to connect from", right, others)
        return
    if account != owner:
        yield from _routes(estate, at, owner, account)


def _routes(estate: Estate, at: Steps, owner: str, account: str) -> Iterator[Finding]:
    """Find a missing route between two accounts, in either direction."""
    if not _has_table(estate, owner) or not _has_table(estate, account):
        return
    for source, destination in ((account, owner), (owner, account)):
        if destination not in reached(estate, source):
            table = estate.accounts[source].table
            right = f"leave it out, add {owner} to reaches of {account}, or add {destination} to transit table {table}"
            yield Finding(at, f"{source} has no route to {destination}", right, _rests_on(source, destination))
            return


def _datacentre(estate: Estate, at: Steps, owner: str) -> Iterator[Finding]:
    if has_gateway(estate, owner) or not _has_table(estate, owner) or DATACENTRE in reached(estate, owner):
        return
    table = estate.accounts[owner].table
    right = f"leave it out, or add {DATACENTRE} to transit table {table}"
    yield Finding(at, f"{owner} has no route to the data centre", right, _rests_on(owner))


def _has_table(estate: Estate, account: str) -> bool:
    return account in attached(estate) and estate.accounts[account].table in estate.transit.tables


def _rests_on(*accounts: str) -> tuple[Steps, ...]:
    return (_TABLES, *(("accounts", account) for account in accounts))
