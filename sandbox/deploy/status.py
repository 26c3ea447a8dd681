"""What is deployed at this moment, read from the engine and the state; nothing is written."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from sandbox import engine
from sandbox.deploy import checkpoint, deployment
from sandbox.deploy.account_clients import AccountClients
from sandbox.deploy.credentials import existing_deployer
from sandbox.deploy.errors import OtherEstate
from sandbox.deploy.inventory import account_names, entry_role, position
from sandbox.deploy.lines import cut_lines
from sandbox.deploy.stack_order import stages
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import Estate
from sandbox.package_data import bare_estate
from sandbox.paging import items
from sandbox.settings import Settings

_NOT_SHOWN = frozenset(("endpoint", "token"))
"""The engine's endpoint has a field of its own in the status; its token is a secret and stays out of logs."""

NOTHING: dict[str, Any] = {
    "endpoint": None,
    "engine": None,
    "enforcement": None,
    "ended": None,
    "deployed": False,
    "estate": None,
    "accounts": {},
    "lines": [],
    "stacks": {},
}


def status(settings: Settings, named: Estate | None = None) -> dict[str, Any]:
    """Return endpoint, engine, enforcement, estate file, accounts, lines that are down, and stacks.

    All are empty where nothing runs.

    `deployed` is whether anything is; `estate` is None also for a program that is deployed without an estate file.
    `ended` is how the engine ended, where it ended without `sandbox down`.

    Accounts have the names of the deployed estate, or of the estate that is named. Raises StateDamaged, OtherEstate.
    """
    running = engine.inspect(settings)
    if running is None:
        death = engine.death(settings)
        return {**NOTHING, "ended": None if death is None else asdict(death)}
    found = deployment.in_engine(settings.state, running)
    status = {
        **NOTHING,
        "endpoint": running.endpoint,
        "engine": {key: value for key, value in asdict(running).items() if key not in _NOT_SHOWN},
        "enforcement": engine.enforcement(running.endpoint, running.token),
    }
    if found is None:
        return status
    estate = named or deployment.deployed_estate(settings.state, found)
    if estate.organization.management.email != found.management:
        raise OtherEstate(found.management, estate.organization.management.email, attached=running.form == "attach")
    order = [name for stage in stages(estate, found.form, settings.project.stack) for name in stage]
    stacks = checkpoint.summaries(settings.state, settings.project.name)
    return {
        **status,
        "deployed": True,
        "estate": None if Path(found.estate) == bare_estate() else found.estate,
        "accounts": _accounts(settings, estate, running) if running.healthy else {},
        "lines": [asdict(line) for line in cut_lines(running)] if running.healthy else [],
        "stacks": {name: stacks[name] for name in dict.fromkeys([*order, *stacks]) if name in stacks},
    }


def _accounts(settings: Settings, estate: Estate, running: engine.Engine) -> dict[str, dict[str, str | None]]:
    """Return the organization's accounts in the estate's order; those that it does not have keep their own names."""
    keys = existing_deployer(settings, estate, running)
    home = estate.organization.home_region
    organizations = AccountClients(running, keys, home).client("organizations", None, home)
    names = account_names(estate)
    try:
        listed = list(items(organizations, "list_accounts", "Accounts"))
    except organizations.exceptions.AWSOrganizationsNotInUseException:  # a program that makes no organization
        management = estate.organization.management
        return {management.name: {"id": planned_account_id(management.email), "role_arn": None}}
    accounts: dict[str, dict[str, str | None]] = {
        names.get(account["Email"], account["Name"]): {
            "id": account["Id"],
            "role_arn": entry_role(account["Id"]) if account["JoinedMethod"] == "CREATED" else None,
        }
        for account in listed
    }
    order = position(estate)
    return dict(sorted(accounts.items(), key=lambda account: order(account[0])))
