"""The clients of endpoints exist, and the internet is a client only where it can reach the account."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import did_you_mean


@rule(
    title="Clients exist",
    why="A client becomes a source in a security group's rule: an endpoint's group, an account's range or a prefix.",
    reference="design",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find clients that do not exist, or that have no address."""
    ranged = [name for name, account in estate.accounts.items() if account.vpc is not None]
    known = ("datacentre", "internet", *ranged, *estate.endpoints)
    for name, endpoint in estate.endpoints.items():
        for place, client in enumerate(endpoint.clients):
            at = ("endpoints", name, "clients", place)
            if client == "internet" and endpoint.tier != "public":
                others = (("endpoints", name, "tier"),)
                right = "leave it out, or put the endpoint in the public tier"
                yield Finding(at, f"the internet cannot reach tier {endpoint.tier}", right, others)
            elif client not in known:
                yield _unknown(estate, at, client, known)


def _unknown(estate: Estate, at: Steps, client: str, known: tuple[str, ...]) -> Finding:
    others: tuple[Steps, ...] = (("accounts",), ("endpoints",), ("accounts", client), ("endpoints", client))
    if client in estate.accounts:
        right = f"add a vpc to {client}, or leave it out"
        return Finding(at, f"{client} has no VPC to connect from", right, (*others, ("accounts", client, "vpc")))
    kind = "endpoint" if "/" in client else "account or endpoint"
    return Finding(at, f"there is no {kind} {client}", did_you_mean(client, known, kind="it can be"), others)
