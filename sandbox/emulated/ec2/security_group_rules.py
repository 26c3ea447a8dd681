"""Add, remove and describe the rules of security groups.

Sources: EC2 API Reference, AuthorizeSecurityGroupIngress and -Egress, RevokeSecurityGroupIngress and -Egress,
DescribeSecurityGroupRules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.emulated.ec2 import backend, prefix_list_store
from sandbox.emulated.ec2 import security_group_shapes as shapes
from sandbox.emulated.ec2 import security_group_store as store
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.peered_vpcs import state_of
from sandbox.emulated.ec2.security_group_limits import check_rules
from sandbox.emulated.ec2.security_group_references import resolve
from sandbox.emulated.ec2.security_group_rule import GroupReference, Rule, rules_of
from sandbox.emulated.ec2.tags import forget_tags, requested_tags
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_LISTING = Listing(
    member="SecurityGroupRules",
    fields={"group-id": member("GroupId"), "security-group-rule-id": member("SecurityGroupRuleId")},
    ids="SecurityGroupRuleIds",
    id="SecurityGroupRuleId",
    missing=store.rule_missing,
)
_SINGLE = ("IpProtocol", "FromPort", "ToPort", "CidrIp", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId")
"""Members of a request with one rule, outside IpPermissions."""


@operation("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
@backend.changing
def authorize_security_group(call: HybridCall) -> dict[str, Any]:
    """Add rules to a group: all of them, or none."""
    group, egress = store.requested(call), is_egress(call)
    permissions = requested_permissions(call)
    if not permissions:
        raise AwsError("MissingParameter", "The request must contain the parameter ipPermissions")
    tags = requested_tags(call, "security-group-rule")
    rules = [resolved(call, group, rule, egress=egress) for rule in rules_of(permissions)]
    existing = [store.read(it) for it in store.stored(group, egress=egress)]
    check_new(existing, rules)
    check_rules([*existing, *rules], weights(call, [*existing, *rules]))
    made = [store.add(group, rule, egress=egress, tags=tags) for rule in rules]
    return {"Return": True, "SecurityGroupRules": [_shown(call, group, it) for it in made]}


def is_egress(call: Call) -> bool:
    """Return whether an operation is about outgoing traffic."""
    return call.operation.endswith("Egress")


def requested_permissions(call: Call) -> list[Mapping[str, Any]]:
    """Return the IpPermissions of a request, or the one rule that it describes without them."""
    request = call.request
    single = [name for name in _SINGLE if request.get(name) is not None]
    permissions = request.get("IpPermissions") or []
    if permissions and single:
        name = single[0][0].lower() + single[0][1:]
        raise AwsError(
            "InvalidParameterCombination", f"The parameter 'ipPermissions' may not be used in combination with '{name}'"
        )
    if not single:
        return list(permissions)
    permission = {name: request.get(name) for name in ("IpProtocol", "FromPort", "ToPort")}
    if request.get("CidrIp"):
        permission["IpRanges"] = [{"CidrIp": request["CidrIp"]}]
    if source := request.get("SourceSecurityGroupName"):
        owner = {"UserId": request["SourceSecurityGroupOwnerId"]} if request.get("SourceSecurityGroupOwnerId") else {}
        permission["UserIdGroupPairs"] = [{"GroupName": source, **owner}]
    return [permission]


def resolved(call: HybridCall, group: Any, rule: Rule, *, egress: bool) -> Rule:
    """Return a rule whose prefix list or group exists for the caller, with what is known of the group."""
    if rule.prefix_list:
        prefix_list_store.find(call, rule.prefix_list)
    if rule.group:
        return replace(rule, group=resolve(call, group, rule.group, egress=egress))
    return rule


def check_new(existing: list[Rule], rules: list[Rule]) -> None:
    """Raise AWS's error for a rule that a group has already, or that a request repeats."""
    known = {rule.key for rule in existing}
    for rule in rules:
        if rule.key in known:
            raise AwsError("InvalidPermission.Duplicate", f'the specified rule "{rule.described()}" already exists')
    if len({rule.key for rule in rules}) < len(rules):
        raise AwsError("InvalidParameterValue", "The same permission must not appear multiple times")


def weights(call: HybridCall, rules: list[Rule]) -> dict[str, int]:
    """Return how many rules a reference to each prefix list counts as; nothing where no rule names one."""
    if not any(rule.prefix_list for rule in rules):
        return {}
    return {each.id: prefix_list_store.weight(each) for each in prefix_list_store.visible(call)}


@operation("RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress")
@backend.changing
def revoke_security_group(call: HybridCall) -> dict[str, Any]:
    """Remove rules by id or by their content, descriptions aside; in the default VPC, unknown rules are returned."""
    group, egress = store.requested(call), is_egress(call)
    ids = call.request.get("SecurityGroupRuleIds") or []
    permissions = requested_permissions(call)
    if ids and permissions:
        raise AwsError(
            "InvalidParameterCombination", "Only one of 'ipPermissions' and 'securityGroupRuleIds' should be provided."
        )
    if not ids and not permissions:
        raise AwsError("MissingParameter", "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.")
    unknown: list[Rule] = []
    if ids:
        found = [store.find_rule(group, id_, egress=egress) for id_ in dict.fromkeys(ids)]
    else:
        found, unknown = matching(call, group, rules_of(permissions), egress=egress)
    if unknown and group.vpc_id != store.default_vpc(call):
        raise AwsError("InvalidPermission.NotFound", "The specified rule does not exist in this security group.")
    response: dict[str, Any] = {
        "Return": True,
        "RevokedSecurityGroupRules": [shapes.revoked(group, it) for it in found],
    }
    if unknown:
        response["UnknownIpPermissions"] = shapes.permissions(unknown, lambda id_: state_of(call, id_))
    store.remove(group, {it.id for it in found})
    for it in found:
        forget_tags(call, it.id)
    return response


def matching(call: Call, group: Any, rules: list[Rule], *, egress: bool) -> tuple[list[Any], list[Rule]]:
    """Return moto's rules of a group that are equal to the given ones, and the given ones that have no equal."""
    known = {store.read(it).key: it for it in store.stored(group, egress=egress)}
    found, unknown = [], []
    for rule in rules:
        if rule.group and rule.group.name:
            named = store.named(call, rule.group.name)
            rule = replace(rule, group=GroupReference(id=named.id, owner=named.owner_id))  # noqa: PLW2901 - resolved
        if rule.key in known:
            found.append(known[rule.key])
        else:
            unknown.append(rule)
    return found, unknown


@operation("DescribeSecurityGroupRules")
def describe_security_group_rules(call: Call) -> dict[str, Any]:
    """Return the rules of the caller's groups."""
    for filter_ in call.request.get("Filters") or ():
        if filter_.get("Name") == "group-id":
            for value in filter_.get("Values") or ():
                if not set(value) & set("*?"):
                    store.check_id(value)
    return describe(
        call,
        _LISTING,
        [
            _shown(call, group, it)
            for group in store.groups(call)
            for it in [*store.stored(group, egress=True), *store.stored(group, egress=False)]
        ],
    )


def _shown(call: Call, group: Any, it: Any) -> dict[str, Any]:
    return shapes.rule(group, it, lambda id_: state_of(call, id_))
