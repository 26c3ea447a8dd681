"""EC2: network ACLs, their rules inline or as separate resources."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import Ec2Type, TaggedEc2Type, filters
from sandbox.provider.resources.ec2_security_group import portless
from sandbox.provider.value_types import Flag, Number, SetOf, Text
from sandbox.provider.values import Values

LAST_RULE = 32767
PROTOCOLS = {"all": "-1", "tcp": "6", "udp": "17", "icmp": "1", "icmpv6": "58"}
ICMP = ("1", "58")


def protocol_number(name: str) -> str:
    """Return the number of a protocol, as AWS stores it."""
    return PROTOCOLS.get(name.lower(), name)


PROTOCOL = Text(canonical=protocol_number)


def as_entry(rule: Values, number: str, action: str) -> Values:
    """Return a rule in AWS's form; `number` and `action` name its properties, which differ between the types."""
    protocol = protocol_number(rule["protocol"])
    entry: Values = {
        "RuleNumber": int(rule[number]),
        "Protocol": protocol,
        "RuleAction": rule[action].lower(),
        "CidrBlock": rule.get("cidrBlock"),
        "Ipv6CidrBlock": rule.get("ipv6CidrBlock"),
    }
    if protocol in ICMP:
        entry["IcmpTypeCode"] = {"Type": int(rule.get("icmpType") or 0), "Code": int(rule.get("icmpCode") or 0)}
    elif protocol != "-1":
        entry["PortRange"] = {"From": int(rule.get("fromPort") or 0), "To": int(rule.get("toPort") or 0)}
    return {name: value for name, value in entry.items() if value is not None}


def as_rule(entry: Values, number: str, action: str) -> Values:
    """Return a rule in the provider's form."""
    ports, codes = entry.get("PortRange", {}), entry.get("IcmpTypeCode", {})
    rule: Values = {
        number: entry["RuleNumber"],
        "protocol": entry["Protocol"],
        action: entry["RuleAction"],
        "cidrBlock": entry.get("CidrBlock"),
        "ipv6CidrBlock": entry.get("Ipv6CidrBlock"),
        "fromPort": ports.get("From", 0),
        "toPort": ports.get("To", 0),
        "icmpType": codes.get("Type"),
        "icmpCode": codes.get("Code"),
    }
    return {name: value for name, value in rule.items() if value is not None}


RULE = Block(
    {
        "ruleNo": Input(Number(1, LAST_RULE - 1), required=True),
        "action": Input(Text(choices=("allow", "deny")), required=True),
        "protocol": Input(PROTOCOL, required=True),
        "cidrBlock": Input(Text()),
        "ipv6CidrBlock": Input(Text()),
        "fromPort": Input(Number(0, 65535), required=True),
        "toPort": Input(Number(0, 65535), required=True),
        "icmpType": Input(Number(), default=0),
        "icmpCode": Input(Number(), default=0),
    }
)


def find_acl(api: Api, identity: str) -> dict[str, Any] | None:
    """Return AWS's description of a network ACL; None where it does not exist."""
    found = api.find("DescribeNetworkAcls", NetworkAclIds=[identity])
    return found["NetworkAcls"][0] if found and found["NetworkAcls"] else None


def move_subnet(api: Api, subnet: str, acl: str | None) -> None:
    """Associate a subnet with a network ACL; None is the VPC's default one."""
    found = api("DescribeNetworkAcls", Filters=filters(association__subnet_id=subnet))["NetworkAcls"]
    if not found:
        return
    if acl is None:
        default = filters(vpc_id=found[0]["VpcId"], default="true")
        acl = api("DescribeNetworkAcls", Filters=default)["NetworkAcls"][0]["NetworkAclId"]
    association = next(each for each in found[0]["Associations"] if each["SubnetId"] == subnet)
    if association["NetworkAclId"] != acl:
        api("ReplaceNetworkAclAssociation", AssociationId=association["NetworkAclAssociationId"], NetworkAclId=acl)


