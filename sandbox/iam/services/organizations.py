"""Organizations: operations that any account may call on what the management account owns.

Reference: Organizations API reference, action-reference; Organizations user guide, orgs_delegate_policies (read access
of delegated administrators).
"""

from __future__ import annotations

from sandbox.iam.request import Request
from sandbox.iam.service import Service

_OF_ANY_ACCOUNT = (
    "accepthandshake",
    "declinehandshake",
    "describeeffectivepolicy",
    "describehandshake",
    "describeorganization",
    "leaveorganization",
    "listhandshakesforaccount",
)
_READ = ("describe", "list")


def _without_resource_policy(request: Request) -> bool:
    """Return whether the organization's resource policy has no part: its registration lets an administrator read."""
    name = request.action.partition(":")[2].lower()
    return name in _OF_ANY_ACCOUNT or (bool(request.principal_in_delegated_account) and name.startswith(_READ))


SERVICE = Service("organizations", only_callers_policies=_without_resource_policy)
