"""The layers of the program for accounts: the organization, and each account in it."""

from __future__ import annotations

import pulumi

from accounts.baseline import Baseline, BaselineArgs
from accounts.department import Department, DepartmentArgs
from accounts.handle import OrganizationHandle
from accounts.organization import Organization, OrganizationArgs
from accounts.providers import AccountProviders
from accounts.trail import OrganizationTrail, TrailArgs
from sandbox.estate import Estate


def organization_layer(estate: Estate, providers: AccountProviders) -> OrganizationHandle:
    """Make the organization with its accounts.

    Configuration: with `causeway:closeAccounts` accounts that leave the estate are closed; `causeway:adopt` holds the
    ids of accounts and units that exist already, as {"accounts": {name: id}, "units": {name: id}}.
    """
    config = pulumi.Config("causeway")
    adopt: dict[str, dict[str, str]] = config.get_object("adopt") or {}
    args = OrganizationArgs(
        estate,
        close_accounts=config.get_bool("closeAccounts") or False,
        adopted_accounts=adopt.get("accounts", {}),
        adopted_units=adopt.get("units", {}),
    )
    opts = pulumi.ResourceOptions(providers=[providers.management()])
    handle = Organization("organization", args, opts=opts).handle
    handle.export()
    return handle


def account_layer(estate: Estate, account: str, organization: OrganizationHandle, providers: AccountProviders) -> None:
    """Create an account's resources apart from its network: baseline, a department's jobs, the trail of security."""
    opts = pulumi.ResourceOptions(providers=[providers.account(account, organization)])
    Baseline(f"{account}-baseline", BaselineArgs(estate, account), opts=opts)
    if account in estate.departments:
        Department(account, DepartmentArgs(estate, account, organization), opts=opts)
    if account == estate.account_roles.security:
        OrganizationTrail("trail", TrailArgs(estate, organization, providers.management()), opts=opts)