class NetworkAcl(TaggedEc2Type):
    """A network ACL. Rules and subnets that it lists are all that it has; otherwise they are separate resources."""

    token = "aws:ec2/networkAcl:NetworkAcl"
    identity = "acl-{hex17}"
    tag_kind = "network-acl"
    listing = ("DescribeNetworkAcls", "NetworkAcls", "NetworkAclIds")
    exclusive: ClassVar[tuple[str, ...]] = ("subnetIds", "ingress", "egress")
    properties: ClassVar = {
        "vpcId": Input(Text(), "VpcId", required=True, replaces=True),
        "subnetIds": Input(SetOf(Text()), computed=True, plan=None),
        "ingress": Input(SetOf(RULE), computed=True, plan=None),
        "egress": Input(SetOf(RULE), computed=True, plan=None),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:network-acl/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        return portless(inputs, protocol_number)

    def create(self, api: Api, inputs: Values) -> str:
        made = api("CreateNetworkAcl", VpcId=inputs["vpcId"], TagSpecifications=self.tags_of(inputs))
        return str(made["NetworkAcl"]["NetworkAclId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self.set_rules(api, identity, inputs, {})
        self.set_subnets(api, identity, inputs, {})

    @updates("ingress", "egress")
    def set_rules(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        acl = find_acl(api, identity)
        there = acl["Entries"] if acl else []
        for name, egress in (("ingress", False), ("egress", True)):
            if inputs.get(name) is None:
                continue
            wanted = {int(rule["ruleNo"]): as_entry(rule, "ruleNo", "action") for rule in inputs[name]}
            known = {
                entry["RuleNumber"]: {key: value for key, value in entry.items() if key != "Egress"}
                for entry in there
                if entry["Egress"] == egress and entry["RuleNumber"] < LAST_RULE
            }
            for number, entry in known.items():
                if entry != wanted.get(number):
                    api("DeleteNetworkAclEntry", NetworkAclId=identity, RuleNumber=number, Egress=egress)
            for number, entry in wanted.items():
                if known.get(number) != entry:
                    api("CreateNetworkAclEntry", NetworkAclId=identity, Egress=egress, **entry)

    @updates("subnetIds")
    def set_subnets(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        wanted = inputs.get("subnetIds") or []
        for subnet in wanted:
            move_subnet(api, subnet, identity)
        for subnet in old.get("subnetIds") or []:
            if subnet not in wanted:
                move_subnet(api, subnet, None)

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place = api.place
        rules: dict[bool, list[Values]] = {True: [], False: []}
        for entry in found["Entries"]:
            if entry["RuleNumber"] < LAST_RULE:
                rules[entry["Egress"]].append(as_rule(entry, "ruleNo", "action"))
        return {
            "arn": f"arn:{place.partition}:ec2:{place.region}:{found['OwnerId']}:network-acl/{identity}",
            "subnetIds": [each["SubnetId"] for each in found["Associations"]],
            "ingress": rules[False],
            "egress": rules[True],
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        acl = find_acl(api, identity)
        for association in acl["Associations"] if acl else ():
            move_subnet(api, association["SubnetId"], None)
        api.patient("DependencyViolation")("DeleteNetworkAcl", NetworkAclId=identity)


class DefaultNetworkAcl(NetworkAcl):
    """The default network ACL of a VPC, adopted: it has the program's rules and no others."""

    token = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
    identity = "{defaultNetworkAclId}"
    # terraform-provider-aws computes no rules here, so an entry beside the program's is always a difference.
    exclusive = ("subnetIds",)
    properties: ClassVar = {
        "defaultNetworkAclId": Input(Text(), "NetworkAclId", required=True, replaces=True),
        "subnetIds": Input(SetOf(Text()), computed=True, plan=None),
        "ingress": Input(SetOf(RULE)),
        "egress": Input(SetOf(RULE)),
        "vpcId": Output(member="VpcId"),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:network-acl/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        return str(inputs["defaultNetworkAclId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        super().complete(api, identity, inputs)
        if tags := inputs.get("tagsAll"):
            self.retag(api, identity, {}, tags, [])

    @updates("ingress", "egress")
    def set_rules(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        super().set_rules(api, identity, {name: inputs.get(name) or [] for name in ("ingress", "egress")}, old)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        """Do nothing: AWS cannot delete it, so it stays with its VPC and only leaves the state."""


class NetworkAclRule(Ec2Type):
    """A rule of a network ACL; every change replaces it."""

    token = "aws:ec2/networkAclRule:NetworkAclRule"
    identity = "{networkAclId}:{ruleNumber}:{egress}"
    delete_first = True
    properties: ClassVar = {
        "networkAclId": Input(Text(), required=True, replaces=True),
        "ruleNumber": Input(Number(1, LAST_RULE - 1), required=True, replaces=True),
        "egress": Input(Flag(), default=False, replaces=True),
        "protocol": Input(PROTOCOL, required=True, replaces=True),
        "ruleAction": Input(Text(choices=("allow", "deny")), required=True, replaces=True),
        "cidrBlock": Input(Text(), replaces=True),
        "ipv6CidrBlock": Input(Text(), replaces=True),
        "fromPort": Input(Number(0, 65535), default=0, replaces=True),
        "toPort": Input(Number(0, 65535), default=0, replaces=True),
        "icmpType": Input(Number(), default=0, replaces=True),
        "icmpCode": Input(Number(), default=0, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        entry, egress = as_entry(inputs, "ruleNumber", "ruleAction"), bool(inputs.get("egress"))
        api("CreateNetworkAclEntry", NetworkAclId=inputs["networkAclId"], Egress=egress, **entry)
        return f"{inputs['networkAclId']}:{int(inputs['ruleNumber'])}:{egress}"

    def read(self, api: Api, identity: str) -> Values | None:
        acl_id, number, egress = identity.split(":")
        acl = find_acl(api, acl_id)
        for entry in acl["Entries"] if acl else ():
            if (entry["RuleNumber"], str(entry["Egress"])) == (int(number), egress):
                return {
                    "icmpType": 0,
                    "icmpCode": 0,
                    **as_rule(entry, "ruleNumber", "ruleAction"),
                    "networkAclId": acl_id,
                    "egress": entry["Egress"],
                }
        return None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        acl, number, egress = identity.split(":")
        api("DeleteNetworkAclEntry", NetworkAclId=acl, RuleNumber=int(number), Egress=egress == "True")


class NetworkAclAssociation(Ec2Type):
    """The association of a subnet with a network ACL; deletion restores the VPC's default one."""

    token = "aws:ec2/networkAclAssociation:NetworkAclAssociation"
    identity = "{subnetId}"
    delete_first = True
    properties: ClassVar = {
        "networkAclId": Input(Text(), required=True, replaces=True),
        "subnetId": Input(Text(), required=True, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        move_subnet(api, inputs["subnetId"], inputs["networkAclId"])
        return str(inputs["subnetId"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api("DescribeNetworkAcls", Filters=filters(association__subnet_id=identity))["NetworkAcls"]
        if not found or found[0]["IsDefault"]:
            return None
        return {"subnetId": identity, "networkAclId": found[0]["NetworkAclId"]}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        move_subnet(api, identity, None)
