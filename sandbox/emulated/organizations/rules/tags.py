"""Tags of accounts, units, roots and policies."""

from __future__ import annotations

from sandbox.emulated.organizations.rules import errors, tree
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas


def read(given: list[dict[str, str]] | None) -> dict[str, str]:
    """Return the tags of a request; duplicate and reserved keys are refused."""
    read_tags: dict[str, str] = {}
    for tag in given or []:
        key = tag["Key"]
        if key.lower().startswith("aws:"):
            raise errors.invalid(
                "INVALID_SYSTEM_TAGS_PARAMETER", f"The tag key {key} begins with aws:, which is AWS's."
            )
        if key.lower() in {known.lower() for known in read_tags}:
            raise errors.invalid("DUPLICATE_TAG_KEY", f"The tag key {key} is a duplicate.")
        read_tags[key] = tag["Value"]
    return read_tags


def check_number(tags: dict[str, str], quotas: Quotas = CURRENT) -> None:
    """Raise where there are more tags than a resource may have."""
    if len(tags) > quotas.tags:
        raise errors.constraint("MAX_TAG_LIMIT_EXCEEDED", "You have exceeded the number of tags allowed on a resource.")


def put(organization: Organization, resource: str, added: dict[str, str], quotas: Quotas = CURRENT) -> None:
    """Add tags or change their values."""
    together = organization.tags.get(resource, {}) | added
    check_number(together, quotas)
    if together:
        organization.tags[resource] = together


def remove(organization: Organization, resource: str, keys: list[str]) -> None:
    """Remove tags; keys that are not there are no error."""
    left = {key: value for key, value in organization.tags.get(resource, {}).items() if key not in keys}
    if left:
        organization.tags[resource] = left
    else:
        organization.tags.pop(resource, None)


def taggable(state: OrganizationsState, organization: Organization, resource: str) -> str:
    """Return the resource if it is one of this organization that has tags; else raise TargetNotFoundException."""
    own_policy = resource in organization.policies and not organization.policies[resource].aws_managed
    resource_policy = organization.resource_policy is not None and organization.resource_policy[0] == resource
    transfer = resource in state.transfers and state.transfers[resource].target == organization.management
    if not (tree.is_node(organization, resource) or own_policy or resource_policy or transfer):
        raise errors.missing("Target")
    return resource
