"""Resources of a plan that affect the network and are not read: each is named in the network's notes."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.plan import (
    direct_connect,
    filters,
    gateways,
    interfaces,
    load_balancers,
    route_tables,
    transit,
    vpcs,
    vpn,
)
from sandbox.snapshot.network.plan.resources import PlanResources
from sandbox.snapshot.plan.resource import Planned

HANDLED = frozenset().union(
    *(
        module.TOKENS
        for module in (
            direct_connect,
            filters,
            gateways,
            interfaces,
            load_balancers,
            route_tables,
            transit,
            vpcs,
            vpn,
        )
    )
)
_FAMILIES = (
    "aws:ec2/",
    "aws:vpc/",
    "aws:ec2transitgateway/",
    "aws:ec2clientvpn/",
    "aws:directconnect/",
    "aws:lb/",
    "aws:alb/",
    "aws:applicationloadbalancing/",
    "aws:elasticloadbalancingv2/",
    "aws:elb/",
    "aws:elasticloadbalancing/",
    "aws:networkfirewall/",
    "aws:networkmanager/",
    "aws:vpclattice/",
    "aws:globalaccelerator/",
    "aws:outposts/",
)
"""Beginnings of types whose resources carry or filter packets, but for those below."""
_NO_PACKETS = (
    "ami",
    "availabilityZoneGroup",
    "capacity",
    "allowedImages",
    "dedicatedHost",
    "defaultCreditSpecification",
    "defaultVpcDhcpOptions",
    "eipDomainName",
    "endpointPrivateDns",
    "endpointServicePrivateDnsVerification",
    "flowLog",
    "imageBlockPublicAccess",
    "instanceMetadataDefaults",
    "instanceState",
    "keyPair",
    "launchConfiguration",
    "launchTemplate",
    "macsecKeyAssociation",
    "networkInsights",
    "networkInterfacePermission",
    "placementGroup",
    "serialConsoleAccess",
    "snapshot",
    "spotDatafeed",
    "subnetCidrReservation",
    "tag",
    "trafficMirror",
    "trustStore",
    "volumeAttachment",
    "vpcDhcpOptions",
    "vpcEndpointConnectionNotification",
    "vpcEndpointPolicy",
    "vpcEndpointServiceAllowedPrinciple",
    "vpcIpam",
    "vpcNetworkPerformance",
    "meteringPolicy",
)
"""Beginnings of the names of types in those families that move no packet."""
_IN_NETWORK = (
    "subnetIds",
    "subnets",
    "subnetId",
    "vpcConfig",
    "vpcSecurityGroupIds",
    "securityGroupIds",
    "securityGroups",
    "networkConfiguration",
    "dbSubnetGroupName",
    "subnetGroupName",
    "vpcOptions",
    "vpcZoneIdentifiers",
    "vpcSettings",
)
"""Properties by which a resource of another service has network interfaces in a VPC."""


def note_unread(resources: PlanResources, draft: Draft) -> None:
    """Note each resource that is left out."""
    for made in resources.by_urn.values():
        if made.type in HANDLED:
            continue
        kind = made.type.partition("/")[2].partition(":")[0]
        if made.type.startswith(_FAMILIES):
            if not kind.startswith(_NO_PACKETS):
                draft.unsupported[resources.id(made)] = made.type
                resources.note(made, "it affects the network and is not read")
        elif _is_in_network(made):
            draft.unsupported[resources.id(made)] = made.type
            resources.note(made, "its network interfaces are not read")


def _is_in_network(made: Planned) -> bool:
    """Return whether a resource of another service names subnets or security groups."""
    return any(made.values.get(name) not in (None, "", [], {}) for name in _IN_NETWORK) and not _is_group(made)


def _is_group(made: Planned) -> bool:
    """Return whether it only lists subnets for other resources, as a subnet group does."""
    return "subnetGroup" in made.type.partition("/")[2] or isinstance(made.values.get("subnets"), Mapping)
