"""The account of each planned resource, from its provider: the account of the role that the provider assumes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.origin import Origin
from sandbox.snapshot.errors import FactUnknown
from sandbox.snapshot.plan.estate_file import EstateFile
from sandbox.snapshot.plan.files import CONFIGURED, PulumiFile
from sandbox.snapshot.plan.resource import UNKNOWN

ORGANIZATION = "aws:organizations/organization:Organization"
_PROVIDER = "pulumi:providers:aws"
_CONFIGURATION = "aws:"
"""Before the keys of a stack's configuration that are inputs of the default provider."""


@dataclass(frozen=True, slots=True)
class Management:
    """The account of the deployment's own credentials."""

    id: str
    name: str
    region: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Account and region that a provider works in."""

    account: str
    region: str


def management(file: PulumiFile, file_estate: EstateFile | None) -> Management:
    """Return the management account: named by the organization's outputs, else by the estate; raises FactUnknown."""
    model = file_estate.model if file_estate else None
    region = model.organization.home_region if model else "us-east-1"
    origin = file_estate.management if file_estate else None
    name = model.organization.management.name if model else "management"
    for raw in file.resources.values():
        outputs = raw.get("outputs") or raw.get("inputs") or {}
        if raw.get("type") == ORGANIZATION and str(outputs.get("masterAccountId") or "").isdigit():
            return Management(
                str(outputs["masterAccountId"]), str(outputs.get("masterAccountName") or name), region, origin
            )
    for inputs in providers(file).values():
        ids = _opened(inputs.get("allowedAccountIds"))
        if not inputs.get("assumeRoles") and isinstance(ids, list) and len(ids) == 1:
            return Management(str(ids[0]), name, region, origin)
    if model is None:
        raise FactUnknown(
            file.place,
            "it does not name the management account",
            f"Plan with the configuration {CONFIGURED}, or give the provider of that account its allowedAccountIds.",
        )
    return Management(planned_account_id(model.organization.management.email), name, region, origin)


def homes(file: PulumiFile, owner: Management) -> Mapping[str, Home]:
    """URN of each AWS provider -> account and region."""
    return {urn: _home(inputs, owner) for urn, inputs in providers(file).items()}


def providers(file: PulumiFile) -> Mapping[str, Mapping[str, Any]]:
    """URN of each AWS provider -> its inputs. A plan has no step of the default one: its inputs are configuration."""
    configured = {
        name.removeprefix(_CONFIGURATION): value
        for name, value in file.config.items()
        if name.startswith(_CONFIGURATION)
    }
    used = {str(raw.get("provider") or "").rpartition("::")[0] for raw in file.resources.values()}
    defaults = {urn: configured for urn in sorted(used) if f"::{_PROVIDER}::default" in urn}
    return defaults | {
        urn: raw.get("inputs") or {} for urn, raw in file.resources.items() if raw.get("type") == _PROVIDER
    }


def _home(inputs: Mapping[str, Any], owner: Management) -> Home:
    roles = _opened(inputs.get("assumeRoles"))
    account = owner.id
    if isinstance(roles, list) and roles:
        last = roles[-1]
        arn = str(last.get("roleArn") or last.get("role_arn") or "") if isinstance(last, Mapping) else str(last)
        parts = arn.split(":")
        account = parts[4] if len(parts) > 4 else UNKNOWN  # noqa: PLR2004 - the account's place in an ARN
    elif isinstance(roles, str):
        account = UNKNOWN
    return Home(account, str(inputs.get("region") or owner.region))


def _opened(value: Any) -> Any:
    """Providers' inputs hold JSON in texts."""
    if not isinstance(value, str) or not value.startswith("["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
