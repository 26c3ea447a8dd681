"""Names that are joined with a hyphen stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from estate.model import Estate
from estate.rule import Finding, rule
from estate.source import Steps


@rule(
    title="Joined names are unique",
    why=(
        "Pulumi tells the resources of one type apart by name, and those of mobile/app-edge and mobile-app/edge would "
        "both be called mobile-app-edge."
    ),
    reference="https://www.pulumi.com/docs/iac/concepts/resources/names/",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find endpoints, clients of an endpoint and jobs of departments whose names become one."""
    yield from _alike((("endpoints", key), key) for key in estate.endpoints)
    for key, endpoint in estate.endpoints.items():
        yield from _alike(
            (("endpoints", key, "clients", place), client) for place, client in enumerate(endpoint.clients)
        )
    roles = [(("jobs", job), f"{name}/{job}") for name in estate.departments for job in estate.jobs]
    yield from _alike(roles)


def _alike(parts: Iterable[tuple[Steps, str]]) -> Iterator[Finding]:
    owners: dict[str, tuple[Steps, str]] = {}
    for at, name in parts:
        joined = name.replace("/", "-")
        first = owners.setdefault(joined, (at, name))
        if first[1] != name:
            on_key = not isinstance(at[-1], int)
            others = () if first[0] == at else (first[0],)
            wrong = f"{name} and {first[1]} would both be called {joined}"
            yield Finding(at, wrong, "rename one", others, on_key=on_key, twin=first[0] if others else None)
