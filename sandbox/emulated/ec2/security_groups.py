"""Security groups: rules that reference groups of other accounts, and groups that are in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("DeleteSecurityGroup")
def delete_security_group(call: Call) -> dict[str, Any]:
    """Delete a group that is neither the default one nor used by interfaces or rules of other groups."""
    if not (id_ := call.request.get("GroupId")):
        return call.inner()
    group = backend.security_group(call, id_)
    if group.name == "default":
        raise AwsError("CannotDelete", f'the specified group: "{id_}" name: "default" cannot be deleted by a user')
    for interface in list(backend.of(call).enis.values()):
        if any(each.id == id_ for each in interface.group_set):
            raise backend.depends(f"resource {id_}", interface.id)
    for other in _groups(call):
        if other.id != id_ and id_ in _referenced(other):
            raise backend.depends(f"resource {id_}", other.id)
    return call.inner()


def _groups(call: Call) -> Iterator[Any]:
    for groups in list(backend.of(call).groups.values()):
        yield from list(groups.values())


def _referenced(group: Any) -> set[str]:
    rules = [*group.ingress_rules, *group.egress_rules]
    return {rule.source_group["GroupId"] for rule in rules if rule.source_group and "GroupId" in rule.source_group}


@operation("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def authorize_security_group(call: Call) -> dict[str, Any]:
    """Add rules; moto looks for referenced groups in the caller's account alone."""
    own = backend.of(call)
    foreign = {
        pair["GroupId"]: group
        for permission in call.request.get("IpPermissions", [])
        for pair in permission.get("UserIdGroupPairs", [])
        if pair.get("UserId", call.account) != call.account
        for group in (_foreign(pair, call.region),)
    }
    if not foreign:
        return call.inner()
    place = f"lent for request {id(foreign)}"  # one for each: requests run at the same time
    own.groups[place].update(foreign)
    try:
        return call.inner()
    finally:
        del own.groups[place]


def _foreign(pair: dict[str, Any], region: str) -> Any:
    account, id_ = pair["UserId"], pair.get("GroupId", "")
    known = account in ec2_backends and region in ec2_backends[account]
    group = ec2_backends[account][region].get_security_group_from_id(id_) if known else None
    if group is None:
        raise AwsError("InvalidGroup.NotFound", f"The security group '{id_}' of account {account} does not exist")
    return group


ENDS: dict[str, Callable[[Any], bool]] = {
    "CidrIpv4": lambda rule: "CidrIp" in rule.ip_range,
    "CidrIpv6": lambda rule: "CidrIpv6" in rule.ip_range,
    "PrefixListId": lambda rule: bool(rule.prefix_list_id),
    "ReferencedGroupId": lambda rule: bool(rule.source_group),
}
"""Member of the request -> whether a rule of moto's has that kind of source or destination."""


@operation("ModifySecurityGroupRules")
def modify_security_group_rules(call: Call) -> dict[str, Any]:
    """Change rules; a rule keeps its kind of source or destination, which moto would mix."""
    group = backend.security_group(call, call.request["GroupId"])
    for each in call.request["SecurityGroupRules"]:
        rule = group.get_rule(each["SecurityGroupRuleId"])
        given = next((member for member in ENDS if each["SecurityGroupRule"].get(member)), None)
        if rule is not None and given and not ENDS[given](rule):
            has = next((member for member, test in ENDS.items() if test(rule)), "other")
            raise AwsError(
                "InvalidParameterValue",
                f"Invalid rule type for security group rule '{rule.id}'."
                f" You may not specify {given} for an existing {has} rule.",
            )
    return call.inner()
