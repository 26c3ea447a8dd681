"""The name of an account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.organizations.rules import account_records
from sandbox.emulated.organizations.rules.model import OrganizationsState
from sandbox.emulated.service_call import ServiceCall

_SERVICE = "account.amazonaws.com"
_FORBIDDEN = 403

type AccountCall = ServiceCall[OrganizationsState]
"""The state is that of Organizations, which keeps the names."""


@operation("PutAccountName")
def put_account_name(call: AccountCall) -> dict[str, Any]:
    """Rename the caller's account, or a member of the organization that the caller manages."""
    account = _account(call.account, call.request.get("AccountId"), "PutAccountName")
    name = call.request["AccountName"]
    state = call.state
    account_records.store(state, replace(account_records.record_of(state, account), name=name))
    management = state.home.get(account)
    if management is not None:
        members = state.organizations[management].accounts
        members[account] = replace(members[account], name=name)
    return {}


@operation("GetAccountInformation")
def get_account_information(call: AccountCall) -> dict[str, Any]:
    """Return the account's id and name."""
    account = _account(call.account, call.request.get("AccountId"), "GetAccountInformation")
    state = call.state
    management = state.home.get(account)
    known = (
        state.organizations[management].accounts[account] if management else account_records.record_of(state, account)
    )
    return {"AccountId": account, "AccountName": known.name}


def _account(caller: str, wanted: str | None, action: str) -> str:
    """Return the account that the call is about, if the caller may act for it."""
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
