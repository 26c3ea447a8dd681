"""The way into the sandbox's accounts: the deployer's own keys in management, the entry role elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import boto3

from sandbox.deploy import deployment
from sandbox.deploy.credentials import existing_deployer, running
from sandbox.deploy.environment import Keys
from sandbox.engine import Engine, clients
from sandbox.estate import Estate
from sandbox.settings import Settings
from sandbox.snapshot.live import Live

ENTRY_ROLE = "OrganizationAccountAccessRole"


@dataclass
class SandboxDoor:
    """Clients of a running sandbox."""

    engine: Engine
    keys: Keys
    region: str
    _session: boto3.Session = field(default_factory=clients.session)
    """One for all, or each client would read botocore's models anew."""
    _inside: dict[str, Keys] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def client(self, service: str, account: str | None, region: str) -> Any:
        """A client inside an account; None for management."""
        with self._lock:  # boto3 builds sessions that are not made for threads
            keys = self.keys if account is None else self._inside.get(account) or self._enter(account)
            return self._client(service, region, keys)

    def _client(self, service: str, region: str, keys: Keys) -> Any:
        return self._session.client(
            service,
            endpoint_url=self.engine.endpoint,
            region_name=region,
            aws_access_key_id=keys.access_key_id,
            aws_secret_access_key=keys.secret_access_key,
            aws_session_token=keys.session_token,
            config=clients.config(),
        )

    def _enter(self, account: str) -> Keys:
        sts = self._client("sts", self.region, self.keys)
        role = f"arn:aws:iam::{account}:role/{ENTRY_ROLE}"
        given = sts.assume_role(RoleArn=role, RoleSessionName="sandbox-iam")["Credentials"]
        keys = Keys(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        self._inside[account] = keys
        return keys


def live(settings: Settings, named: Estate | None = None) -> Live:
    """The running sandbox and its estate, or the one named; raises NotRunning, NothingDeployed, OtherEstate."""
    at = running(settings)
    _, said = deployment.estate_in_engine(settings.state, at, named)
    home = said.organization.home_region
    regions = tuple(dict.fromkeys((home, *said.organization.allowed_regions)))
    return Live(at.endpoint, SandboxDoor(at, existing_deployer(settings, said, at), home), regions)
