"""The groups that a rule may reference: of the same VPC, of a peered VPC, of a VPC on the same transit gateway.

Sources: VPC User Guide, "Security group referencing"; VPC Peering Guide, "Update your security groups to reference peer
security groups"; Transit Gateways guide, "Security group referencing" (inbound rules alone).
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import security_group_store as store
from sandbox.emulated.ec2.peered_vpcs import active_between
from sandbox.emulated.ec2.security_group_associations import vpcs_of
from sandbox.emulated.ec2.security_group_rule import GroupReference
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import TransitGatewayAttachment

_SUPPORT = "SecurityGroupReferencingSupport"


def resolve(call: HybridCall, group: Any, wanted: GroupReference, *, egress: bool) -> GroupReference:
    """Return the reference with the owner, VPC and peering connection of the group that a rule of `group` names."""
    found = store.named(call, wanted.name) if wanted.name else _find(call, wanted)
    if wanted.vpc and wanted.vpc != found.vpc_id:
        raise _missing(found.id)
    reference = GroupReference(id=found.id, owner=found.owner_id)
    if vpcs_of(call, group) & vpcs_of(call, found):
        return reference
    if peering := active_between(call, group.vpc_id, found.vpc_id):
        if wanted.peering and wanted.peering != peering.id:
            raise _other_network()
        return GroupReference(id=found.id, owner=found.owner_id, vpc=found.vpc_id, peering=peering.id)
    if not egress and transit_gateway_between(call, group.vpc_id, found.vpc_id):
        return GroupReference(id=found.id, owner=found.owner_id, vpc=found.vpc_id)
    if found.owner_id != call.account:
        raise _missing(found.id)
    raise _other_network()


def _find(call: HybridCall, wanted: GroupReference) -> Any:
    store.check_id(wanted.id)
    owner = wanted.owner or call.account
    for group in store.all_groups(call.region):
        if group.id == wanted.id and group.owner_id == owner:
            return group
    raise _missing(wanted.id)


def _missing(id_: str) -> AwsError:
    return AwsError("InvalidGroup.NotFound", f"The security group '{id_}' does not exist")


def _other_network() -> AwsError:
    return AwsError("InvalidGroup.NotFound", "You have specified two resources that belong to different networks.")


def transit_gateway_between(call: HybridCall, one: str, other: str) -> str | None:
    """Return a transit gateway over which groups of two VPCs may be referenced."""
    attachments = call.transit.attachments.values()
    ends = [{it.gateway for it in attachments if it.resource == vpc and _references(it)} for vpc in (one, other)]
    for id_ in sorted(ends[0] & ends[1]):
        gateway = call.transit.gateways.get(id_)
        if gateway and gateway.region == call.region and gateway.options.get(_SUPPORT) == "enable":
            return id_
    return None


def _references(it: TransitGatewayAttachment) -> bool:
    return it.type == "vpc" and it.state == "available" and it.options.get(_SUPPORT) == "enable"
