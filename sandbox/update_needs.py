"""The permissions that the coming update of a project needs, and those that the deployer lacks."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandbox import engine
from sandbox.access import names
from sandbox.deploy import checkpoint, deployment
from sandbox.deploy.deployment import Deployment
from sandbox.engine import Engine, clients
from sandbox.engine.seed import ADMINISTRATOR, DEPLOYER
from sandbox.estate import load
from sandbox.iam.snapshot import Caller, Snapshot
from sandbox.needs.evaluation import lacks, with_deployer
from sandbox.needs.model import Lack, Needs
from sandbox.needs.needed import needs
from sandbox.needs.planned_update import PlannedUpdate, read_document, read_update
from sandbox.project import NoEstateFile
from sandbox.settings import Settings
from sandbox.snapshot.aws_export import Responses
from sandbox.snapshot.aws_export import responses as files
from sandbox.snapshot.aws_export.callers import AccountDetails
from sandbox.snapshot.live import account_details
from sandbox.snapshot.managed_policies import managed_policy
from sandbox.snapshot.plan.files import CONFIGURED


@dataclass(frozen=True)
class UpdateNeeds:
    """What an update needs, and who lacks what."""

    needs: Needs
    lacks: tuple[Lack, ...]
    snapshot: Snapshot
    """The policies after the update, with the deployer's as they are."""


def update_needs(
    settings: Settings, plans: Path | Mapping[str, Any], deployer: str | None = None, stack: str | None = None
) -> UpdateNeeds:
    """Return what the update of a plan needs.

    Args:
        settings: Settings of the project.
        plans: The plan of each stack, or a file that holds one.
        deployer: The role or user that runs it, as an ARN or account/name; by default the sandbox's user for
            deployment.
        stack: The stack whose update it is; by default all that are planned.

    Raises:
        UnknownName: The snapshot has no such role or user.

    """
    if isinstance(plans, Path):
        plans = _with_estate(read_document(plans), settings)
    running = engine.inspect(settings)
    deployed = deployment_before(settings, running)
    read = read_update(plans, settings.root, settings.project.program, _states(settings, deployed))
    update = replace(read, stack=stack)
    snapshot = update.snapshot
    at = running if deployed is not None else None
    own = _deployer(at, update) if deployer is None else _present(at, update, names.role_or_user(snapshot, deployer))
    deployer, snapshot = own.arn, with_deployer(snapshot, own)
    found = needs(update, deployer)
    return UpdateNeeds(found, lacks(found, snapshot, datetime.now(UTC)), snapshot)


def _with_estate(plan: Mapping[str, Any], settings: Settings) -> Mapping[str, Any]:
    """Return a plan by plain Pulumi with the project's estate file, which names the management account."""
    config = plan.get("config") or {}
    if "steps" not in plan or CONFIGURED in config:
        return plan
    with suppress(NoEstateFile):
        return {**plan, "config": {**config, CONFIGURED: str(settings.estate)}}
    return plan


def deployment_before(settings: Settings, running: Engine | None) -> Deployment | None:
    """Return the deployment that an update changes; None where nothing, or another organization, is deployed."""
    found = deployment.in_engine(settings.state, running)
    if found is not None and load(settings.estate).organization.management.email != found.management:
        return None
    return found


def _states(settings: Settings, deployed: Deployment | None) -> tuple[Path, ...]:
    """Return the states of the deployed stacks."""
    return () if deployed is None else checkpoint.files(settings.state, settings.project.name)


def _deployer(running: Engine | None, update: PlannedUpdate) -> Caller:
    """Return the user for deployment: as it is in the engine, else as the engine creates it."""
    arn = f"arn:aws:iam::{update.management}:user/{DEPLOYER}"
    if running is not None:
        found = next((user for user in _callers(running, update.management) if user.arn == arn), None)
        if found is not None:
            return found
    administrator = managed_policy(ADMINISTRATOR)
    return Caller(arn, update.management, identity=(administrator,) if administrator else ())


def _present(running: Engine | None, update: PlannedUpdate, planned: Caller) -> Caller:
    """Return a role or user as it is in the engine; where it is not there, as planned."""
    if running is None or planned.account != update.management:
        return planned
    return next((one for one in _callers(running, planned.account) if one.arn == planned.arn), planned)


def _callers(running: Engine, account: str) -> tuple[Caller, ...]:
    """Read the users and roles of an account, as its root user: the deployer may lack the permission to."""
    iam = clients.session().client(
        "iam",
        endpoint_url=running.endpoint,
        region_name="us-east-1",
        aws_access_key_id=account,
        aws_secret_access_key=running.token or "any",
        config=clients.config(),
    )
    try:
        responses = Responses(running.endpoint, {files.details(account): account_details(iam)})
        return tuple(AccountDetails(responses, account).callers())
    finally:
        iam.close()
