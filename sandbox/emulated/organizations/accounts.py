"""Member accounts."""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import api_shapes, member_roles
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import accounts, errors, tags, tree
from sandbox.emulated.organizations.rules.model import AccountCreation
from sandbox.facts.entry_role import ENTRY_ROLE


@operation("CreateAccount")
def create_account(call: OrganizationsCall) -> dict[str, Any]:
    """Begin to create an account; it joins some seconds later, with the management account's role in it."""
    request = call.request
    draft = AccountCreation(
        id="",
        account_name=request["AccountName"],
        email=request["Email"],
        role=request.get("RoleName") or ENTRY_ROLE,
        requested_at=call.now,
        ready_at=call.now,
    )
    made = accounts.request(call.state, call.organization, draft, tags.read(request.get("Tags")))
    if made.account is not None:
        management = call.organization.management
        call.afterwards.append(partial(member_roles.make_access_role, made.account, management, made.role))
        call.afterwards.append(partial(member_roles.make_service_linked_role, made.account))
    return {"CreateAccountStatus": api_shapes.creation(made, call.now)}


@operation("CreateGovCloudAccount")
def create_gov_cloud_account(_call: OrganizationsCall) -> dict[str, Any]:
    """Refuse, as for every customer without GovCloud: the sandbox has the commercial partition only."""
    raise errors.constraint(
        "MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED",
        "CreateGovCloudAccount needs a management account with an account in AWS GovCloud (US); the sandbox has no "
        "such partition. Use CreateAccount.",
    )


@operation("DescribeCreateAccountStatus")
def describe_create_account_status(call: OrganizationsCall) -> dict[str, Any]:
    """Return the progress of a request."""
    wanted = call.request["CreateAccountRequestId"]
    if wanted not in call.organization.creations:
        raise errors.missing("CreateAccountStatus")
    return {"CreateAccountStatus": api_shapes.creation(call.organization.creations[wanted], call.now)}


@operation("ListCreateAccountStatus")
def list_create_account_status(call: OrganizationsCall) -> dict[str, Any]:
    """Return all requests, or those in some states."""
    states = call.request.get("States")
    found = [
        creation
        for creation in call.organization.creations.values()
        if not states or accounts.creation_state(creation, call.now) in states
    ]
    return call.page("CreateAccountStatuses", found, lambda creation: api_shapes.creation(creation, call.now))


@operation("DescribeAccount")
def describe_account(call: OrganizationsCall) -> dict[str, Any]:
    """Return an account by its id."""
    found = accounts.find(call.organization, call.request["AccountId"])
    return {"Account": api_shapes.account(call.organization, found, call.now)}


@operation("ListAccounts")
def list_accounts(call: OrganizationsCall) -> dict[str, Any]:
    """Return every member, closed ones too."""
    found = call.organization.accounts.values()
    return call.page("Accounts", found, lambda one: api_shapes.account(call.organization, one, call.now))


@operation("ListAccountsForParent")
def list_accounts_for_parent(call: OrganizationsCall) -> dict[str, Any]:
    """Return the direct children of a root or unit."""
    parent = tree.container(call.organization, call.request["ParentId"])
    found = [call.organization.accounts[account] for account in tree.child_accounts(call.organization, parent)]
    return call.page("Accounts", found, lambda one: api_shapes.account(call.organization, one, call.now))


@operation("MoveAccount")
def move_account(call: OrganizationsCall) -> dict[str, Any]:
    """Move an account from one parent to another."""
    request = call.request
    accounts.move(call.organization, request["AccountId"], request["SourceParentId"], request["DestinationParentId"])
    return {}


@operation("RemoveAccountFromOrganization")
def remove_account_from_organization(call: OrganizationsCall) -> dict[str, Any]:
    """Remove a member, which becomes a standalone account."""
    accounts.remove(call.state, call.organization, call.request["AccountId"], call.now)
    return {}


@operation("CloseAccount")
def close_account(call: OrganizationsCall) -> dict[str, Any]:
    """Begin to close an account: its status is pending for some seconds, then suspended."""
    accounts.close(call.organization, call.request["AccountId"], call.now)
    return {}
