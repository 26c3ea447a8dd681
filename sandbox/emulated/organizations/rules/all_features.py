"""The migration from consolidated billing to all features: every invited account agrees, then management confirms."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sandbox.emulated.organizations.rules import errors, handshakes, identifiers, policy_types
from sandbox.emulated.organizations.rules.model import ALL_FEATURES, Handshake, Organization, OrganizationsState
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas

REQUEST = "ENABLE_ALL_FEATURES"
CONFIRM = "APPROVE_ALL_FEATURES"


def begin(state: OrganizationsState, organization: Organization, now: datetime, quotas: Quotas = CURRENT) -> Handshake:
    """Send a request to the invited accounts; created ones agree by being created."""
    if organization.feature_set == ALL_FEATURES:
        raise errors.handshake_constraint(
            "ORGANIZATION_ALREADY_HAS_ALL_FEATURES", "The organization has already enabled all features."
        )
    if any(one.action in {REQUEST, CONFIRM} and one.is_open for one in _of(state, organization)):
        raise errors.handshake_constraint(
            "ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION",
            "The organization has already started the process to enable all features.",
        )
    request = _new(state, organization, action=REQUEST, party=("ORGANIZATION", organization.id), now=now, quotas=quotas)
    for member in organization.accounts.values():
        if member.joined_method == "INVITED" and member.id != organization.management:
            sent = _new(state, organization, action=REQUEST, party=("ACCOUNT", member.id), now=now, quotas=quotas)
            handshakes.keep(state, replace(sent, parent=request.id))
    _confirm_when_all_agree(state, organization, request, now, quotas)
    return state.handshakes[request.id]


def agreed(state: OrganizationsState, handshake: Handshake) -> bool:
    """Return whether every account has accepted this request."""
    sent = (one for one in state.handshakes.values() if one.parent == handshake.id and one.action == REQUEST)
    return all(one.state == "ACCEPTED" for one in sent)


def agree(state: OrganizationsState, handshake: Handshake, now: datetime, quotas: Quotas = CURRENT) -> Handshake:
    """Accept the request for an invited account."""
    answered = handshakes.move_on(state, handshake, "ACCEPTED", now)
    organization = state.organizations[handshake.management]
    if handshake.parent is not None:
        _confirm_when_all_agree(state, organization, state.handshakes[handshake.parent], now, quotas)
    return answered


def confirm(state: OrganizationsState, handshake: Handshake, now: datetime) -> Handshake:
    """Finish the migration for the management account."""
    answered = handshakes.move_on(state, handshake, "ACCEPTED", now)
    organization = state.organizations[handshake.management]
    organization.feature_set = ALL_FEATURES
    organization.policies |= policy_types.managed_policies(now)
    if handshake.parent is not None:
        handshakes.move_on(state, state.handshakes[handshake.parent], "ACCEPTED", now)
    return answered


def _confirm_when_all_agree(
    state: OrganizationsState, organization: Organization, request: Handshake, now: datetime, quotas: Quotas
) -> None:
    if agreed(state, request):
        last = _new(
            state, organization, action=CONFIRM, party=("ACCOUNT", organization.management), now=now, quotas=quotas
        )
        handshakes.keep(state, replace(last, parent=request.id))


def _of(state: OrganizationsState, organization: Organization) -> list[Handshake]:
    return [one for one in state.handshakes.values() if one.management == organization.management]


def _new(
    state: OrganizationsState,
    organization: Organization,
    *,
    action: str,
    party: tuple[str, str],
    now: datetime,
    quotas: Quotas,
) -> Handshake:
    return handshakes.keep(
        state,
        Handshake(
            id=identifiers.handshake_id(organization.id, action, party[1], state.next_serial()),
            action=action,
            management=organization.management,
            organization=organization.id,
            party=party,
            state="REQUESTED" if party[0] == "ORGANIZATION" else "OPEN",
            requested_at=now,
            expires_at=now + quotas.all_features_request_lasts,
            changed_at=now,
        ),
    )
