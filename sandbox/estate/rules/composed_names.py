"""Resource names that are composed of several names are unique."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.estate import managed_policies
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps


@dataclass(frozen=True)
class _ComposedName:
    """The name of one resource, the path that it is composed from, and a label for messages."""

    at: Steps
    label: str
    name: str
    on_key: bool = True


@rule(
    title="Composed names are unique",
    why=(
        "Pulumi distinguishes the resources of one type by name, and those of mobile/app-edge and mobile-app/edge "
        "would both be called mobile-app-edge."
    ),
    reference="https://www.pulumi.com/docs/iac/concepts/resources/names/",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find equal composed names: of endpoints and their clients, of jobs and their policies, of routes."""
    yield from _alike(_ComposedName(("endpoints", key), key, _flat(key)) for key in estate.endpoints)
    apart = {_flat(key): key for key in reversed(estate.endpoints)}
    yield from _alike(_ingress(estate, reversed(apart.values())))
    roles = [(name, job) for name in estate.departments for job in estate.jobs]
    yield from _alike(_ComposedName(("jobs", job), f"{name}/{job}", f"{name}-{job}") for name, job in roles)
    first = {f"{name}-{job}": (name, job) for name, job in reversed(roles)}
    yield from _alike(_attached_policies(estate, reversed(first.items())))
    yield from _alike(_propagations(estate))


def _ingress(estate: Estate, keys: Iterable[str]) -> Iterator[_ComposedName]:
    """Yield the endpoints with their clients of the same account: other clients are named by their range."""
    for key in keys:
        for place, client in enumerate(estate.endpoints[key].clients):
            if client in estate.endpoints and client.partition("/")[0] == key.partition("/")[0]:
                at: Steps = ("endpoints", key, "clients", place)
                yield _ComposedName(at, f"{client} of {key}", f"{_flat(key)}-from-{_flat(client)}", on_key=False)


def _attached_policies(estate: Estate, roles: Iterable[tuple[str, tuple[str, str]]]) -> Iterator[_ComposedName]:
    for role, (name, job) in roles:
        for place, policy in enumerate(map(managed_policies.name, estate.jobs[job].policies)):
            yield _ComposedName(
                ("jobs", job, "policies", place), f"{policy} of {name}/{job}", f"{role}-{policy}", on_key=False
            )


def _propagations(estate: Estate) -> Iterator[_ComposedName]:
    """Yield each attached account with each table that may learn its routes."""
    attached = [name for name, account in estate.accounts.items() if account.vpc and account.table]
    reached = {friend for account in estate.accounts.values() for friend in account.reaches}
    own = [f"own-{name}" for name in attached if estate.accounts[name].reaches or name in reached]
    for name in attached:
        for table in (*estate.transit.tables, *own, "datacentre"):
            yield _ComposedName(("accounts", name), f"{name} in the table {table}", f"{name}-to-{table}")


def _flat(name: str) -> str:
    return name.replace("/", "-")


def _alike(parts: Iterable[_ComposedName]) -> Iterator[Finding]:
    owners: dict[str, _ComposedName] = {}
    for one in parts:
        first = owners.setdefault(one.name, one)
        if first.label != one.label:
            others = () if first.at == one.at else (first.at,)
            wrong = f"{one.label} and {first.label} would both be called {one.name}"
            twin = first.at if others else None
            yield Finding(one.at, wrong, "rename one", others, on_key=one.on_key, twin=twin)
