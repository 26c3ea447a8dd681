"""The elements Principal and NotPrincipal: the principals that a policy names, and how directly.

Reference: IAM user guide, reference_policies_elements_principal and reference_policies_elements_notprincipal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from sandbox.iam.arn import Arn
from sandbox.iam.errors import MalformedPrincipal
from sandbox.iam.principal import Principal, PrincipalType
from sandbox.iam.request import Request

_ACCOUNT = re.compile(r"[0-9]{12}")
_UNIQUE_ID = re.compile(r"(AIDA|AROA)[A-Z0-9]+")
_NAMED = re.compile(
    r"arn:[a-z0-9-]+:(iam::([0-9]{12}|cloudfront):(root|(user|role)/.+)"
    r"|sts::[0-9]{12}:(assumed-role/[^/]+/.+|federated-user/.+))"
)
"""ARNs that may be under AWS: no group, and nothing but identities."""
_HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PROVIDER = re.compile(r"arn:[a-z0-9-]+:iam::[0-9]{12}:(oidc|saml)-provider/.+")
_CANONICAL = re.compile(r"[0-9a-f]{64,}")


class Grade(IntEnum):
    """How directly a statement names the caller: what a grant of that grade is still limited by, within an account."""

    NONE = 0
    ACCOUNT = 1
    """Names the account: the caller's own policies must allow as well."""
    ROLE = 2
    """Names the role: boundary and session policy still limit."""
    USER = 3
    """Names the user: only a session policy still limits."""
    DIRECT = 4
    """Names the session, the federated user, the service, the root user or everyone: nothing limits but a deny."""


@dataclass(frozen=True, slots=True)
class Principals:
    """A compiled Principal element."""

    everyone: bool
    names: frozenset[str]
    """ARNs, host names of services and providers, unique ids."""
    accounts: frozenset[str]
    """Ids that are named as such; an account that is named by its root user's ARN is among the names."""
    roles: frozenset[tuple[str, str, str]]
    """Partition, account and name: a session's ARN lacks its role's path, and the name is unique in the account."""
    unique_ids: frozenset[str] = frozenset()
    """What AWS makes of the ARNs of users and roles when it saves a policy: these very ones, not their successors."""
    canonical: bool = False
    """A canonical user id is named; only S3 knows its ARN."""
    web_identity: bool = False
    """A web identity or SAML provider is named."""

    @classmethod
    def compile(cls, element: object) -> Principals:
        """Read the element; raises MalformedPrincipal."""
        if element == "*":
            return cls(everyone=True, names=frozenset(), accounts=frozenset(), roles=frozenset())
        if not isinstance(element, Mapping):
            raise MalformedPrincipal('write "*" or an object with AWS, Service, Federated or CanonicalUser')
        named: set[str] = set()
        for kind, listed in element.items():
            if kind not in ("AWS", "Service", "Federated", "CanonicalUser"):
                raise MalformedPrincipal(f"{kind!r} is none of AWS, Service, Federated, CanonicalUser")
            for name in listed if isinstance(listed, list | tuple) else [listed]:
                _check(kind, name)
                named.add(name)
        everyone = "*" in named  # only AWS may list it
        accounts = {name for name in named if _ACCOUNT.fullmatch(name)}
        roles = {role for name in named if (role := _role(name))}
        return cls(
            everyone,
            frozenset(named),
            frozenset(accounts),
            frozenset(roles),
            frozenset(name for name in named if _UNIQUE_ID.fullmatch(name)),
            canonical="CanonicalUser" in element,
            web_identity="Federated" in element,
        )

    def grade(self, request: Request) -> Grade:
        """Return how directly the caller is named; NONE where it is not."""
        caller = request.principal
        if self.everyone or (caller.type is PrincipalType.SERVICE and self._names_service(request)):
            return Grade.DIRECT
        if caller.arn in self.names and caller.arn is not None:
            return _own_grade(caller)
        if caller.type is PrincipalType.ROLE and (self._names_role(caller) or self._names_unique_id(request)):
            return Grade.ROLE
        if caller.issuer in self.names or self._names_unique_id(request):
            return Grade.USER
        if not self._names_account(caller):
            return Grade.NONE
        return Grade.DIRECT if caller.type is PrincipalType.ROOT else Grade.ACCOUNT

    def excludes(self, request: Request, *, deny: bool) -> bool:
        """Return whether NotPrincipal excludes the caller.

        A deny spares only who is listed with all that stands behind: the account, and a session's role; an allow
        leaves out whoever is listed in any form.
        """
        if self.everyone:
            return True
        caller = request.principal
        if caller.account is None:
            return caller.arn in self.names or self._names_service(request)
        chain = [self._names_account(caller)]
        if caller.type is not PrincipalType.ROOT:
            chain.append(caller.arn in self.names or (self._names_role(caller) and not caller.is_session))
        if caller.is_session:
            chain.append(self._names_role(caller))
        return all(chain) if deny else any(chain)

    def _names_unique_id(self, request: Request) -> bool:
        if not self.unique_ids:
            return False
        known = request.values("aws:userid")
        return bool(known) and known[0].partition(":")[0] in self.unique_ids

    def _names_role(self, caller: Principal) -> bool:
        return caller.type is PrincipalType.ROLE and (caller.partition, caller.account, caller.name) in self.roles

    def _names_service(self, request: Request) -> bool:
        """Return whether a name of the calling service is named: some have one a Region, such as states.REGION."""
        return not self.names.isdisjoint(request.values("aws:principalservicenameslist"))

    def _names_account(self, caller: Principal) -> bool:
        return caller.account in self.accounts or caller.root_arn in self.names


def _own_grade(caller: Principal) -> Grade:
    if caller.type is PrincipalType.USER:
        return Grade.USER
    if caller.type is PrincipalType.ROLE and not caller.is_session:
        return Grade.ROLE
    return Grade.DIRECT


def _check(kind: str, name: object) -> None:
    if not isinstance(name, str) or not name:
        raise MalformedPrincipal(f"{kind}: {name!r} is not text")
    if name == "*" and kind == "AWS":
        return
    if "*" in name or "?" in name:
        raise MalformedPrincipal(f'{kind}: {name!r} has a wildcard; only "*" or {{"AWS": "*"}} matches all principals')
    if "${" in name:
        raise MalformedPrincipal(f"{kind}: {name!r} has a policy variable, and variables have no place here")
    if kind == "AWS" and not (_ACCOUNT.fullmatch(name) or _UNIQUE_ID.fullmatch(name) or _NAMED.fullmatch(name)):
        raise MalformedPrincipal(
            f"AWS: {name!r} is not the ARN of a user, role, session or root user, an account id or a unique id"
        )
    if kind == "Service" and not _HOST.fullmatch(name):
        raise MalformedPrincipal(f"Service: {name!r} is not a service such as ec2.amazonaws.com")
    if kind == "Federated" and not (_PROVIDER.fullmatch(name) or _HOST.fullmatch(name)):
        raise MalformedPrincipal(
            f"Federated: {name!r} is neither the ARN of an identity provider nor a built-in provider"
        )
    if kind == "CanonicalUser" and not _CANONICAL.fullmatch(name):
        raise MalformedPrincipal(f"CanonicalUser: {name!r} is not a canonical user id, 64 digits of 0-9 and a-f")


def _role(name: str) -> tuple[str, str, str] | None:
    arn = Arn.parse(name)
    if arn is None or arn.service != "iam" or not arn.resource.startswith("role/"):
        return None
    return arn.partition, arn.account, arn.resource.rpartition("/")[2]
