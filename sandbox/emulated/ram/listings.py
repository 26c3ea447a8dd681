"""Lists across shares: resources, principals, resource types, and the equivalent resource policies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.model import Association, ResourceShare
from sandbox.emulated.ram.principals import Principal
from sandbox.emulated.ram.resource_types import BY_NAME, RESOURCE_TYPES, read_resource
from sandbox.emulated.ram.shares import seen_by
from sandbox.emulated.ram.sharing import granting


def resource_as_dict(share: ResourceShare, association: Association) -> dict[str, Any]:
    """Return a shared resource as the lists show it."""
    kind = read_resource(association.entity).type
    return {
        "arn": association.entity,
        "type": kind.name,
        "resourceShareArn": share.arn,
        "status": "AVAILABLE",
        "creationTime": association.created,
        "lastUpdatedTime": association.updated,
        "resourceRegionScope": kind.scope,
    }


def _shares(call: RamCall) -> Iterator[ResourceShare]:
    wanted = call.request.get("resourceShareArns")
    for share in seen_by(
        call.state.all_shares(), call.request["resourceOwner"], call.account, call.region, membership_of
    ):
        if share.live and (not wanted or share.arn in wanted):
            yield share


@operation("ListResources")
def list_resources(call: RamCall) -> dict[str, Any]:
    """Return the resources that the caller shares (`SELF`), or that are shared with it."""
    kind, wanted, principal = (
        call.request.get("resourceType"),
        call.request.get("resourceArns"),
        call.request.get("principal"),
    )
    if kind and kind not in BY_NAME:
        raise AwsError("InvalidResourceTypeException", f"The resource type {kind} is not valid.")
    scope = call.request.get("resourceRegionScope", "ALL")
    found = [
        shown
        for share in _shares(call)
        if not principal or principal in _principals_of(share, call.account)
        for each in share.resources
        if each.status == "ASSOCIATED" and (not wanted or each.entity in wanted)
        for shown in (resource_as_dict(share, each),)
        if kind in (None, shown["type"]) and scope in ("ALL", shown["resourceRegionScope"])
    ]
    return call.page("resources", found)


def _principals_of(share: ResourceShare, account: str) -> set[str]:
    """Return the principals to filter by: those of an own share; for another account's share only its owner."""
    if share.owner != account:
        return {share.owner}
    return {each.entity for each in share.principals if each.status == "ASSOCIATED"}


@operation("ListPrincipals")
def list_principals(call: RamCall) -> dict[str, Any]:
    """Return the principals that the caller shares with (`SELF`), or the owners that share with it."""
    wanted = call.request.get("principals")
    found = [
        shown
        for share in _shares(call)
        if _holds(share, call.request.get("resourceArn"), call.request.get("resourceType"))
        for shown in _parties(share, call.account)
        if not wanted or shown["id"] in wanted
    ]
    return call.page("principals", found)


def _holds(share: ResourceShare, arn: str | None, kind: str | None) -> bool:
    held = [each.entity for each in share.resources if each.status == "ASSOCIATED"]
    if arn and arn not in held:
        return False
    return not kind or any(read_resource(each).type.name == kind for each in held)


def _parties(share: ResourceShare, account: str) -> Iterator[dict[str, Any]]:
    """Yield the principals of an own share; of another's share, its owner."""
    if share.owner == account:
        named = [(each.entity, each) for each in share.principals if each.status == "ASSOCIATED"]
    else:
        named = [(share.owner, each) for each in list(granting(share, account, membership_of))[:1]]
    for party, association in named:
        yield {
            "id": party,
            "resourceShareArn": share.arn,
            "creationTime": association.created,
            "lastUpdatedTime": association.updated,
            "external": association.external,
        }


@operation("ListResourceTypes")
def list_resource_types(call: RamCall) -> dict[str, Any]:
    """Return the types that can be shared here."""
    scope = call.request.get("resourceRegionScope", "ALL")
    found = [
        {"resourceType": each.name, "serviceName": each.service, "resourceRegionScope": each.scope}
        for each in RESOURCE_TYPES
        if scope in ("ALL", each.scope)
    ]
    return call.page("resourceTypes", found)


@operation("GetResourcePolicies")
def get_resource_policies(call: RamCall) -> dict[str, Any]:
    """Return the resource policies equivalent to the caller's shares, one for each resource and share."""
    principal = call.request.get("principal")
    mine = [each for each in call.state.all_shares() if each.owner == call.account and each.live]
    policies = []
    for arn in call.request["resourceArns"]:
        containing = [share for share in mine if arn and _holds(share, arn, None)]
        if not containing:
            raise AwsError("ResourceArnNotFoundException", f"Resource {arn} is in none of your resource shares.")
        policies += [
            _policy(call, share, arn)
            for share in containing
            if not principal or principal in _principals_of(share, call.account)
        ]
    return call.page("policies", policies)


def _policy(call: RamCall, share: ResourceShare, arn: str) -> str:
    permission_arn, version = share.permissions[read_resource(arn).type.name]
    document = json.loads(call.state.permission(permission_arn, share.owner).version(version).document)
    statements = [
        {
            "Sid": f"RamStatement{number}",
            "Resource": arn,
            **_principal_element(Principal.parse(each.entity)),
            **document,
        }
        for number, each in enumerate(share.principals, 1)
        if each.status == "ASSOCIATED"
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def _principal_element(principal: Principal) -> dict[str, Any]:
    match principal.kind:
        case "organization":
            return {
                "Principal": {"AWS": "*"},
                "Condition": {"StringEquals": {"aws:PrincipalOrgID": principal.organization}},
            }
        case "unit":
            inside = f"{principal.organization}/*/{principal.unit}/*"
            return {
                "Principal": {"AWS": "*"},
                "Condition": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": [inside]}},
            }
        case "service":
            return {"Principal": {"Service": principal.text}}
        case "account":
            return {"Principal": {"AWS": f"arn:aws:iam::{principal.account}:root"}}
        case "identity":
            return {"Principal": {"AWS": principal.text}}
