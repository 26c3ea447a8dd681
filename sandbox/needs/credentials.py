"""The credentials of an `aws.Provider`: the deployer's own, or those of the roles that it assumes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.provider.configuration import AssumedRole, assumed_role, opened


@dataclass(frozen=True)
class Credentials:
    """What the calls of one provider are made with."""

    provider: str
    """URN of the provider; empty for the default one."""
    roles: tuple[AssumedRole, ...] = ()
    """The roles that it assumes, one from the session of the other."""
    own_key: bool = False
    """Whether the program gives it an access key, whose owner no plan states."""

    def principal(self, deployer: str) -> str:
        """Return who calls: the ARN of the last role, else that of the deployer."""
        return self.roles[-1].arn if self.roles else deployer


def credentials_of(urn: str, inputs: Mapping[str, Any]) -> Credentials:
    """Return the credentials of a provider, given its inputs in a plan."""
    values = opened(dict(inputs))
    roles = values.get("assumeRoles")
    return Credentials(
        urn,
        tuple(assumed_role(role) for role in roles) if isinstance(roles, list) else (),
        own_key=bool(values.get("accessKey")),
    )
