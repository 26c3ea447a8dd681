"""Services that work across the organization, and their delegated administrators."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.organizations import views
from sandbox.emulated.organizations.calls import Call, organizations_operation
from sandbox.emulated.organizations.rules import delegation


@organizations_operation("EnableAWSServiceAccess")
def enable_aws_service_access(call: Call) -> dict[str, Any]:
    """Once or more."""
    delegation.enable_service(call.organization, call.request["ServicePrincipal"], call.now)
    return {}


@organizations_operation("DisableAWSServiceAccess")
def disable_aws_service_access(call: Call) -> dict[str, Any]:
    """Its delegated administrators go with it."""
    delegation.disable_service(call.organization, call.request["ServicePrincipal"])
    return {}


@organizations_operation("ListAWSServiceAccessForOrganization")
def list_aws_service_access_for_organization(call: Call) -> dict[str, Any]:
    """Those that are enabled."""
    return call.paged(
        "EnabledServicePrincipals",
        call.organization.services.items(),
        lambda enabled: {"ServicePrincipal": enabled[0], "DateEnabled": enabled[1]},
    )


@organizations_operation("RegisterDelegatedAdministrator")
def register_delegated_administrator(call: Call) -> dict[str, Any]:
    """For one service."""
    delegation.register(call.organization, call.request["AccountId"], call.request["ServicePrincipal"], call.now)
    return {}


@organizations_operation("DeregisterDelegatedAdministrator")
def deregister_delegated_administrator(call: Call) -> dict[str, Any]:
    """For one service."""
    delegation.deregister(call.organization, call.request["AccountId"], call.request["ServicePrincipal"])
    return {}


@organizations_operation("ListDelegatedAdministrators")
def list_delegated_administrators(call: Call) -> dict[str, Any]:
    """Of one service, or of all."""
    service = call.request.get("ServicePrincipal")

    def view(account: str) -> dict[str, Any]:
        services = call.organization.delegates[account]
        since = services[service] if service else min(services.values())
        shown = views.account(call.organization, call.organization.accounts[account], call.now)
        return shown | {"DelegationEnabledDate": since}

    return call.paged("DelegatedAdministrators", delegation.administrators(call.organization, service), view)


@organizations_operation("ListDelegatedServicesForAccount")
def list_delegated_services_for_account(call: Call) -> dict[str, Any]:
    """What one account administers."""
    return call.paged(
        "DelegatedServices",
        delegation.services_of(call.organization, call.request["AccountId"]).items(),
        lambda service: {"ServicePrincipal": service[0], "DelegationEnabledDate": service[1]},
    )
