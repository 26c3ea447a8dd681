"""An organization in the engine, and functions to extend it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.sandbox.emulated.member_accounts import create_account


@dataclass(frozen=True)
class Estate:
    """An organization, through boto3 clients of its management account."""

    client: Callable[..., Any]
    management: str
    id: str
    root: str

    @property
    def organizations(self) -> Any:
        """A client of the management account."""
        return self.client("organizations", account=self.management)

    def create_account(self, name: str) -> str:
        """Create an account and wait until it exists; return its id."""
        return create_account(self.organizations, name, f"{name}-{self.management}@gilt.example")

    def enable(self, kind: str) -> None:
        """Enable a policy type and wait until it is enabled."""
        self.organizations.enable_policy_type(RootId=self.root, PolicyType=kind)
        while {"Type": kind, "Status": "ENABLED"} not in self.organizations.list_roots()["Roots"][0]["PolicyTypes"]:
            time.sleep(0.05)


@pytest.fixture
def estate(client: Callable[..., Any], account: str) -> Estate:
    organizations = client("organizations", account=account)
    organization = organizations.create_organization()["Organization"]
    return Estate(client, account, organization["Id"], organizations.list_roots()["Roots"][0]["Id"])
