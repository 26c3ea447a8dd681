"""Callers as people name them: `mobile/reader`, an ARN, a service, `anonymous`, `mobile/root`."""

from __future__ import annotations

from sandbox.iam.world import UnknownName, World
from sandbox.sources.errors import FactUnknown

ANONYMOUS = "anonymous"


def principal(world: World, name: str) -> str | None:
    """The principal of a request, None for anonymous; raises FactUnknown for a name that nobody has."""
    if name == ANONYMOUS:
        return None
    if name.startswith("arn:") or name.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        return name
    try:
        account, _, rest = name.partition("/")
        if rest == "root":
            return f"arn:aws:iam::{world.account_named(account).id}:root"
        return world.caller_named(name).arn
    except UnknownName as error:
        raise FactUnknown(world.source, str(error), "Name a caller as account/role, or by its ARN.") from None


def called(world: World, principal: str | None) -> str:
    """The short name of a principal."""
    if principal is None:
        return ANONYMOUS
    caller = world.callers.get(principal)
    account = world.accounts.get(principal.split(":")[4]) if principal.startswith("arn:") else None
    if account is None:
        return principal
    return f"{account.name}/{caller.name if caller else principal.rpartition(':')[2].rpartition('/')[2]}"
