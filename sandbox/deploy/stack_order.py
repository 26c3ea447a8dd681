"""Which stacks make up the estate, and in what order."""

from __future__ import annotations

from sandbox.deploy.record import Form
from sandbox.estate.model import Estate

AT_ONCE = 2
"""How many stacks are deployed at the same time: each is a Pulumi and a program in memory."""


def stages(estate: Estate, form: Form) -> tuple[tuple[str, ...], ...]:
    """Stacks of one stage need those of the stages before, and nothing of one another."""
    if form == "all":
        return (("all",),)
    accounts = tuple(account for account in estate.accounts if account != "network")
    return (("organization",), ("network",), accounts)
