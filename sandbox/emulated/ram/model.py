"""Resource shares: their resources, principals, permissions and invitations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ShareStatus = Literal["PENDING", "ACTIVE", "FAILED", "DELETING", "DELETED"]
AssociationStatus = Literal[
    "ASSOCIATING", "ASSOCIATED", "FAILED", "DISASSOCIATING", "DISASSOCIATED", "SUSPENDED", "SUSPENDING", "RESTORING"
]
InvitationStatus = Literal["PENDING", "ACCEPTED", "REJECTED", "EXPIRED"]


@dataclass(frozen=True)
class Association:
    """A resource, a principal or a source (an account for which a service acts) as it belongs to a share."""

    entity: str
    """ARN of the resource, or the principal as the owner wrote it."""
    kind: Literal["RESOURCE", "PRINCIPAL", "SOURCE"]
    status: AssociationStatus
    created: datetime
    updated: datetime
    external: bool = False
    """Whether the principal is outside the owner's organization."""
    message: str = ""


@dataclass(frozen=True)
class ResourceShare:
    """A resource share of one account."""

    arn: str
    name: str
    owner: str
    region: str
    status: ShareStatus
    created: datetime
    updated: datetime
    allow_external: bool = True
    associations: tuple[Association, ...] = ()
    permissions: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Resource type -> (ARN of its permission, version)."""
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def resources(self) -> tuple[Association, ...]:
        """Return the associations of resources, ended ones included."""
        return tuple(each for each in self.associations if each.kind == "RESOURCE")

    @property
    def live(self) -> bool:
        """Return whether the share is not deleted."""
        return self.status != "DELETED"

    @property
    def principals(self) -> tuple[Association, ...]:
        """Return the associations of principals, ended ones included."""
        return tuple(each for each in self.associations if each.kind == "PRINCIPAL")


@dataclass(frozen=True)
class Invitation:
    """An invitation of an account outside the organization, which it must accept before the share is effective."""

    arn: str
    share_arn: str
    share_name: str
    sender: str
    receiver: str
    created: datetime
    status: InvitationStatus

    expires: datetime
    receiver_arn: str = ""
    """The role or user that is invited, where the principal is one."""

    def seen_at(self, now: datetime) -> InvitationStatus:
        """Return its status at a moment: an unanswered invitation expires."""
        return "EXPIRED" if self.status == "PENDING" and now >= self.expires else self.status
