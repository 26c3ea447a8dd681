"""Email addresses of root users are valid for Organizations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.estate.located_values import emails
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule

_LOCAL = re.compile(r"""(?!\.)[^\s"'()<>\[\]:;,\\|%&@]+""", re.ASCII)
_DOMAIN = re.compile(r"(?![-.])[a-z0-9.-]+\.[a-z0-9.-]+(?<![-.])", re.ASCII | re.IGNORECASE)
_LENGTHS = range(6, 65)


@rule(
    title="Emails are valid",
    why="An account whose email address does not work can be neither recovered nor closed.",
    reference="https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find addresses that Organizations refuses."""
    for at, _, email in emails(estate):
        local, _, domain = email.rpartition("@")
        if len(email) not in _LENGTHS:
            yield Finding(at, f"{email} has {len(email)} characters", "Organizations takes 6 to 64")
        elif not (email.isascii() and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)):
            yield Finding(
                at, f"{email} is not a valid email address", "write name@domain, for instance aws+mobile@gilt.example"
            )
