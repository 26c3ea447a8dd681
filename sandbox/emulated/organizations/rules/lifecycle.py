"""Create and delete an organization; add and remove accounts."""

from __future__ import annotations

from datetime import datetime

from sandbox.emulated.organizations.rules import account_records, errors, identifiers, policy_types
from sandbox.emulated.organizations.rules.model import ALL_FEATURES, Account, Organization, OrganizationsState

LIVE_TRANSFER = frozenset({"REQUESTED", "ACCEPTED"})


def create(state: OrganizationsState, account: str, feature_set: str, now: datetime) -> Organization:
    """Create an organization with the account as its management account."""
    if account in state.home:
        raise errors.refused("AlreadyInOrganization", "The AWS account is already a member of an organization.")
    generation = state.founded[account] = state.founded.get(account, 0) + 1
    organization_id = identifiers.organization_id(account, generation)
    organization = Organization(organization_id, identifiers.root_id(organization_id), account, feature_set)
    state.organizations[account] = organization
    if feature_set == ALL_FEATURES:
        organization.policies |= policy_types.managed_policies(now)
    add_account(state, organization, account, "INVITED", now)
    return organization


def add_account(
    state: OrganizationsState, organization: Organization, account: str, method: str, now: datetime
) -> Account:
    """Put an account below the root; one that existed before counts as invited."""
    opened_by = account_records.record_of(state, account)
    member = Account(account, opened_by.email, opened_by.name, method, now, organization.root)
    organization.accounts[account] = member
    state.home[account] = organization.management
    policy_types.attach_full_access(organization, account)
    return member


def remove_account(state: OrganizationsState, organization: Organization, account: str) -> None:
    """Remove an account, with everything that the organization stores about it."""
    del organization.accounts[account]
    del state.home[account]
    organization.attachments.pop(account, None)
    organization.tags.pop(account, None)
    organization.delegates.pop(account, None)


def delete(state: OrganizationsState, organization: Organization) -> None:
    """Delete an organization of the management account alone; closed accounts count until AWS has deleted them."""
    waiting = any(creation.account and not creation.joined for creation in organization.creations.values())
    if len(organization.accounts) > 1 or waiting:
        raise errors.refused(
            "OrganizationNotEmpty",
            "To delete an organization you must first remove all member accounts (except the management account).",
        )
    management = organization.management
    live = (transfer for transfer in state.transfers.values() if transfer.status in LIVE_TRANSFER)
    if any(management in (transfer.source, transfer.target) for transfer in live):
        raise errors.constraint(
            "ACTIVE_RESPONSIBILITY_TRANSFER_PROCESS", "Resolve the current transfer of responsibility first."
        )
    del state.organizations[management]
    del state.home[management]
    for handshake in [h for h in state.handshakes.values() if h.management == management]:
        del state.handshakes[handshake.id]
