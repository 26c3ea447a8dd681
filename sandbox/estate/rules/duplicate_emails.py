"""No two accounts have the same email address of the root user."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.located_values import emails
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps


@rule(
    title="Emails are unique",
    why="AWS allows one root user for each email address, regardless of case.",
    reference="https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find addresses that an earlier account has."""
    owners: dict[str, tuple[Steps, str]] = {}
    for at, owner, email in emails(estate):
        first = owners.setdefault(email.casefold(), (at, owner))
        if first[0] != at:
            right = f"give {owner} its own, for instance a +tag before the @"
            yield Finding(at, f"{email} is also the email of {first[1]}", right, twin=first[0])
