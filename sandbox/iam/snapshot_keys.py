"""Condition keys that AWS fills in from what the snapshot knows: organization, tags, role ARN, home Region."""

from __future__ import annotations

from sandbox.iam.identity_center import identity_center_role
from sandbox.iam.request import Request, Values
from sandbox.iam.snapshot import Caller, Snapshot


class SnapshotKeys:
    """The condition keys of requests in one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._memberships: dict[tuple[str, str | None], dict[str, Values]] = {}

    def of_snapshot(self, snapshot: Snapshot) -> SnapshotKeys:
        """Return the keys of a snapshot of the same organization, of which this one knows the memberships."""
        other = SnapshotKeys(snapshot)
        other._memberships = self._memberships
        return other

    def of(self, request: Request, caller: Caller | None) -> dict[str, Values]:
        """Return the keys of a request that follow from the snapshot.

        Args:
            request: The request as it was given.
            caller: The user or role behind its principal, where the snapshot has it.

        """
        keys: dict[str, Values] = {"aws:securetransport": ("true",)}
        if not request.values("aws:requestedregion"):
            keys["aws:requestedregion"] = (self._snapshot.home_region,)
        if caller:
            keys["aws:principalarn"] = (caller.arn,)
        elif request.principal.role_arn:
            arn = identity_center_role(request.principal, self._snapshot.home_region) or request.principal.role_arn
            keys["aws:principalarn"] = (arn,)  # with its path, which a session's ARN lacks
        if caller:
            keys.update({f"aws:principaltag/{key.lower()}": (value,) for key, value in caller.tags.items()})
        behind = self._snapshot.resource_behind(request.resource)
        if behind:
            keys.update({f"aws:resourcetag/{key.lower()}": (value,) for key, value in behind.tags.items()})
        keys.update(self._organization_keys("aws:principal", request.principal.account))
        keys.update(self._organization_keys("aws:resource", request.resource_account))
        return keys

    def _organization_keys(self, prefix: str, account: str | None) -> dict[str, Values]:
        found = self._memberships.get((prefix, account))
        if found is None:
            found = self._memberships[prefix, account] = {}
            path = self._snapshot.path(account or "")
            organization = self._snapshot.organization_of(account)
            if path and organization is not None:
                # aws:PrincipalOrgPaths ends with the unit that holds the account, and a slash.
                units = "/".join((organization, *(node.id for node in path[:-1])))
                found[f"{prefix}orgid"] = (organization,)
                found[f"{prefix}orgpaths"] = (f"{units}/",)
        return found
