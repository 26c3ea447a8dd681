"""Which account may call which operation: management, delegated administrators, members, standalone accounts."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.organizations.rules import errors, identifiers, resource_policy, tree
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState

ANY_ACCOUNT = frozenset(
    {
        "AcceptHandshake",
        "CancelHandshake",
        "CreateOrganization",
        "DeclineHandshake",
        "DescribeHandshake",
        "ListHandshakesForAccount",
    }
)
MEMBERS = frozenset({"DescribeEffectivePolicy", "DescribeOrganization", "LeaveOrganization"})
MANAGEMENT_READS = frozenset(
    {
        "DescribeResponsibilityTransfer",
        "ListInboundResponsibilityTransfers",
        "ListOutboundResponsibilityTransfers",
    }
)


def organization_for(
    state: OrganizationsState, account: str, operation: str, request: dict[str, Any]
) -> Organization | None:
    """Return the caller's organization, if it may make the call; None only where none is needed."""
    management = state.home.get(account)
    organization = state.organizations[management] if management is not None else None
    if organization is not None and organization.accounts[account].closed_at is not None:
        raise errors.denied("The account is closed.")
    if operation in ANY_ACCOUNT:
        return organization
    if organization is None:
        raise errors.not_in_use()
    if account == management or operation in MEMBERS or _is_delegated(organization, account, operation, request):
        return organization
    raise errors.denied()


def is_reader(organization: Organization, account: str) -> bool:
    """Return whether the account may see all of the organization."""
    return account == organization.management or account in organization.delegates


def _is_delegated(organization: Organization, account: str, operation: str, request: dict[str, Any]) -> bool:
    reads = operation.startswith(("Describe", "List")) and operation not in MANAGEMENT_READS
    if reads and account in organization.delegates:
        return True
    if organization.resource_policy is None or not (reads or operation in resource_policy.DELEGABLE_WRITES):
        return False
    kind, resources = _subject(organization, request)
    return resource_policy.allows(organization.resource_policy[1], account, operation, kind, resources)


def _subject(organization: Organization, request: dict[str, Any]) -> tuple[str | None, list[str]]:
    """Return the policy type that a call is about, and the ARNs that it touches."""
    kind = request.get("PolicyType") or request.get("Type") or request.get("Filter")
    names = [request[key] for key in ("PolicyId", "TargetId", "ResourceId", "RootId", "AccountId") if key in request]
    policy = organization.policies.get(request.get("PolicyId", ""))
    if policy is not None:
        kind = policy.kind
    resources = [arn for name in names if (arn := resource_arn(organization, name))]
    return (kind if isinstance(kind, str) else None), resources


def resource_arn(organization: Organization, name: str) -> str | None:
    """Return the ARN of an account, unit, root or policy of the organization."""
    management = organization.management
    if name in organization.policies:
        policy = organization.policies[name]
        if policy.aws_managed:
            return identifiers.managed_policy_arn(policy.kind, policy.id)
        return identifiers.arn(management, "policy", organization.id, policy.kind.lower(), policy.id)
    if not tree.is_node(organization, name):
        return None
    kind = "account" if name in organization.accounts else "root" if name == organization.root else "ou"
    return identifiers.arn(management, kind, organization.id, name)
