"""The state of RAM: one for all accounts and Regions, since a share concerns several of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.admission import malformed
from sandbox.emulated.ram.model import Invitation, ResourceShare
from sandbox.emulated.ram.permission_model import MANAGED, Permission, ReplacementWork


@dataclass
class RamState:
    """Shares, invitations and customer managed permissions, by their ARNs."""

    shares: dict[str, ResourceShare] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    permissions: dict[str, Permission] = field(default_factory=dict)
    works: dict[str, ReplacementWork] = field(default_factory=dict)
    """By their ids."""
    tokens: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    """(account, operation, client token) -> (the request as JSON, ARN of its result)."""

    def all_shares(self) -> list[ResourceShare]:
        """Return every share of every account, in the order of creation."""
        return list(self.shares.values())

    def keep(self, share: ResourceShare) -> ResourceShare:
        """Store the share as it is now, and return it."""
        self.shares[share.arn] = share
        return share

    def permission(self, arn: str, account: str) -> Permission:
        """Return the managed permission of that ARN, or the account's own."""
        if not arn.startswith("arn:"):
            raise AwsError("MalformedArnException", f"The permission ARN {arn} is not valid.")
        permission = MANAGED.get(arn) or self.permissions.get(arn)
        if permission is None or permission.owner not in ("aws", account):
            raise AwsError("UnknownResourceException", f"Permission {arn} could not be found.")
        return permission

    def own_share(self, arn: str, account: str) -> ResourceShare:
        """Return the account's own share of that ARN that is not deleted."""
        if not arn.startswith("arn:"):
            raise malformed(arn)
        share = self.shares.get(arn)
        if share is None or share.owner != account or not share.live:
            raise AwsError("UnknownResourceException", f"ResourceShare {arn} could not be found.")
        return share
