"""Create, update, delete, attach and detach policies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sandbox.emulated.organizations.documents import check
from sandbox.emulated.organizations.rules import errors, identifiers, policy_types, tags, tree
from sandbox.emulated.organizations.rules.model import CONSOLIDATED_BILLING, Organization, OrganizationsState, Policy
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas


def create(
    state: OrganizationsState,
    organization: Organization,
    draft: Policy,
    given_tags: dict[str, str],
    quotas: Quotas = CURRENT,
) -> Policy:
    """Store a new policy; the draft's id is set here."""
    if organization.feature_set == CONSOLIDATED_BILLING:
        raise errors.refused(
            "PolicyTypeNotAvailableForOrganization",
            "You can't use the specified policy type with the feature set currently enabled for this organization.",
        )
    _check_content(draft.kind, draft.content, quotas)
    _refuse_duplicate(organization, draft.kind, draft.name)
    if len(of_kind(organization, draft.kind)) >= quotas.policies[draft.kind].per_organization:
        raise errors.constraint("POLICY_NUMBER_LIMIT_EXCEEDED", "You have exceeded the number of policies of a type.")
    policy = replace(draft, id=identifiers.policy_id(organization.id, draft.kind, draft.name, state.next_serial()))
    tags.put(organization, policy.id, given_tags, quotas)
    organization.policies[policy.id] = policy
    return policy


def of_kind(organization: Organization, kind: str) -> list[Policy]:
    """Return all policies of a type, AWS's own first."""
    return [policy for policy in organization.policies.values() if policy.kind == kind]


def find(organization: Organization, policy: str) -> Policy:
    """Return the policy, or raise PolicyNotFoundException."""
    if policy not in organization.policies:
        raise errors.missing("Policy")
    return organization.policies[policy]


def update(
    organization: Organization,
    policy: str,
    now: datetime,
    *,
    name: str | None = None,
    description: str | None = None,
    content: str | None = None,
    quotas: Quotas = CURRENT,
) -> Policy:
    """Change what is given; AWS's own policies cannot be changed."""
    before = _changeable(organization, policy)
    if content is not None:
        _check_content(before.kind, content, quotas)
    if name is not None and name != before.name:
        _refuse_duplicate(organization, before.kind, name)
    organization.policies[policy] = replace(
        before,
        name=before.name if name is None else name,
        description=before.description if description is None else description,
        content=before.content if content is None else content,
        updated_at=now,
    )
    return organization.policies[policy]


def delete(organization: Organization, policy: str) -> None:
    """Delete a policy that is not attached."""
    _changeable(organization, policy)
    if targets(organization, policy):
        raise errors.refused(
            "PolicyInUse",
            "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts "
            "before performing this operation.",
        )
    del organization.policies[policy]
    organization.tags.pop(policy, None)


def attach(organization: Organization, policy: str, target: str, quotas: Quotas = CURRENT) -> None:
    """Attach the policy to a root, unit or account."""
    found = find(organization, policy)
    tree.target(organization, target)
    policy_types.require_enabled(organization, found.kind)
    attached = organization.attachments.setdefault(target, [])
    if policy in attached:
        raise errors.refused("DuplicatePolicyAttachment", "A policy with the specified name and type already exists.")
    if len(attached_to(organization, target, found.kind)) >= quotas.policies[found.kind].per_node:
        raise errors.constraint(
            "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "You have attached the maximum number of policies to the specified target.",
        )
    attached.append(policy)


def detach(organization: Organization, policy: str, target: str) -> None:
    """Detach a policy; at least one SCP must remain, and RCPFullAWSAccess always."""
    found = find(organization, policy)
    tree.target(organization, target)
    if policy not in organization.attachments.get(target, []):
        raise errors.refused(
            "PolicyNotAttached", "The policy isn't attached to the specified target in the specified root."
        )
    if policy == policy_types.FULL_ACCESS[policy_types.RCP].id:
        raise errors.invalid("NON_DETACHABLE_POLICY", "The policy RCPFullAWSAccess can't be detached.")
    if found.kind == policy_types.SCP and len(attached_to(organization, target, found.kind)) == 1:
        raise errors.constraint(
            "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "You cannot remove the last policy attached to the specified target. You must have at least one attached "
            "at all times.",
        )
    organization.attachments[target].remove(policy)


def attached_to(organization: Organization, target: str, kind: str) -> list[Policy]:
    """Return the policies of a type on the target itself, in the order of attaching."""
    on_node = (organization.policies[policy] for policy in organization.attachments.get(target, []))
    return [policy for policy in on_node if policy.kind == kind]


def targets(organization: Organization, policy: str) -> list[str]:
    """Return every target that the policy is attached to."""
    return [node for node in tree.nodes(organization) if policy in organization.attachments.get(node, [])]


def _changeable(organization: Organization, policy: str) -> Policy:
    found = find(organization, policy)
    if found.aws_managed:
        raise errors.invalid("IMMUTABLE_POLICY", f"The policy {found.name} is managed by AWS and can't be changed.")
    return found


def _refuse_duplicate(organization: Organization, kind: str, name: str) -> None:
    if any(policy.name == name for policy in of_kind(organization, kind)):
        raise errors.refused("DuplicatePolicy", "A policy with the same name already exists.")


def _check_content(kind: str, content: str, quotas: Quotas) -> None:
    limit = quotas.policies[kind].characters
    if len(content) > limit:
        raise errors.constraint(
            "POLICY_CONTENT_LIMIT_EXCEEDED",
            f"You have exceeded the maximum policy size: {len(content)} characters, and {limit} are allowed.",
        )
    problem = check(kind, content)
    if problem is not None:
        raise errors.malformed(problem)
