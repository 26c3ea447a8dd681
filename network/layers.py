"""The layers of the program that concern how bytes travel: the hub, and each account that joins it."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from network.handle import NetworkHandle, OrganizationIds
from network.hub import Hub, HubArgs
from network.spoke import Spoke, SpokeArgs
from sandbox.estate.model import Estate


def hub_layer(estate: Estate, organization: OrganizationIds, *, hub: aws.Provider) -> NetworkHandle:
    """Make what the network account owns; `causeway:bgpKeys` holds the BGP keys, line -> interface -> key."""
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
    """Make an account's VPC and join it to the hub, each side entering its own account."""
    args = SpokeArgs(estate, account, organization, network, hub)
    Spoke(account, args, opts=pulumi.ResourceOptions(providers=[here]))
