"""Member accounts."""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.emulated.organizations import member_roles, views
from sandbox.emulated.organizations.calls import Call, organizations_operation
from sandbox.emulated.organizations.rules import accounts, faults, tags, tree
from sandbox.emulated.organizations.rules.model import Creation


@organizations_operation("CreateAccount")
def create_account(call: Call) -> dict[str, Any]:
    """Answers at once; the account joins a moment later, with the management account's role in it."""
    request = call.request
    draft = Creation(
        id="",
        account_name=request["AccountName"],
        email=request["Email"],
        role=request.get("RoleName") or accounts.DEFAULT_ROLE,
        requested_at=call.now,
        ready_at=call.now,
    )
    made = accounts.request(call.world, call.organization, draft, tags.read(request.get("Tags")))
    if made.account is not None:
        management = call.organization.management
        call.afterwards.append(partial(member_roles.make_access_role, made.account, management, made.role))
        call.afterwards.append(partial(member_roles.make_service_linked_role, made.account))
    return {"CreateAccountStatus": views.creation(made, call.now)}


@organizations_operation("CreateGovCloudAccount")
def create_gov_cloud_account(_call: Call) -> dict[str, Any]:
    """Refused as to every customer without GovCloud: the sandbox holds the commercial partition alone."""
    raise faults.constraint(
        "MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED",
        "CreateGovCloudAccount needs a management account with an account in AWS GovCloud (US); the sandbox has no "
        "such partition. Use CreateAccount.",
    )


@organizations_operation("DescribeCreateAccountStatus")
def describe_create_account_status(call: Call) -> dict[str, Any]:
    """How far a request has come."""
    wanted = call.request["CreateAccountRequestId"]
    if wanted not in call.organization.creations:
        raise faults.missing("CreateAccountStatus")
    return {"CreateAccountStatus": views.creation(call.organization.creations[wanted], call.now)}


@organizations_operation("ListCreateAccountStatus")
def list_create_account_status(call: Call) -> dict[str, Any]:
    """All requests, or those in some states."""
    states = call.request.get("States")
    found = [
        creation
        for creation in call.organization.creations.values()
        if not states or accounts.state(creation, call.now) in states
    ]
    return call.paged("CreateAccountStatuses", found, lambda creation: views.creation(creation, call.now))


@organizations_operation("DescribeAccount")
def describe_account(call: Call) -> dict[str, Any]:
    """By its id."""
    found = accounts.find(call.organization, call.request["AccountId"])
    return {"Account": views.account(call.organization, found, call.now)}


@organizations_operation("ListAccounts")
def list_accounts(call: Call) -> dict[str, Any]:
    """Every member, closed ones too."""
    found = call.organization.accounts.values()
    return call.paged("Accounts", found, lambda one: views.account(call.organization, one, call.now))


@organizations_operation("ListAccountsForParent")
def list_accounts_for_parent(call: Call) -> dict[str, Any]:
    """Direct children only."""
    parent = tree.container(call.organization, call.request["ParentId"])
    found = [call.organization.accounts[account] for account in tree.child_accounts(call.organization, parent)]
    return call.paged("Accounts", found, lambda one: views.account(call.organization, one, call.now))


@organizations_operation("MoveAccount")
def move_account(call: Call) -> dict[str, Any]:
    """From one parent to another."""
    request = call.request
    accounts.move(call.organization, request["AccountId"], request["SourceParentId"], request["DestinationParentId"])
    return {}


@organizations_operation("RemoveAccountFromOrganization")
def remove_account_from_organization(call: Call) -> dict[str, Any]:
    """The account becomes one of its own."""
    accounts.remove(call.world, call.organization, call.request["AccountId"], call.now)
    return {}


@organizations_operation("CloseAccount")
def close_account(call: Call) -> dict[str, Any]:
    """Answers at once; the account is pending for a moment, then suspended."""
    accounts.close(call.organization, call.request["AccountId"], call.now)
    return {}
