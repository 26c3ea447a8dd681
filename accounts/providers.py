"""The Pulumi provider of each account, which assumes the role that Organizations creates there."""

from __future__ import annotations

import pulumi_aws as aws

from accounts.handle import OrganizationHandle
from accounts.names import ACCESS_ROLE
from sandbox.estate import Estate

_MANAGEMENT = "management"
_SESSION = "causeway"


class AccountUnknown(Exception):
    """A stack or a layer is for an account that the estate does not have."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{name} is not an account of the estate; stacks are all, organization, {', '.join(known)}")
        self.name = name


class AccountProviders:
    """The providers of one program run, each created when its account is first used."""

    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        self._made: dict[str, aws.Provider] = {}

    def management(self) -> aws.Provider:
        """Return the provider of the management account: the deployment's own credentials."""
        if _MANAGEMENT not in self._made:
            tags = _tags(self._estate.organization.management.name, None)
            self._made[_MANAGEMENT] = aws.Provider(_MANAGEMENT, region=self._region, default_tags=tags)
        return self._made[_MANAGEMENT]

    def account(self, name: str, organization: OrganizationHandle) -> aws.Provider:
        """Return the provider of a member account."""
        if name not in self._estate.accounts:
            raise AccountUnknown(name, tuple(self._estate.accounts))
        if name not in self._made:
            role = organization.accounts[name].apply(lambda known: f"arn:aws:iam::{known}:role/{ACCESS_ROLE}")
            self._made[name] = aws.Provider(
                name,
                region=self._region,
                assume_roles=[aws.ProviderAssumeRoleArgs(role_arn=role, session_name=_SESSION)],
                default_tags=_tags(name, self._estate.accounts[name].cost_centre),
            )
        return self._made[name]

    @property
    def _region(self) -> str:
        return self._estate.organization.home_region


def account_tags(name: str, cost_centre: str | None) -> dict[str, str]:
    """Return the tags that name the owner of a resource in bills and lists."""
    tags = {"account": name, "managed-by": "causeway"}
    return tags | {"cost-centre": cost_centre} if cost_centre else tags


def _tags(name: str, cost_centre: str | None) -> aws.ProviderDefaultTagsArgs:
    return aws.ProviderDefaultTagsArgs(tags=account_tags(name, cost_centre))
