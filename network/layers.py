"""The layers of the program for the network: the hub, and each account that is attached to it."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from network.handle import NetworkHandle, OrganizationIds
from network.hub import Hub, HubArgs
from network.spoke import Spoke, SpokeArgs
from sandbox.estate import Estate


def hub_layer(estate: Estate, organization: OrganizationIds, *, hub: aws.Provider) -> NetworkHandle:
    """Create the resources of the network account; `causeway:bgpKeys` holds the BGP keys, line -> interface -> key."""
    keys = pulumi.Config("causeway").get_secret_object("bgpKeys")
    handle = Hub("network", HubArgs(estate, organization, keys), opts=pulumi.ResourceOptions(providers=[hub])).handle
    handle.export()
    return handle


def spoke_layer(
    estate: Estate,
    account: str,
    organization: OrganizationIds,
    network: NetworkHandle,
    *,
    here: aws.Provider,
    hub: aws.Provider,
) -> None:
    """Create an account's VPC and attach it to the hub, each side in its own account."""
    args = SpokeArgs(estate, account, organization, network, hub)
    Spoke(account, args, opts=pulumi.ResourceOptions(providers=[here]))
