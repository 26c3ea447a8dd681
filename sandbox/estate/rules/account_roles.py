"""Every account role has an account that exists and has what its role needs."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import AccountRoles, Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import closest

_ACCOUNTS: Steps = ("accounts",)
_ROLES: Steps = ("organization", "account_roles")


@rule(
    title="Account roles are assigned",
    why=(
        "The trail is kept in the account of role security; that of role network owns the lines, the transit gateway "
        "and the resolver endpoints, which are in its VPC; the virtual private gateway of role legacy ends the private "
        "interfaces."
    ),
    reference="design",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find roles whose account is missing, or lacks what the role needs."""
    assigned = {role: str(getattr(estate.account_roles, role)) for role in AccountRoles.model_fields}
    for role, name in assigned.items():
        others: tuple[Steps, ...] = ((*_ROLES, role),)
        first = next(each for each, account in assigned.items() if account == name)
        account = estate.accounts.get(name)
        if account is None:
            yield _missing(estate, role, name)
        elif first != role:
            at, on_key = _assignment(estate, role)
            wrong = f"{name} has the roles {first} and {role}"
            yield Finding(at, wrong, "assign each role to an account of its own", ((*_ROLES, first),), on_key=on_key)
        elif role != "security" and account.vpc is None:
            at = (*_ACCOUNTS, name)
            wrong = f"{name} has no VPC, which an account of role {role} needs"
            yield Finding(at, wrong, "add vpc: {cidr, tiers}", (*others, (*at, "vpc")), on_key=True)
        elif role == "legacy" and account.vpc is not None and account.vpc.gateway_asn is None:
            at = (*_ACCOUNTS, name, "vpc")
            right = "add gateway_asn: 64512, or another private ASN that is free"
            wrong = f"{name} has no virtual private gateway"
            yield Finding(at, wrong, right, (*others, (*at, "gateway_asn")), on_key=True)


def _missing(estate: Estate, role: str, name: str) -> Finding:
    at, on_key = _assignment(estate, role)
    meant = closest(name, estate.accounts)
    right = f"add it, or name another account in organization.account_roles.{role}"
    right = f"did you mean {meant}? Else {right}" if meant is not None else right
    others = ((*_ROLES, role), (*_ACCOUNTS, name), _ACCOUNTS)
    return Finding(at, f"there is no account {name}, which has the role {role}", right, others, on_key=on_key)


def _assignment(estate: Estate, role: str) -> tuple[Steps, bool]:
    """Return where the role is assigned, and whether that is a key; without an assignment, the accounts."""
    return ((*_ROLES, role), False) if role in estate.account_roles.model_fields_set else (_ACCOUNTS, True)
