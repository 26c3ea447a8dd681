"""Principals by their names: `mobile/reader`, `mobile/root`, an ARN, a service's host name, `anonymous`."""

from __future__ import annotations

import re
from typing import Literal, NoReturn

from sandbox.access import external_account
from sandbox.access.errors import InvalidQuery, UnknownName, similar_names, unknown_name
from sandbox.access.names.accounts import account
from sandbox.iam.errors import UnknownPrincipal
from sandbox.iam.principal import Principal, PrincipalType
from sandbox.iam.snapshot import Caller, Snapshot

type Kind = Literal["role", "user", "role or user"]

ANONYMOUS = "anonymous"
_ROOT = "root"
_SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_PATHS = {"role": ":role/", "user": ":user/", "role or user": ":"}


def principal(snapshot: Snapshot, name: str) -> str | None:
    """Return the principal of a request: the ARN of a role, user or root user, a service's name, None for anonymous.

    A role's requests are evaluated for a session of it; another session than that is named by its ARN.

    Args:
        snapshot: Where to look.
        name: `account/name`, `account/root`, an ARN, the host name of a service or of an identity provider, or
            `anonymous`.

    Raises:
        UnknownName: No principal has this name.
        InvalidQuery: The text is an ARN, but not of a principal.

    Example:
        >>> principal(snapshot, "mobile/root")
        'arn:aws:iam::642720349661:root'

    """
    if name == ANONYMOUS:
        return None
    if name.startswith("arn:"):
        return _of_arn(snapshot, name)
    if _SERVICE.fullmatch(name) or _is_provider(snapshot, name):
        return name
    owner, _, rest = name.partition("/")
    if rest == _ROOT:
        return f"arn:{snapshot.partition}:iam::{account(snapshot, owner).id}:root"
    return role_or_user(snapshot, name).arn


def role_or_user(snapshot: Snapshot, name: str, kind: Kind = "role or user") -> Caller:
    """Return the role or user of `account/name`, `account/path/name` or an ARN.

    Args:
        snapshot: Where to look.
        name: The account may be written by name, by id or as `management`.
        kind: What it must be.

    Raises:
        UnknownName: The snapshot has no such role or user.
        InvalidQuery: The account has a role and a user of this name.

    """
    wanted = _PATHS[kind]
    if name in snapshot.callers and wanted in name:
        return snapshot.callers[name]
    if name.startswith("arn:"):
        return _raise_unknown(snapshot, kind, name, display_name(snapshot, name))
    owner, _, rest = name.partition("/")
    try:
        owned = account(snapshot, owner)
    except UnknownName:
        return unknown_name(kind, name, _known(snapshot, wanted))
    found = [
        caller
        for caller in snapshot.callers.values()
        if caller.account == owned.id and wanted in caller.arn and rest in (caller.name, caller.arn.partition("/")[2])
    ]
    if len(found) > 1:
        arns = ", ".join(caller.arn for caller in found)
        raise InvalidQuery(f"{name!r} is a role and a user.", f"Write an ARN: {arns}.")
    return found[0] if found else _raise_unknown(snapshot, kind, name, f"{owned.name}/{rest}")


def service(name: str) -> str:
    """Return a service principal's name.

    Raises:
        InvalidQuery: It has not the form of one.

    """
    if not _SERVICE.fullmatch(name):
        raise InvalidQuery(f"{name!r} is not a service principal.", "Write it as cloudtrail.amazonaws.com.")
    return name


def external_role(snapshot: Snapshot, name: str) -> str:
    """Return the ARN of the external account's role of a name; a role of the snapshot has the same name.

    Raises:
        UnknownName: No role has this name.

    """
    known = {
        arn.rpartition("/")[2]: arn
        for arn, caller in snapshot.callers.items()
        if external_account.is_external(snapshot, caller.account) and ":role/" in arn
    }
    return known[name] if name in known else unknown_name("role", name, known)


def display_name(snapshot: Snapshot, principal: str | None) -> str:
    """Return a principal's short name, which `principal` takes: `mobile/reader`, `mobile/root`, `anonymous`.

    A session that is named by its ARN, and a principal of no account of the snapshot, have none but the text itself.
    """
    if principal is None:
        return ANONYMOUS
    caller = snapshot.callers.get(principal)
    owner = snapshot.accounts.get(principal.split(":")[4]) if principal.startswith("arn:") else None
    if owner is None or ":assumed-role/" in principal:
        return principal
    return f"{owner.name}/{caller.name if caller else principal.rpartition(':')[2].rpartition('/')[2]}"


def _is_provider(snapshot: Snapshot, name: str) -> bool:
    """Return whether a name is the host name of an identity provider, and of no account."""
    if not _HOST.fullmatch(name) or any(found.name == name for found in snapshot.accounts.values()):
        return False
    return Principal.parse(name).type is PrincipalType.WEB_OR_SAML


def _of_arn(snapshot: Snapshot, arn: str) -> str:
    """Return the ARN; a role or user that its account in the snapshot lacks is unknown."""
    try:
        parsed = Principal.parse(arn)
    except UnknownPrincipal as error:
        raise InvalidQuery(f"{error}.", "Write account/name, or the ARN of a role, user or root user.") from None
    kind = ":user/" if parsed.type is PrincipalType.USER else ":role/"
    known = {(caller.account, caller.name) for caller in snapshot.callers.values() if kind in caller.arn}
    own = parsed.type in (PrincipalType.ROLE, PrincipalType.USER) and parsed.account in snapshot.accounts
    if own and not parsed.service_linked and (parsed.account, parsed.name) not in known:
        _raise_unknown(snapshot, "role or user", arn, display_name(snapshot, arn))
    return arn


def _raise_unknown(snapshot: Snapshot, kind: Kind, name: str, compared: str) -> NoReturn:
    """Raise UnknownName for a name, with the names that are similar to another form of it."""
    raise UnknownName(kind, name, similar_names(compared, _known(snapshot, _PATHS[kind])))


def _known(snapshot: Snapshot, wanted: str) -> tuple[str, ...]:
    return tuple(
        display_name(snapshot, arn)
        for arn, caller in snapshot.callers.items()
        if wanted in arn
        and caller.account in snapshot.accounts
        and not external_account.is_external(snapshot, caller.account)
    )
