"""The caller, as the credentials behind the request make it.

Reference: IAM user guide, reference_policies_elements_principal and reference_policies_variables (principal table).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from sandbox.iam import cache_sizes
from sandbox.iam.arn import Arn
from sandbox.iam.errors import UnknownPrincipal

_ACCOUNT = re.compile(r"[0-9]{12}")
_COMMERCIAL = "aws"
"""The partition of a principal that no ARN gives."""


class PrincipalType(Enum):
    """What kind of caller; the values are those of aws:PrincipalType where AWS has one."""

    ROOT = "Account"
    USER = "User"
    ROLE = "AssumedRole"
    FEDERATED_USER = "FederatedUser"
    SERVICE = "Service"
    WEB_OR_SAML = "Federated"
    ANONYMOUS = "Anonymous"


_WITH_POLICIES = (PrincipalType.USER, PrincipalType.ROLE, PrincipalType.FEDERATED_USER)


UNSIGNED = frozenset((PrincipalType.ANONYMOUS, PrincipalType.WEB_OR_SAML))
"""Principals without AWS credentials: an operation that needs a signature answers them MissingAuthenticationToken."""


@dataclass(frozen=True, slots=True)
class Principal:
    """One caller.

    `arn` is what identifies it in a request (a session's ARN for a role in use, the provider for web and SAML
    identities, the host name for a service); `name` the user's or role's own name, without its path.
    """

    type: PrincipalType
    arn: str | None = None
    account: str | None = None
    name: str | None = None
    service_linked: bool = False
    issuer: str | None = None
    """For a federated user: ARN of the IAM user or root user that asked for the token."""
    unique_id: str | None = None
    """Unique id of the user or role, `AIDA...` or `AROA...`; None where it is not known."""
    shown: tuple[str, ...] = field(init=False, compare=False)
    """What aws:PrincipalArn holds: for a session its role's ARN, for those without an account nothing."""

    has_policies: bool = field(init=False, compare=False)
    """Whether such a principal has policies of its own; root users, services and external identities have none."""
    partition: str = field(init=False, compare=False)
    """`aws`, `aws-cn` or `aws-us-gov`: an ARN of another partition names none of its principals."""
    root_arn: str | None = field(init=False, compare=False)
    """ARN of the root user of its account, by which policies name the account."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "has_policies", self.type in _WITH_POLICIES)
        arn = self.role_arn or self.arn
        object.__setattr__(self, "shown", (arn,) if arn and self.account else ())
        partition = self.arn.split(":", 2)[1] if self.arn and self.arn.startswith("arn:") else _COMMERCIAL
        object.__setattr__(self, "partition", partition)
        object.__setattr__(self, "root_arn", f"arn:{partition}:iam::{self.account}:root" if self.account else None)

    @classmethod
    @lru_cache(maxsize=cache_sizes.SNAPSHOT)
    def parse(cls, text: str | None) -> Principal:
        """Return the principal of a text.

        Args:
            text: An ARN, an account id, a service's host name, or `*` or None for an anonymous caller.

        Raises:
            UnknownPrincipal: The text is none of these.

        Example:
            >>> Principal.parse("arn:aws:iam::111122223333:user/ops/ann").name
            'ann'

        """
        if text is None or text == "*":
            return cls(PrincipalType.ANONYMOUS)
        if _ACCOUNT.fullmatch(text):
            return cls(PrincipalType.ROOT, f"arn:aws:iam::{text}:root", text)
        arn = Arn.parse(text)
        if arn is not None:
            return cls._of_arn(text, arn)
        if re.fullmatch(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?", text) and not text.startswith("cognito-identity."):
            return cls(PrincipalType.SERVICE, text)
        if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", text):
            return cls(PrincipalType.WEB_OR_SAML, text)
        raise UnknownPrincipal(
            f"{text!r} is not a principal: give an ARN, an account id, a service such as ec2.amazonaws.com, or null"
        )

    @classmethod
    def _of_arn(cls, text: str, arn: Arn) -> Principal:
        kind, _, rest = arn.resource.partition("/")
        name = rest.rpartition("/")[2]
        if not _ACCOUNT.fullmatch(arn.account):
            raise UnknownPrincipal(f"{text!r} belongs to no account: an account id has twelve digits")
        match arn.service, kind:
            case "iam", "root" if not rest:
                return cls(PrincipalType.ROOT, text, arn.account)
            case "iam", "user" if name:
                return cls(PrincipalType.USER, text, arn.account, name)
            case "iam", "role" if name:
                linked = rest.startswith("aws-service-role/")
                return cls(PrincipalType.ROLE, text, arn.account, name, linked)
            case "sts", "assumed-role" if name and rest.count("/") == 1 and not rest.startswith("/"):
                role = rest.partition("/")[0]
                # A session's ARN drops the role's path; AWS reserves this prefix for service-linked roles.
                return cls(PrincipalType.ROLE, text, arn.account, role, role.startswith("AWSServiceRoleFor"))
            case "sts", "federated-user" if name:
                return cls(PrincipalType.FEDERATED_USER, text, arn.account, name)
            case "iam", "oidc-provider" | "saml-provider" if rest:
                return cls(PrincipalType.WEB_OR_SAML, text, arn.account)
        raise UnknownPrincipal(f"{text!r} is not the ARN of a root user, user, role, session or identity provider")

    @property
    def of_root(self) -> bool:
        """Whether the root user asked for a federated user's token, who has full access."""
        return self.issuer is not None and (
            self.issuer.endswith(":root") or _ACCOUNT.fullmatch(self.issuer) is not None
        )

    @property
    def is_session(self) -> bool:
        """Whether `arn` names one session of a role, not the role."""
        return self.type is PrincipalType.ROLE and self.arn is not None and ":assumed-role/" in self.arn

    @property
    def session_name(self) -> str | None:
        """The name of a role's session."""
        return self.arn.rpartition("/")[2] if self.is_session and self.arn else None

    @property
    def role_arn(self) -> str | None:
        """ARN of the role behind a session (its path is not in the session's ARN), as aws:PrincipalArn shows it."""
        if self.type is not PrincipalType.ROLE or self.arn is None:
            return None
        if not self.is_session:
            return self.arn
        return f"arn:{self.arn.split(':')[1]}:iam::{self.account}:role/{self.name}"
