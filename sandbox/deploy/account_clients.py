"""boto3 clients inside a running sandbox's accounts: by the entry role, in management by the deployer's own keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import boto3

from sandbox.deploy.environment import Keys
from sandbox.engine import Engine, clients
from sandbox.facts.entry_role import entry_role_arn

SESSION = "sandbox"
"""Name of the role sessions."""


@dataclass
class AccountClients:
    """Clients of a running sandbox, for threads too; the keys of an account are fetched once."""

    engine: Engine
    keys: Keys
    """Of the deployment user in the management account."""
    region: str
    """In which roles are assumed."""
    _session: boto3.Session = field(default_factory=clients.session)
    """One for all, or each client would read botocore's models again."""
    _keys_inside: dict[str, Keys] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def client(self, service: str, account: str | None, region: str) -> Any:
        """Return a client inside an account, given by its id; None is the management account."""
        with self._lock:  # a boto3 session is not made for threads
            return self._client(service, region, self.keys if account is None else self._inside(account))

    def assume(self, role_arn: str, by: Keys | None = None) -> Keys:
        """Return the keys of a role's session, assumed by the deployment user or by another session."""
        sts = self._client("sts", self.region, by or self.keys)
        given = sts.assume_role(RoleArn=role_arn, RoleSessionName=SESSION)["Credentials"]
        return Keys(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])

    def _inside(self, account: str) -> Keys:
        if account not in self._keys_inside:
            self._keys_inside[account] = self.assume(entry_role_arn(account))
        return self._keys_inside[account]

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
