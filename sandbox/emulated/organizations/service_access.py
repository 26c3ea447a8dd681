"""Trusted access of AWS's services, and their delegated administrators."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import api_shapes
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import delegation


@operation("EnableAWSServiceAccess")
def enable_aws_service_access(call: OrganizationsCall) -> dict[str, Any]:
    """Enable trusted access for a service; it may be enabled already."""
    delegation.enable_service(call.organization, call.request["ServicePrincipal"], call.now)
    return {}


@operation("DisableAWSServiceAccess")
def disable_aws_service_access(call: OrganizationsCall) -> dict[str, Any]:
    """Disable trusted access; the service's delegated administrators are deregistered."""
    delegation.disable_service(call.organization, call.request["ServicePrincipal"])
    return {}


@operation("ListAWSServiceAccessForOrganization")
def list_aws_service_access_for_organization(call: OrganizationsCall) -> dict[str, Any]:
    """Return the services with trusted access."""
    return call.page(
        "EnabledServicePrincipals",
        call.organization.services.items(),
        lambda enabled: {"ServicePrincipal": enabled[0], "DateEnabled": enabled[1]},
    )


@operation("RegisterDelegatedAdministrator")
def register_delegated_administrator(call: OrganizationsCall) -> dict[str, Any]:
    """Register a member as the delegated administrator of one service."""
    delegation.register(call.organization, call.request["AccountId"], call.request["ServicePrincipal"], call.now)
    return {}


@operation("DeregisterDelegatedAdministrator")
def deregister_delegated_administrator(call: OrganizationsCall) -> dict[str, Any]:
    """Deregister a delegated administrator of one service."""
    delegation.deregister(call.organization, call.request["AccountId"], call.request["ServicePrincipal"])
    return {}


@operation("ListDelegatedAdministrators")
def list_delegated_administrators(call: OrganizationsCall) -> dict[str, Any]:
    """Return the delegated administrators of one service, or of all."""
    service = call.request.get("ServicePrincipal")

    def view(account: str) -> dict[str, Any]:
        services = call.organization.delegates[account]
        since = services[service] if service else min(services.values())
        shown = api_shapes.account(call.organization, call.organization.accounts[account], call.now)
        return shown | {"DelegationEnabledDate": since}

    return call.page("DelegatedAdministrators", delegation.administrators(call.organization, service), view)


@operation("ListDelegatedServicesForAccount")
def list_delegated_services_for_account(call: OrganizationsCall) -> dict[str, Any]:
    """Return the services that one account administers."""
    return call.page(
        "DelegatedServices",
        delegation.services_of(call.organization, call.request["AccountId"]).items(),
        lambda service: {"ServicePrincipal": service[0], "DelegationEnabledDate": service[1]},
    )
