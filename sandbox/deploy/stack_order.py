"""Which stacks make up the estate, and in what order."""

from __future__ import annotations

from sandbox.deploy.record import Form
from sandbox.estate.model import Estate

AT_ONCE = 2
"""How many stacks are deployed at the same time: each is a Pulumi and a program in memory."""


def stages(estate: Estate, form: Form, whole: str) -> tuple[tuple[str, ...], ...]:
    """Return the stacks in stages: one stack needs those of the stages before, and none of its own stage.

    `whole` names the stack of the form that has a single one.
    """
    if form == "all":
        return ((whole,),)
    hub = estate.account_roles.network
    accounts = tuple(account for account in estate.accounts if account != hub)
    return (("organization",), (hub,), accounts)
