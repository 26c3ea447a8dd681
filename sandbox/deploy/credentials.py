"""Enter the sandbox: the deployer's credentials, or those of a job in an account."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

from sandbox import engine, toolchain
from sandbox.deploy import checkpoint, environment, warm
from sandbox.deploy.errors import DeployError, NothingUp
from sandbox.deploy.inventory import standing
from sandbox.engine import Engine, clients
from sandbox.estate.model import Estate
from sandbox.settings import Settings

SESSION = "sandbox"

FOREIGN = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE")
"""What a person's shell may hold for the real AWS and would win over ours."""


class NoSuchDoor(DeployError):
    """An account or a job that does not stand in the sandbox."""

    def __init__(self, kind: str, asked: str, known: list[str]) -> None:
        close = difflib.get_close_matches(asked, known, 1)
        hint = f"Did you mean {close[0]}?" if close else f"There are {', '.join(known)}."
        super().__init__(f"There is no {kind} {asked!r} in the sandbox.", hint)


def running(settings: Settings) -> Engine:
    """The engine, or the sentence that says how to start it."""
    found = engine.inspect(settings)
    if found is None:
        raise NothingUp
    return found


def deployer(settings: Settings, estate: Estate, at: Engine) -> environment.Keys:
    """The deployment user of the management account."""
    credentials = engine.seed(at, settings, estate.organization.management)
    return environment.Keys(credentials.access_key_id, credentials.secret_access_key)


def client(service: str, at: Engine, region: str, keys: environment.Keys) -> Any:
    """A boto3 client of the sandbox, whatever the caller's own AWS settings and proxies are."""
    return clients.session().client(
        service,
        endpoint_url=at.endpoint,
        region_name=region,
        aws_access_key_id=keys.access_key_id,
        aws_secret_access_key=keys.secret_access_key,
        aws_session_token=keys.session_token,
        config=clients.config(),
    )


def enter(settings: Settings, estate: Estate, at: Engine, account: str, job: str | None) -> environment.Keys:
    """Credentials inside an account: of its entry role, or of a job there, reached through it."""
    accounts = {found.name: found for found in standing(settings.state, settings.project.name, estate).accounts}
    if account not in accounts:
        raise NoSuchDoor("account", account, list(accounts))
    region = estate.organization.home_region
    keys = deployer(settings, estate, at)
    entry = accounts[account].role_arn
    if entry is not None:
        keys = _assume(at, region, keys, entry)
    if job is None:
        return keys
    if account not in estate.departments or job not in estate.jobs:
        jobs = [f"{department}/{name}" for department in estate.departments for name in estate.jobs]
        raise NoSuchDoor("job", f"{account}/{job}", jobs)
    return _assume(at, region, keys, f"arn:aws:iam::{accounts[account].id}:role/{job}")


def _assume(at: Engine, region: str, by: environment.Keys, role_arn: str) -> environment.Keys:
    given = client("sts", at, region, by).assume_role(RoleArn=role_arn, RoleSessionName=SESSION)["Credentials"]
    return environment.Keys(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])


def variables(
    settings: Settings, estate: Estate, account: str | None, job: str | None, say: Callable[[str], None]
) -> dict[str, str | None]:
    """Everything that plain `pulumi`, `aws` and boto3 need; None for what has to be unset."""
    at = running(settings)
    if job is not None and account is None:
        raise NoSuchDoor("account", "", list(estate.departments))
    keys = deployer(settings, estate, at) if account is None else enter(settings, estate, at, account, job)
    stacks = checkpoint.summaries(settings.state, settings.project.name)
    pulumi = environment.pulumi(
        settings.state,
        checkpoint.backend(settings.state),
        toolchain.ensure(settings, say).bin,
        settings.project.stack if set(stacks) == {settings.project.stack} else None,
    )
    pulumi |= warm.variables(settings.state)
    return {**dict.fromkeys(FOREIGN), **pulumi, **environment.aws(at.endpoint, estate.organization.home_region, keys)}
