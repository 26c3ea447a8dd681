"""Credentials inside the sandbox: of the deployment user, of an account's entry role, or of a job's role."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from sandbox import engine, toolchain
from sandbox.deploy import checkpoint, deployment, environment, program_host
from sandbox.deploy.account_clients import AccountClients
from sandbox.deploy.errors import CredentialsMissing, DeployError, NotRunning, UnknownName
from sandbox.deploy.inventory import account_names, inventory
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.engine import Engine
from sandbox.engine.seed import path as credentials_file
from sandbox.engine.seed import read as read_credentials
from sandbox.estate import Estate
from sandbox.facts.entry_role import entry_role_arn
from sandbox.settings import Settings

UNSET = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_CONFIG_PASSPHRASE",
    "PULUMI_STACK",
)
"""Variables that a shell may hold for the real AWS and that would take precedence over the sandbox's."""


@dataclass(frozen=True)
class Deployed:
    """A deployed estate in its running engine."""

    engine: Engine
    estate: Estate
    stacks: tuple[str, ...]


def running(settings: Settings) -> Engine:
    """Return the engine that runs; raises NotRunning."""
    found = engine.inspect(settings)
    if found is None:
        raise NotRunning(engine.death(settings))
    return found


def deployer(settings: Settings, estate: Estate, at: Engine) -> environment.Keys:
    """Return the access key of the deployment user in the estate's management account; make it where there is none."""
    credentials = engine.seed(at, settings, estate.organization.management)
    return environment.Keys(credentials.access_key_id, credentials.secret_access_key)


def existing_deployer(settings: Settings, estate: Estate, at: Engine) -> environment.Keys:
    """Return the access key that the last `up` made, and write nothing; raises CredentialsMissing."""
    known = read_credentials(settings)
    account = planned_account_id(estate.organization.management.email)
    if known is None or (known.instance, known.account) != (at.instance, account):
        raise CredentialsMissing(credentials_file(settings))
    return environment.Keys(known.access_key_id, known.secret_access_key)


def enter(settings: Settings, deployed: Deployed, account: str, role: str | None) -> environment.Keys:
    """Return credentials inside an account: of its entry role, or of a job's role assumed from there.

    Raises UnknownName.
    """
    at, estate = deployed.engine, deployed.estate
    accounts = {
        found.name: found
        for found in inventory(settings.state, settings.project.name, deployed.stacks, estate).accounts
    }
    if account not in accounts:
        raise UnknownName("account", account, list(accounts))
    if role is not None and (account not in estate.departments or role not in estate.jobs):
        raise UnknownName("role", f"{account}/{role}", roles(estate))
    keys = existing_deployer(settings, estate, at)
    inside = AccountClients(at, keys, estate.organization.home_region)
    entry = accounts[account].role_arn
    if entry is not None:
        keys = inside.assume(entry)
    return keys if role is None else inside.assume(entry_role_arn(accounts[account].id, role), by=keys)


def roles(estate: Estate) -> list[str]:
    """Return every job's role that can be entered, as `account/role`."""
    return [f"{department}/{job}" for department in estate.departments for job in estate.jobs]


def variables(
    settings: Settings, named: Estate | None, account: str | None, role: str | None, notify: Callable[[str], None]
) -> dict[str, str | None]:
    """Return all variables that plain `pulumi`, `aws` and boto3 need; None for those to unset.

    They are of the deployed estate; `named` is another estate file's, for its names. Writes nothing into the sandbox.
    Raises NotRunning, NothingDeployed, OtherEstate, UnknownName, CredentialsMissing.
    """
    at = running(settings)
    record, estate = deployment.estate_in_engine(settings.state, at, named)
    if role is not None and account is None:
        known = ", ".join(account_names(estate).values())
        raise DeployError("--role was given without --account.", f"Add --account with one of {known}.")
    if account is None:
        keys = existing_deployer(settings, estate, at)
    else:
        keys = enter(settings, Deployed(at, estate, record.stacks), account, role)
    tools = toolchain.ensure(settings, notify)
    pulumi = environment.pulumi(settings.state, checkpoint.backend(settings.state), tools.bin)
    pulumi |= program_host.variables(settings.state)
    return {
        **dict.fromkeys((*UNSET, *environment.foreign(os.environ))),
        **pulumi,
        **environment.aws(at.endpoint, estate.organization.home_region, keys),
        **environment.confined(at.endpoint),
    }
