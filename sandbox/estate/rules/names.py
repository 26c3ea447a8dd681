"""Names are valid for every AWS resource that is named after them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.estate.located_values import INTERFACES, interfaces
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps

_LABEL = re.compile(r"[a-z](?:-?[a-z0-9])*")
_LONGEST = 31
"""An account alias is `<estate>-<account>`, at most 63 characters."""

_BUCKETS = ("amzn-s3-demo-", "sthree-")
_GROUPS = ("sg-",)
"""Reserved prefixes: of buckets, which start with the estate's name, and of security groups, which start with their
account's. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html and
https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html"""

_PRINTABLE = re.compile(r"[ -~]{1,50}")


@rule(
    title="Names are valid",
    why=(
        "Names become account aliases, role names, tags and DNS labels; an alias takes lower-case letters, digits and "
        "single hyphens, and an account name at most 50 printable ASCII characters."
    ),
    reference="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find names that AWS refuses for one of the resources."""
    management = estate.organization.management.name
    if not _PRINTABLE.fullmatch(management):
        right = "Organizations takes 1 to 50 printable ASCII characters"
        yield Finding(("organization", "management", "name"), f"{management!r} cannot be an account's name", right)
    for at, kind, name, on_key in _names(estate):
        if len(name) > _LONGEST or not _LABEL.fullmatch(name):
            right = f"write at most {_LONGEST} lower-case letters, digits and single hyphens{_such_as(name)}"
            yield Finding(at, f"{name!r} cannot be {kind}'s name", right, on_key=on_key)
    for at, name, kept, on_key in _starts(estate):
        start = next((each for each in kept if f"{name}-".startswith(each)), None)
        if start is not None:
            yield Finding(at, f"AWS keeps names that start with {start} for itself", "begin otherwise", on_key=on_key)


def _starts(estate: Estate) -> Iterator[tuple[Steps, str, tuple[str, ...], bool]]:
    yield ("name",), estate.name, _BUCKETS, False
    for account in estate.accounts:
        yield ("accounts", account), account, _GROUPS, True


def _names(estate: Estate) -> Iterator[tuple[Steps, str, str, bool]]:
    yield ("name",), "an estate", estate.name, False
    for place, line in enumerate(estate.datacentre.lines):
        yield ("datacentre", "lines", place, "name"), "a line", line.name, False
        yield ("datacentre", "lines", place, "router"), "a router", line.router, False
    yield from _direct_connect_names(estate)
    for table in estate.transit.tables:
        yield ("transit", "tables", table), "a table", table, True
    for account in estate.accounts:
        yield ("accounts", account), "an account", account, True
    for unit in estate.organization.units:
        yield ("organization", "units", unit), "a unit", unit, True
    for endpoint in estate.endpoints:
        if endpoint.count("/") == 1:
            yield ("endpoints", endpoint), "an endpoint", endpoint.partition("/")[2], True
    for job in estate.jobs:
        yield ("jobs", job), "a job", job, True


def _direct_connect_names(estate: Estate) -> Iterator[tuple[Steps, str, str, bool]]:
    for at, _, interface in interfaces(estate):
        if interface.name is not None:
            yield (*at, "name"), "a virtual interface", interface.name, False
    for kind in INTERFACES:
        gateway = getattr(estate.datacentre.gateways, kind)
        if gateway.name is not None:
            yield ("datacentre", "gateways", kind, "name"), "a Direct Connect gateway", gateway.name, False


def _such_as(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-0123456789")[:_LONGEST].rstrip("-")
    return f", for instance {plain}" if plain else ""
