"""The organization of an account, for other emulated services."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.emulated.organizations import store
from sandbox.emulated.organizations.rules import authority, identifiers, tree
from sandbox.emulated.organizations.rules.model import ALL_FEATURES


@dataclass(frozen=True)
class Membership:
    """An account's place in its organization."""

    organization_id: str
    organization_arn: str
    management: str
    path: tuple[str, ...]
    """Root id, then unit ids, down to the account's parent."""
    services: frozenset[str]
    """Service principals that have access to the organization."""
    delegated_services: frozenset[str]
    """Those of them that this account administers."""
    closed: bool
    all_features: bool


def membership_of(account: str) -> Membership | None:
    """Return the account's membership, or None outside every organization."""
    with store.locked_state() as state:
        management = state.home.get(account)
        if management is None:
            return None
        organization = state.organizations[management]
        return Membership(
            organization_id=organization.id,
            organization_arn=identifiers.arn(management, "organization", organization.id),
            management=management,
            path=tree.path_to(organization, account)[:-1],
            services=frozenset(organization.services),
            delegated_services=frozenset(organization.delegates.get(account, {})),
            closed=organization.accounts[account].closed_at is not None,
            all_features=organization.feature_set == ALL_FEATURES,
        )


def is_closed(account: str) -> bool:
    """Return whether the account is closed, in an organization or deleted for good."""
    with store.locked_state(settled=False) as state:
        if account in state.deleted:
            return True
        management = state.home.get(account)
        return management is not None and state.organizations[management].accounts[account].closed_at is not None


def members_of(account: str) -> tuple[str, ...]:
    """Return every account of the account's organization; none outside of one."""
    with store.locked_state() as state:
        management = state.home.get(account)
        return tuple(state.organizations[management].accounts) if management is not None else ()


def arn_in_organization(account: str, name: str) -> str | None:
    """Return the ARN of a unit, root, account or policy of the account's organization."""
    with store.locked_state() as state:
        management = state.home.get(account)
        return authority.resource_arn(state.organizations[management], name) if management is not None else None
