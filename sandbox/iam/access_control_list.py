"""Access control lists of S3: the actions that a grant of a bucket or an object allows, and to which callers.

Reference: S3 user guide, acl-overview ("Mapping of ACL permissions and access policy permissions", "Amazon S3
predefined groups").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sandbox.iam.errors import UnknownSetting
from sandbox.iam.principal import UNSIGNED, Principal, PrincipalType
from sandbox.iam.principals import Grade

ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY = "AllUsers", "AuthenticatedUsers", "LogDelivery"
GROUPS = (ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY)
PERMISSIONS = ("READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL")
_PUBLIC = (ALL_USERS, AUTHENTICATED_USERS)
_LOG_DELIVERY_SERVICE = "logging.s3.amazonaws.com"
_ACCOUNT = re.compile(r"[0-9]{12}")

_ON_BUCKET = {
    "READ": frozenset(("s3:listbucket", "s3:listbucketversions", "s3:listbucketmultipartuploads")),
    "READ_ACP": frozenset(("s3:getbucketacl",)),
    "WRITE_ACP": frozenset(("s3:putbucketacl",)),
}
_ON_OBJECT = {
    "READ": frozenset(("s3:getobject", "s3:getobjectversion")),
    "READ_ACP": frozenset(("s3:getobjectacl", "s3:getobjectversionacl")),
    "WRITE_ACP": frozenset(("s3:putobjectacl", "s3:putobjectversionacl")),
}
_WRITES = frozenset(("s3:putobject", "s3:putobjectacl"))
_DELETIONS = frozenset(("s3:deleteobject", "s3:deleteobjectversion"))


@dataclass(frozen=True, slots=True)
class AclGrant:
    """One grant: a permission to an account or a predefined group."""

    grantee: str
    """An account id, or a group of `GROUPS`."""
    permission: str

    @classmethod
    def read(cls, setting: object) -> Self:
        """Return the grant of a setting, `{"grantee": ..., "permission": ...}`; raises UnknownSetting."""
        if not isinstance(setting, Mapping) or set(setting) != {"grantee", "permission"}:
            raise UnknownSetting(f"resource_settings: a grant of an ACL has grantee and permission, not {setting!r}")
        grantee, permission = setting["grantee"], setting["permission"]
        if not isinstance(grantee, str) or not (grantee in GROUPS or _ACCOUNT.fullmatch(grantee)):
            known = ", ".join(GROUPS)
            raise UnknownSetting(f"resource_settings: an ACL grants to an account id, {known}, not {grantee!r}")
        if permission not in PERMISSIONS:
            raise UnknownSetting(
                f"resource_settings: a permission of an ACL is one of {', '.join(PERMISSIONS)}, not {permission!r}"
            )
        return cls(grantee, permission)

    @property
    def public(self) -> bool:
        """Whether the grant makes its ACL public: see access-control-block-public-access, "The meaning of public"."""
        return self.grantee in _PUBLIC

    def gives(self, *permissions: str) -> bool:
        """Return whether the grant includes one of the permissions."""
        return self.permission == "FULL_CONTROL" or self.permission in permissions

    def grade(self, caller: Principal) -> Grade:
        """Return how directly the grant names a caller; NONE where it does not.

        An account's grant leaves to the account which of its users and roles have the permission.
        """
        if self.grantee == ALL_USERS:
            return Grade.DIRECT
        if self.grantee == AUTHENTICATED_USERS:
            return Grade.NONE if caller.type in UNSIGNED else Grade.DIRECT
        if self.grantee == LOG_DELIVERY:
            return Grade.DIRECT if caller.arn == _LOG_DELIVERY_SERVICE else Grade.NONE
        if self.grantee != caller.account:
            return Grade.NONE
        return Grade.DIRECT if caller.type is PrincipalType.ROOT else Grade.ACCOUNT

    def allows_on_bucket(self, action: str, caller: str | None, object_owner: str | None) -> bool:
        """Return whether the grant, of a bucket, allows an action on it or on an object in it.

        Args:
            action: In lower case.
            caller: The caller's account; None for an anonymous caller.
            object_owner: Account of the existing object; None where there is none. WRITE creates objects; only their
                owners overwrite and delete existing ones by it.

        """
        if action in _WRITES:
            return self.gives("WRITE") and object_owner in (None, caller)
        if action in _DELETIONS:
            return self.gives("WRITE") and object_owner is not None and object_owner == caller
        return any(self.gives(permission) and action in actions for permission, actions in _ON_BUCKET.items())

    def allows_on_object(self, action: str) -> bool:
        """Return whether the grant, of an object, allows an action, given in lower case, on it."""
        return any(self.gives(permission) and action in actions for permission, actions in _ON_OBJECT.items())


def read_acl(setting: object) -> tuple[AclGrant, ...]:
    """Return the grants of a setting; raises UnknownSetting."""
    if not isinstance(setting, list | tuple):
        raise UnknownSetting(f"resource_settings: an ACL is a list of grants, not {setting!r}")
    return tuple(AclGrant.read(grant) for grant in setting)
