"""Organizations: the management account among the accounts, and services with access to the organization."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.needs.known import Known
from sandbox.provider.resources.ram import RAM


def _organization(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    response["Organization"]["MasterAccountId"] = known.place.account


def _accounts(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    response["Accounts"][0]["Id"] = known.place.account


def _services(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    if known.type == "aws:ram/sharingWithOrganization:SharingWithOrganization":
        response["EnabledServicePrincipals"][0]["ServicePrincipal"] = RAM


RESPONSES = {
    "DescribeOrganization": _organization,
    "ListAWSServiceAccessForOrganization": _services,
    "ListAccounts": _accounts,
}
