"""Principals: one of each class into which the Principal elements of documents divide them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.access.document_checks.documents import CheckedDocument
from sandbox.iam.errors import UnknownPrincipal
from sandbox.iam.principal import Principal, PrincipalType

NO_PRINCIPAL = Principal(PrincipalType.WEB_OR_SAML)
"""The principal of identity-based policies, from which no condition key follows."""
_HIGHEST = 999_999_999_999
_FRESH = "access-check-any"
"""A name that no policy has."""
_UNIQUE_IDS = {"AIDA": PrincipalType.USER, "AROA": PrincipalType.ROLE}
_SERVICES = (".amazonaws.com", ".amazonaws.com.cn")


def unnamed_account(documents: Iterable[CheckedDocument], *others: str) -> str:
    """Return the id of an account that no document names, and that is none of the others."""
    used = {*others, *(account for document in documents for account in document.accounts)}
    return next(text for number in range(_HIGHEST, 0, -1) if (text := f"{number:012}") not in used)


def public_principals(account: str) -> tuple[Principal, ...]:
    """Return the anonymous principal and those of an account that no document names."""
    return Principal(PrincipalType.ANONYMOUS), *of_account(account)


def principal_classes(documents: Iterable[CheckedDocument]) -> tuple[Principal, ...]:
    """Return the principals that documents name, others of their accounts, and principals that they do not name."""
    listed = tuple(documents)
    if not any(document.kind.has_principal for document in listed):
        return (NO_PRINCIPAL,)
    found: dict[Principal, None] = dict.fromkeys(public_principals(unnamed_account(listed)))
    found[Principal(PrincipalType.SERVICE, f"{_FRESH}.amazonaws.com")] = None
    found[Principal(PrincipalType.WEB_OR_SAML, f"{_FRESH}.example")] = None
    for document in listed:
        for name in document.principal_names():
            found.update(dict.fromkeys(named(name)))
        for account in sorted(document.accounts):
            found.update(dict.fromkeys(of_account(account)))
    return tuple(found)


def named(name: str) -> Iterator[Principal]:
    """Yield the principal of a name in a Principal element, and a session of a role; none for `*`."""
    if name == "*":
        return
    if name[:4] in _UNIQUE_IDS:
        yield Principal(_UNIQUE_IDS[name[:4]], unique_id=name)
        return
    try:
        found = Principal.parse(name)
    except UnknownPrincipal:
        found = Principal(PrincipalType.WEB_OR_SAML, name)  # a canonical user, which only S3 knows
    if found.type is PrincipalType.WEB_OR_SAML and name.endswith(_SERVICES):
        found = Principal(PrincipalType.SERVICE, name)
    yield found
    if found.type is PrincipalType.ROLE:
        partition, role = name.split(":")[1], found.name
        yield Principal.parse(f"arn:{partition}:sts::{found.account}:assumed-role/{role}/{_FRESH}")
        if found.is_session:
            yield Principal.parse(f"arn:{partition}:iam::{found.account}:role/{role}")


def of_account(account: str) -> tuple[Principal, ...]:
    """Return an account's root user, and a user and a role of it that no policy names."""
    names = (f"arn:aws:iam::{account}:{rest}" for rest in ("root", f"user/{_FRESH}", f"role/{_FRESH}"))
    return tuple(map(Principal.parse, names))
