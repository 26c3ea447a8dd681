"""Which route table a subnet or gateway uses: its own association, else the main table of the VPC."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import associations_of, changing
from sandbox.emulated.ec2.one_of import exactly_one
from sandbox.emulated.ec2.route_shapes import gateway_works
from sandbox.emulated.ec2.route_targets import check_for_gateway
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation

ASSOCIATED = {"State": "associated"}


@operation("AssociateRouteTable")
@changing
def associate_route_table(call: HybridCall) -> dict[str, Any]:
    """Associate a table with a subnet or a gateway; with the same one again, return the association that there is."""
    kind, id_ = exactly_one(call, ("SubnetId", "GatewayId", "PublicIpv4Pool"))
    if kind == "PublicIpv4Pool":
        raise NotEmulatedError("ec2", call.operation, "of an IPv4 pool")
    table = backend.route_table(call, call.request["RouteTableId"])
    if kind == "SubnetId":
        if backend.subnet(call, id_).vpc_id != table.vpc_id:
            raise _elsewhere(table, f"subnet {id_}")
    else:
        _check_gateway(call, table, id_)
    for other in list(backend.of(call).route_tables.values()):
        for association, member in associations_of(other).items():
            if member != id_:
                continue
            if other is table:
                return {"AssociationId": association, "AssociationState": dict(ASSOCIATED)}
            raise AwsError(
                "Resource.AlreadyAssociated",
                f"the specified association for route table {table.id} conflicts with an existing association",
            )
    association = _new_id(call)
    associations_of(table)[association] = id_
    return {"AssociationId": association, "AssociationState": dict(ASSOCIATED)}


@operation("DisassociateRouteTable")
@changing
def disassociate_route_table(call: HybridCall) -> dict[str, Any]:
    """Remove an association; the subnet then uses the main table."""
    table, association = _of(call, call.request["AssociationId"])
    if association == table.main_association_id:
        raise AwsError("InvalidParameterValue", f"cannot disassociate the main route table association {association}")
    del associations_of(table)[association]
    return {}


@operation("ReplaceRouteTableAssociation")
@changing
def replace_route_table_association(call: HybridCall) -> dict[str, Any]:
    """Move an association to another table of the VPC; that of the main table makes the other one the main table."""
    before, association = _of(call, call.request["AssociationId"])
    table = backend.route_table(call, call.request["RouteTableId"])
    if table.vpc_id != before.vpc_id:
        raise _elsewhere(table, f"association {association}")
    if table is before:
        return {"NewAssociationId": association, "AssociationState": dict(ASSOCIATED)}
    new = _new_id(call)
    if association == before.main_association_id:
        before.main_association_id, table.main_association_id = None, new
    else:
        member = associations_of(before)[association]
        if not member.startswith("subnet-"):
            check_for_gateway(call, table)
        del associations_of(before)[association]
        associations_of(table)[new] = member
    return {"NewAssociationId": new, "AssociationState": dict(ASSOCIATED)}


def _of(call: HybridCall, association: str) -> tuple[Any, str]:
    for table in list(backend.of(call).route_tables.values()):
        if association in associations_of(table) or association == table.main_association_id:
            return table, association
    raise AwsError("InvalidAssociationID.NotFound", f"The association ID '{association}' does not exist")


def _check_gateway(call: HybridCall, table: Any, id_: str) -> None:
    own = backend.of(call)
    known = {"igw": own.internet_gateways, "vgw": own.vpn_gateways}.get(id_.partition("-")[0])
    if known is None:
        raise AwsError("InvalidParameterValue", f"invalid value for parameter gateway-id: {id_}")
    if id_ not in known:
        raise backend.GATEWAY.not_found(id_)
    if not gateway_works(own, id_, table.vpc_id):
        raise _elsewhere(table, f"network gateway {id_}")
    check_for_gateway(call, table)


def _elsewhere(table: Any, what: str) -> AwsError:
    return AwsError("InvalidParameterValue", f"route table {table.id} and {what} belong to different networks")


def _new_id(call: HybridCall) -> str:
    return f"rtbassoc-{call.token(17)}"
