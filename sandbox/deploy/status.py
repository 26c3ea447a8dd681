"""What stands in this clone at this moment, as the engine and the state say it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sandbox import engine
from sandbox.deploy import checkpoint
from sandbox.deploy.credentials import client, deployer
from sandbox.deploy.inventory import entry_role
from sandbox.deploy.preview import stands
from sandbox.estate.model import Estate
from sandbox.settings import Settings


def status(settings: Settings, estate: Estate) -> dict[str, Any]:
    """Endpoint, engine, accounts and stacks; all empty where nothing runs."""
    running = engine.inspect(settings)
    if running is None:
        return {"endpoint": None, "engine": None, "accounts": {}, "stacks": {}}
    alive = stands(settings, running) is not None
    return {
        "endpoint": running.endpoint,
        "engine": {key: value for key, value in asdict(running).items() if key != "endpoint"},
        "accounts": _accounts(settings, estate, running) if alive and running.healthy else {},
        "stacks": checkpoint.summaries(settings.state, settings.project.name) if alive else {},
    }


def _accounts(settings: Settings, estate: Estate, running: engine.Engine) -> dict[str, dict[str, str | None]]:
    """The organization's accounts by the estate's names; one that the estate does not know keeps its own."""
    keys = deployer(settings, estate, running)
    organizations = client("organizations", running, estate.organization.home_region, keys)
    names = {part.email: name for name, part in estate.accounts.items()}
    names[estate.organization.management.email] = estate.organization.management.name
    try:
        pages = list(organizations.get_paginator("list_accounts").paginate())
    except organizations.exceptions.AWSOrganizationsNotInUseException:
        return {}
    return {
        names.get(account["Email"], account["Name"]): {
            "id": account["Id"],
            "role_arn": entry_role(account["Id"]) if account["JoinedMethod"] == "CREATED" else None,
        }
        for page in pages
        for account in page["Accounts"]
    }
