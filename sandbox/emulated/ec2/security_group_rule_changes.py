"""Change rules of security groups, and their descriptions.

Sources: EC2 API Reference, ModifySecurityGroupRules, UpdateSecurityGroupRuleDescriptionsIngress and -Egress.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import security_group_store as store
from sandbox.emulated.ec2.ip_protocols import port_range, protocol_name
from sandbox.emulated.ec2.security_group_limits import check_rules
from sandbox.emulated.ec2.security_group_rule import (
    GroupReference,
    Rule,
    check_description,
    prefix_list_id,
    range_ipv4,
    range_ipv6,
    rules_of,
)
from sandbox.emulated.ec2.security_group_rules import check_new, is_egress, matching, resolved, weights
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

ENDS = ("CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupId")


@operation("ModifySecurityGroupRules")
@backend.changing
def modify_security_group_rules(call: HybridCall) -> dict[str, Any]:
    """Change rules, all of them or none; a rule keeps its direction and its kind of source or destination."""
    group = store.find(call, call.request["GroupId"])
    updates = call.request["SecurityGroupRules"]
    if not updates:
        raise AwsError("MissingParameter", "The request must contain the parameter SecurityGroupRule")
    changes: dict[str, tuple[Any, Rule]] = {}
    for update in updates:
        it = store.find_rule(group, update["SecurityGroupRuleId"])
        if it.id in changes:
            raise AwsError("InvalidParameterValue", f"The security group rule '{it.id}' appears multiple times")
        changes[it.id] = (it, _changed(call, group, it, update.get("SecurityGroupRule") or {}))
    for egress in (False, True):
        kept = [store.read(it) for it in store.stored(group, egress=egress) if it.id not in changes]
        rules = [rule for it, rule in changes.values() if it.is_egress is egress]
        check_new(kept, rules)
        check_rules([*kept, *rules], weights(call, [*kept, *rules]))
    for it, rule in changes.values():
        store.write(it, rule)
    return {"Return": True}


def _changed(call: HybridCall, group: Any, it: Any, wanted: Mapping[str, Any]) -> Rule:
    given = [end for end in ENDS if wanted.get(end) is not None]
    if len(given) > 1:
        raise AwsError(
            "InvalidParameterCombination",
            "Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified",
        )
    if not given:
        raise AwsError(
            "MissingParameter",
            "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId",
        )
    before = store.read(it)
    if given[0] != before.kind:
        raise AwsError(
            "InvalidParameterValue",
            f"Invalid rule type for security group rule '{it.id}'."
            f" You may not specify {given[0]} for an existing {before.kind} rule.",
        )
    protocol = protocol_name(wanted.get("IpProtocol"))
    first, last = port_range(protocol, wanted.get("FromPort"), wanted.get("ToPort"))
    text = wanted.get("Description")
    rule = Rule(
        protocol=protocol,
        first=first,
        last=last,
        cidr_ipv4=range_ipv4(wanted["CidrIpv4"]) if given[0] == "CidrIpv4" else "",
        cidr_ipv6=range_ipv6(wanted["CidrIpv6"]) if given[0] == "CidrIpv6" else "",
        prefix_list=prefix_list_id(wanted["PrefixListId"]) if given[0] == "PrefixListId" else "",
        group=_reference(before, wanted["ReferencedGroupId"]) if given[0] == "ReferencedGroupId" else None,
        description=check_description(text) if text is not None else None,
    )
    if rule.group is not None and rule.group == before.group:
        return rule
    return resolved(call, group, rule, egress=it.is_egress)


def _reference(before: Rule, id_: str) -> GroupReference:
    """Return the reference to a group; the same as before keeps its owner, whom the request does not name."""
    return before.group if before.group and before.group.id == id_ else GroupReference(id=id_)


@operation("UpdateSecurityGroupRuleDescriptionsIngress", "UpdateSecurityGroupRuleDescriptionsEgress")
@backend.changing
def update_security_group_rule_descriptions(call: Call) -> dict[str, Any]:
    """Replace the descriptions of existing rules; one that is left out is removed."""
    group, egress = store.requested(call), is_egress(call)
    permissions = call.request.get("IpPermissions") or []
    updates = call.request.get("SecurityGroupRuleDescriptions") or []
    if bool(permissions) == bool(updates):
        code = "InvalidParameterCombination" if permissions else "MissingParameter"
        raise AwsError(code, "Exactly one of 'ipPermissions' and 'securityGroupRuleDescriptions' should be provided.")
    if updates:
        texts = [
            (store.find_rule(group, each.get("SecurityGroupRuleId") or "", egress=egress), each.get("Description"))
            for each in updates
        ]
    else:
        rules = rules_of(permissions)
        found, unknown = matching(call, group, rules, egress=egress)
        if unknown:
            raise AwsError("InvalidPermission.NotFound", "The specified rule does not exist in this security group.")
        texts = [(it, rule.description) for it, rule in zip(found, rules, strict=True)]
    checked = [(it, None if text is None else check_description(text)) for it, text in texts]
    for it, text in checked:
        store.write(it, replace(store.read(it), description=text))
    return {"Return": True}
