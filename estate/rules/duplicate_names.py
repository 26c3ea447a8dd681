"""Names that are looked up have one meaning."""

from __future__ import annotations

from collections.abc import Iterator

from estate.model import Estate
from estate.rule import Finding, rule
from estate.source import Steps

RESERVED = ("datacentre", "internet", "management")
"""Words that stand for something else wherever an account or a table may be named."""


@rule(
    title="Names are unique",
    why="Tables and endpoints name accounts, tables, the data centre and the internet by one word each.",
    reference="design",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find lines of the same name, and accounts or tables named as something else is."""
    lines: dict[str, Steps] = {}
    for place, line in enumerate(estate.datacentre.lines):
        at: Steps = ("datacentre", "lines", place, "name")
        first = lines.setdefault(line.name, at)
        if first != at:
            yield Finding(
                at, f"{line.name} is also the name of line {int(first[2]) + 1}", "rename one", others=(first,)
            )
    management = estate.organization.management.name
    if management in estate.accounts:
        at = ("organization", "management", "name")
        right = "rename one; the management account is no member of a unit"
        yield Finding(at, f"{management} is also the name of a member account", right, others=(("accounts",),))
    for name in estate.accounts:
        if name in RESERVED:
            yield Finding(("accounts", name), f"{name} means something else here", "rename the account", on_key=True)
    for name in estate.transit.tables:
        if name in RESERVED or name in estate.accounts:
            meaning = "an account" if name in estate.accounts else "something else here"
            at = ("transit", "tables", name)
            yield Finding(
                at, f"{name} is also the name of {meaning}", "rename the table", (("accounts",),), on_key=True
            )
