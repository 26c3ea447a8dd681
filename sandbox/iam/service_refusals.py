"""The refusals of a request that no policy changes, from the tables of `sandbox.iam.refusals`.

Services that call on their own behalf are exempt, for they own what the tables name: service principals and
service-linked roles.
"""

from __future__ import annotations

from functools import cache

from sandbox.iam.principal import PrincipalType
from sandbox.iam.refusals.account_types import ACCOUNT_TYPES
from sandbox.iam.refusals.aws_owned import AWS_OWNED
from sandbox.iam.refusals.cross_account import CROSS_ACCOUNT
from sandbox.iam.refusals.reserved_names import RESERVED_NAMES
from sandbox.iam.request import Request
from sandbox.iam.service_refusal import ServiceRefusal


@cache
def all_refusals() -> tuple[ServiceRefusal, ...]:
    """Return the entries of every table."""
    return (*AWS_OWNED, *CROSS_ACCOUNT, *ACCOUNT_TYPES, *RESERVED_NAMES)


def refusals_of(action: str) -> tuple[ServiceRefusal, ...]:
    """Return the entries about an action, given in lower case."""
    return tuple(entry for entry in all_refusals() if entry.covers(action))


def refusal_among(refusals: tuple[ServiceRefusal, ...], request: Request) -> ServiceRefusal | None:
    """Return the first of an action's refusals that holds for a request; None where AWS leaves it to policies."""
    caller = request.principal
    if caller.type is PrincipalType.SERVICE or caller.service_linked:
        return None
    for entry in refusals:
        if entry.holds(request):
            return entry
    return None
