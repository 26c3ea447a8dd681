"""EC2: security groups, their rules inline or as resources of `vpc`. Rules that are not given are left alone."""

from collections.abc import Callable
from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import TaggedEc2Type, filters
from sandbox.provider.value_types import Flag, Number, SetOf, Text
from sandbox.provider.values import UNKNOWN, Values

SIDES = {
    "ingress": ("IpPermissions", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"),
    "egress": ("IpPermissionsEgress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress"),
}
"""Property -> member of the group, operation that adds rules, operation that removes them."""


def protocol_name(name: str) -> str:
    """Return a protocol by name where AWS stores it so."""
    return {"all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}.get(name.lower(), name.lower())


RULE = Block(
    {
        "protocol": Input(Text(canonical=protocol_name), required=True),
        "fromPort": Input(Number(-1, 65535), required=True),
        "toPort": Input(Number(-1, 65535), required=True),
        "cidrBlocks": Input(SetOf(Text())),
        "ipv6CidrBlocks": Input(SetOf(Text())),
        "prefixListIds": Input(SetOf(Text())),
        "securityGroups": Input(SetOf(Text())),
        "self": Input(Flag(), default=False),
        "description": Input(Text(), default=""),
    }
)
RANGES = {
    "cidrBlocks": ("IpRanges", "CidrIp"),
    "ipv6CidrBlocks": ("Ipv6Ranges", "CidrIpv6"),
    "prefixListIds": ("PrefixListIds", "PrefixListId"),
    "securityGroups": ("UserIdGroupPairs", "GroupId"),
}


def portless(inputs: Values, canonical: Callable[[str], str]) -> list[tuple[str, str]]:
    """Find rules for all traffic that give ports: AWS stores none, so they would always differ."""
    return [
        (f"{side}[{index}]", "has no ports, because it is for all traffic: fromPort and toPort must be 0")
        for side in SIDES
        for index, rule in enumerate([] if inputs.get(side) in (None, UNKNOWN) else inputs[side])
        if rule is not UNKNOWN and rule["protocol"] is not UNKNOWN and canonical(rule["protocol"]) == "-1"
        if not {rule["fromPort"], rule["toPort"]} <= {0, UNKNOWN}
    ]


def as_permission(rule: Values, group: str) -> Values:
    """Return a rule in AWS's form."""
    protocol = protocol_name(rule["protocol"])
    permission: Values = {"IpProtocol": protocol}
    if protocol != "-1":
        permission |= {"FromPort": int(rule["fromPort"]), "ToPort": int(rule["toPort"])}
    description = {"Description": rule["description"]} if rule.get("description") else {}
    for name, (member, key) in RANGES.items():
        values = list(rule.get(name) or [])
        if name == "securityGroups" and rule.get("self"):
            values.append(group)
        if values:
            permission[member] = [{key: value, **description} for value in values]
    return permission


def as_rules(permission: Values, group: str) -> list[Values]:
    """Return rules in the provider's form. AWS merges rules with the same ports; here descriptions separate them."""
    rules: dict[str, Values] = {}
    for name, (member, key) in RANGES.items():
        for each in permission.get(member) or []:
            description = each.get("Description", "")
            rule = rules.setdefault(description, {"description": description} if description else {})
            if name == "securityGroups" and each[key] == group:
                rule["self"] = True
            else:
                rule.setdefault(name, []).append(each[key])
    ports = {
        "protocol": permission["IpProtocol"],
        "fromPort": permission.get("FromPort", 0) if permission["IpProtocol"] != "-1" else 0,
        "toPort": permission.get("ToPort", 0) if permission["IpProtocol"] != "-1" else 0,
    }
    return [{**ports, **rule} for rule in rules.values()]


class SecurityGroup(TaggedEc2Type):
    """A security group; it starts without rules, as upstream's does. Rules that it lists are all of their direction."""

    token = "aws:ec2/securityGroup:SecurityGroup"
    identity = "sg-{hex17}"
    tag_kind = "security-group"
    listing = ("DescribeSecurityGroups", "SecurityGroups", "GroupIds")
    exclusive = tuple(SIDES)
    properties: ClassVar = {
        "name": Input(Text(), "GroupName", named=255, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "description": Input(Text(), "Description", default="Managed by Pulumi", replaces=True),
        "vpcId": Input(Text(), "VpcId", replaces=True),
        "ingress": Input(SetOf(RULE), computed=True, plan=None),
        "egress": Input(SetOf(RULE), computed=True, plan=None),
        "revokeRulesOnDelete": Input(Flag(), default=False, unread=True),
        "arn": Output(member="SecurityGroupArn", plan="arn:{partition}:ec2:{region}:{account}:security-group/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        lost = [] if inputs.get("vpcId") else [("vpcId", "is required here: a landing zone has no default VPC")]
        return lost + portless(inputs, protocol_name)

    def create(self, api: Api, inputs: Values) -> str:
        request = self.request(inputs, "name", "description", "vpcId")
        return str(api("CreateSecurityGroup", **request, TagSpecifications=self.tags_of(inputs))["GroupId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._set(api, identity, {"egress": inputs.get("egress") or [], "ingress": inputs.get("ingress")})

    @updates("ingress", "egress")
    def set_rules(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self._set(api, identity, {side: inputs.get(side) for side in SIDES})

    def _set(self, api: Api, identity: str, wanted: dict[str, Any]) -> None:
        """Set the rules of each direction; None leaves a direction alone."""
        found = self.look(api, identity)
        for side, (member, authorize, revoke) in SIDES.items():
            rules = wanted[side]
            if found is None or rules is None or self.properties["ingress"].kind.same(rules, self._rules(found, side)):
                continue
            if found[member]:
                api(revoke, GroupId=identity, IpPermissions=found[member])
            if rules:
                api(authorize, GroupId=identity, IpPermissions=[as_permission(rule, identity) for rule in rules])

    def _rules(self, found: dict[str, Any], side: str) -> list[Values]:
        member = SIDES[side][0]
        return [rule for permission in found[member] for rule in as_rules(permission, found["GroupId"])]

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        return {side: self._rules(found, side) for side in SIDES}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if state.get("revokeRulesOnDelete"):
            self._set(api, identity, {"ingress": [], "egress": []})
        api.patient("DependencyViolation")("DeleteSecurityGroup", GroupId=identity)


class DefaultSecurityGroup(SecurityGroup):
    """The default security group of a VPC, adopted: its rules are removed first, then it is like any other group."""

    token = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
    properties: ClassVar = {
        "vpcId": Input(Text(), "VpcId", replaces=True),
        "ingress": Input(SetOf(RULE), computed=True, plan=None),
        "egress": Input(SetOf(RULE), computed=True, plan=None),
        "revokeRulesOnDelete": Input(Flag(), default=False, unread=True),
        "name": Output(member="GroupName", plan="default"),
        "namePrefix": Output(plan=None),
        "description": Output(member="Description", plan="default VPC security group"),
        "arn": Output(member="SecurityGroupArn", plan="arn:{partition}:ec2:{region}:{account}:security-group/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        wanted = filters(vpc_id=inputs["vpcId"], group_name="default")
        return str(api("DescribeSecurityGroups", Filters=wanted)["SecurityGroups"][0]["GroupId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._set(api, identity, {side: inputs.get(side) or [] for side in SIDES})
        if tags := inputs.get("tagsAll"):
            self.retag(api, identity, {}, tags, [])

    def delete(self, api: Api, identity: str, state: Values) -> None:
        """Do nothing: AWS cannot delete it, so it stays with its VPC and only leaves the state."""
