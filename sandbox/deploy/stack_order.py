"""The stacks that make up the estate, and their order."""

from __future__ import annotations

from sandbox.deploy.deployment import Form
from sandbox.estate.model import Estate

MAX_CONCURRENT_STACKS = 2
"""Each stack is a Pulumi process and a program in memory."""


ORGANIZATION = "organization"
"""The first stack of the form `split`."""


def stages(estate: Estate, form: Form, whole: str) -> tuple[tuple[str, ...], ...]:
    """Return the stacks by stage: those of a stage depend on the stages before it, and not on one another.

    `whole` names the stack of the form that has a single one.
    """
    if form == "all":
        return ((whole,),)
    hub = estate.account_roles.network
    accounts = tuple(account for account in estate.accounts if account != hub)
    return ((ORGANIZATION,), (hub,), accounts)
