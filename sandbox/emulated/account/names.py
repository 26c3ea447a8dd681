"""The name of an account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import store
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.organizations.rules import people

_SERVICE = "account.amazonaws.com"
_FORBIDDEN = 403


@operation("PutAccountName")
def put_account_name(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Rename the caller's account, or a member of the organization that the caller manages."""
    account = _account(context.account_id, request.get("AccountId"), "PutAccountName")
    name = request["AccountName"]
    with store.LOCK:
        world = store.current_world(store.now())
        people.introduce(world, replace(people.person(world, account), name=name))
        management = world.home.get(account)
        if management is not None:
            members = world.organizations[management].accounts
            members[account] = replace(members[account], name=name)
    return {}


@operation("GetAccountInformation")
def get_account_information(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Id and name."""
    account = _account(context.account_id, request.get("AccountId"), "GetAccountInformation")
    with store.LOCK:
        world = store.current_world(store.now())
        management = world.home.get(account)
        known = world.organizations[management].accounts[account] if management else people.person(world, account)
        return {"AccountId": account, "AccountName": known.name}


def _account(caller: str, wanted: str | None, action: str) -> str:
    """The account meant, if the caller may speak for it."""
    if wanted is None:
        return caller
    own, other = membership_of(caller), membership_of(wanted)
    speaks = (
        own is not None
        and other is not None
        and own.organization_id == other.organization_id
        and own.all_features
        and _SERVICE in own.services
        and (caller == own.management or _SERVICE in own.delegated_services)
        and wanted != own.management
    )
    if not speaks:
        raise AwsError(
            "AccessDeniedException", f"{caller} is not authorized to perform: account:{action} on {wanted}", _FORBIDDEN
        )
    return wanted
