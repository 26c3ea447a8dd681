"""Invitations and other agreements between an organization and accounts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import api_shapes, member_roles
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import all_features, errors, handshakes, invitations, tags, transfers
from sandbox.emulated.organizations.rules.model import Handshake


@operation("InviteAccountToOrganization")
def invite_account_to_organization(call: OrganizationsCall) -> dict[str, Any]:
    """Invite an account by its id or email address."""
    target = (call.request["Target"]["Type"], call.request["Target"]["Id"])
    invitation = invitations.invite(
        call.state,
        call.organization,
        target,
        call.now,
        notes=call.request.get("Notes") or "",
        given_tags=tags.read(call.request.get("Tags")),
    )
    return _shown(call, invitation)


@operation("AcceptHandshake")
def accept_handshake(call: OrganizationsCall) -> dict[str, Any]:
    """Accept a handshake; the effect depends on its action."""
    found = _visible(call)
    is_parent = found.party == ("ORGANIZATION", found.organization)
    if is_parent:
        handshakes.check_transition(found, "ACCEPTED")
    if is_parent and call.account == found.management and all_features.agreed(call.state, found):
        last = next(one for one in call.state.handshakes.values() if _confirms(one, found))
        all_features.confirm(call.state, last, call.now)
        return _shown(call, call.state.handshakes[found.id])
    if is_parent:
        raise errors.refused("InvalidHandshakeTransition", "Not every invited account has approved all features yet.")
    _require_recipient(call, found)
    if found.action == all_features.REQUEST:
        return _shown(call, all_features.agree(call.state, found, call.now))
    if found.action == all_features.CONFIRM:
        return _shown(call, all_features.confirm(call.state, found, call.now))
    if found.action == transfers.ACTION:
        return _shown(call, handshakes.move_on(call.state, found, "ACCEPTED", call.now))
    accepted = invitations.accept(call.state, found, call.account, call.now)
    call.afterwards.append(partial(member_roles.make_service_linked_role, call.account))
    return _shown(call, accepted)


def _confirms(handshake: Handshake, request: Handshake) -> bool:
    return handshake.parent == request.id and handshake.action == all_features.CONFIRM


@operation("DeclineHandshake")
def decline_handshake(call: OrganizationsCall) -> dict[str, Any]:
    """Decline a handshake; its recipient may."""
    found = _visible(call)
    _require_recipient(call, found)
    return _shown(call, handshakes.move_on(call.state, found, "DECLINED", call.now))


@operation("CancelHandshake")
def cancel_handshake(call: OrganizationsCall) -> dict[str, Any]:
    """Cancel a handshake and those that depend on it; its sender may."""
    found = _visible(call)
    if call.account != found.management:
        raise errors.denied("Only the account that sent a handshake can cancel it.")
    cancelled = handshakes.move_on(call.state, found, "CANCELED", call.now)
    for child in list(call.state.handshakes.values()):
        if child.parent == found.id and child.is_open:
            handshakes.move_on(call.state, child, "CANCELED", call.now)
    return _shown(call, cancelled)


@operation("DescribeHandshake")
def describe_handshake(call: OrganizationsCall) -> dict[str, Any]:
    """Return a handshake, for either side."""
    return _shown(call, _visible(call))


@operation("ListHandshakesForAccount")
def list_handshakes_for_account(call: OrganizationsCall) -> dict[str, Any]:
    """Return the handshakes in which the caller's account takes part."""
    return _listed(call, (one for one in call.state.handshakes.values() if _sees(call, one)))


@operation("ListHandshakesForOrganization")
def list_handshakes_for_organization(call: OrganizationsCall) -> dict[str, Any]:
    """Return the handshakes that the organization sent."""
    management = call.organization.management
    return _listed(call, (one for one in call.state.handshakes.values() if one.management == management))


def _listed(call: OrganizationsCall, found: Iterable[Handshake]) -> dict[str, Any]:
    wanted = call.request.get("Filter") or {}
    action, parent = wanted.get("ActionType"), wanted.get("ParentHandshakeId")
    if action and parent:
        raise errors.invalid("MAX_LIMIT_EXCEEDED_FILTER", "Filter by one member at a time.")
    fitting = [one for one in found if action in {None, one.action} and parent in {None, one.parent}]
    return call.page("Handshakes", fitting, partial(api_shapes.handshake, call.state))


def _sees(call: OrganizationsCall, handshake: Handshake) -> bool:
    return handshakes.sees(call.state, handshake, call.account)


def _visible(call: OrganizationsCall) -> Handshake:
    found = handshakes.find(call.state, call.request["HandshakeId"])
    if not _sees(call, found):
        raise errors.missing("Handshake")
    return found


def _require_recipient(call: OrganizationsCall, handshake: Handshake) -> None:
    if not handshakes.is_recipient(call.state, handshake, call.account):
        raise errors.denied("Only the account that received a handshake can answer it.")


def _shown(call: OrganizationsCall, handshake: Handshake) -> dict[str, Any]:
    return {"Handshake": api_shapes.handshake(call.state, handshake)}
