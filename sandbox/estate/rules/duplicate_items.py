"""Lists have no duplicates."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps


@rule(
    title="Lists have no duplicates",
    why="A duplicate has no effect, or fails halfway through a deployment: AWS attaches a policy only one time.",
    reference="design",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find items that their list already contains."""
    for steps, listed in _lists(estate):
        for place, item in enumerate(listed):
            first = listed.index(item)
            if first != place:
                at = (*steps, place)
                yield Finding(at, f"{item} is a duplicate", "leave one out", others=((*steps, first),))


def _lists(estate: Estate) -> Iterator[tuple[Steps, tuple[str, ...]]]:
    yield ("organization", "allowed_regions"), estate.organization.allowed_regions
    yield ("datacentre", "dns", "servers"), tuple(map(str, estate.datacentre.dns.servers))
    for unit, members in estate.organization.units.items():
        yield ("organization", "units", unit), members
    for table, entries in estate.transit.tables.items():
        yield ("transit", "tables", table), entries
    for name, account in estate.accounts.items():
        yield ("accounts", name, "reaches"), account.reaches
        for job, trusted in account.trusts.items():
            yield ("accounts", name, "trusts", job), trusted
    for name, endpoint in estate.endpoints.items():
        yield ("endpoints", name, "clients"), endpoint.clients
    yield ("guardrails", "root"), estate.guardrails.root
    for unit, policies in estate.guardrails.units.items():
        yield ("guardrails", "units", unit), policies
    for job, held in estate.jobs.items():
        yield ("jobs", job, "policies"), held.policies
