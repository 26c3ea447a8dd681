"""Deploy the estate: the whole of it, the organization alone, or one account.

The configuration value `causeway:layer` says which: `all`, `organization` or an account's name; by default,
the stack's name.
"""

from pathlib import Path

import pulumi

from accounts.handle import OrganizationHandle
from accounts.layers import account_layer, organization_layer
from accounts.providers import AccountProviders
from network.handle import NetworkHandle
from network.layers import hub_layer, spoke_layer
from sandbox.estate import load

estate = load(Path(pulumi.Config("causeway").get("estate") or "estate.yaml"))
providers = AccountProviders(estate)
HUB = estate.account_roles.network


def account(name: str, organization: OrganizationHandle, network: NetworkHandle | None = None) -> NetworkHandle | None:
    """Deploy one account; that of the hub returns the handle that the others need."""
    account_layer(estate, name, organization, providers)
    here, hub = providers.account(name, organization), providers.account(HUB, organization)
    if name == HUB:
        return hub_layer(estate, organization, hub=hub)
    if estate.accounts[name].vpc:
        spoke_layer(estate, name, organization, network or NetworkHandle.read(estate), here=here, hub=hub)
    return network


match pulumi.Config("causeway").get("layer") or pulumi.get_stack():
    case "all":
        everybody = organization_layer(estate, providers)
        joined = account(HUB, everybody)
        for other in (name for name in estate.accounts if name != HUB):
            account(other, everybody, joined)
    case "organization":
        organization_layer(estate, providers)
    case one:
        account(one, OrganizationHandle.read(estate))
