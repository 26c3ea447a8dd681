"""VPC: security group rules as separate resources."""

from typing import ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import Ec2Type
from sandbox.provider.resources.ec2_security_group import protocol_name
from sandbox.provider.value_types import Number, Text
from sandbox.provider.values import Values

ENDS = ("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId")
CHANGEABLE = (*ENDS, "ipProtocol", "fromPort", "toPort", "description")


class SecurityGroupRule(Ec2Type):
    """Base of ingress and egress rules."""

    tagged = True
    identity = "sgr-{hex17}"
    properties: ClassVar = {
        "securityGroupId": Input(Text(), "GroupId", required=True, replaces=True),
        "ipProtocol": Input(Text(canonical=protocol_name), "IpProtocol", required=True),
        "fromPort": Input(Number(-1, 65535), "FromPort"),
        "toPort": Input(Number(-1, 65535), "ToPort"),
        "cidrIpv4": Input(Text(), "CidrIpv4"),
        "cidrIpv6": Input(Text(), "CidrIpv6"),
        "prefixListId": Input(Text(), "PrefixListId"),
        "referencedSecurityGroupId": Input(Text()),
        "description": Input(Text(), "Description"),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:security-group-rule/{id}"),
        "securityGroupRuleId": Output(member="SecurityGroupRuleId", plan="{id}"),
    }
    authorize: ClassVar[str]
    revoke: ClassVar[str]

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        given = [name for name in ENDS if inputs.get(name) is not None]
        if len(given) == 1:
            return []
        return [("cidrIpv4", f"a rule has one other end: give one of {', '.join(ENDS)}")]

    def create(self, api: Api, inputs: Values) -> str:
        description = {"Description": inputs["description"]} if inputs.get("description") else {}
        permission: Values = {"IpProtocol": protocol_name(inputs["ipProtocol"]), **self._ports(inputs)}
        if group := inputs.get("referencedSecurityGroupId"):
            account, _, id_ = group.rpartition("/")
            owner = {"UserId": account} if account else {}
            permission["UserIdGroupPairs"] = [{"GroupId": id_, **owner, **description}]
        elif inputs.get("cidrIpv4"):
            permission["IpRanges"] = [{"CidrIp": inputs["cidrIpv4"], **description}]
        elif inputs.get("cidrIpv6"):
            permission["Ipv6Ranges"] = [{"CidrIpv6": inputs["cidrIpv6"], **description}]
        else:
            permission["PrefixListIds"] = [{"PrefixListId": inputs["prefixListId"], **description}]
        tags = inputs.get("tagsAll")
        made = api(
            self.authorize,
            GroupId=inputs["securityGroupId"],
            IpPermissions=[permission],
            TagSpecifications=[{"ResourceType": "security-group-rule", "Tags": pairs(tags)}] if tags else None,
        )
        return str(made["SecurityGroupRules"][0]["SecurityGroupRuleId"])

    def _ports(self, inputs: Values) -> Values:
        if protocol_name(inputs["ipProtocol"]) == "-1":
            return {}
        return {
            member: int(inputs[name])
            for name, member in (("fromPort", "FromPort"), ("toPort", "ToPort"))
            if inputs.get(name) is not None
        }

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("DescribeSecurityGroupRules", SecurityGroupRuleIds=[identity])
        if not found or not found["SecurityGroupRules"]:
            return None
        rule = found["SecurityGroupRules"][0]
        place = api.place
        state = {
            **self.state(rule),
            "arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:security-group-rule/{identity}",
            "tagsAll": unpaired(rule.get("Tags")),
        }
        if rule["IpProtocol"] == "-1":
            # terraform-provider-aws has no ports where the protocol has none.
            state.pop("fromPort", None)
            state.pop("toPort", None)
        if other := rule.get("ReferencedGroupInfo"):
            elsewhere = other.get("UserId") not in (None, place.account)
            state["referencedSecurityGroupId"] = (
                f"{other['UserId']}/{other['GroupId']}" if elsewhere else other["GroupId"]
            )
        return state

    @updates(*CHANGEABLE)
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        rule = {**self.request(inputs, *CHANGEABLE), "IpProtocol": protocol_name(inputs["ipProtocol"])}
        for member in ("FromPort", "ToPort"):
            rule.pop(member, None)
        ports = self._ports(inputs) or {"FromPort": -1, "ToPort": -1}
        if group := inputs.get("referencedSecurityGroupId"):
            rule["ReferencedGroupId"] = group.rpartition("/")[2]
        api(
            "ModifySecurityGroupRules",
            GroupId=inputs["securityGroupId"],
            SecurityGroupRules=[{"SecurityGroupRuleId": identity, "SecurityGroupRule": {**rule, **ports}}],
        )

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("CreateTags", Resources=[identity], Tags=pairs(put))
        if drop:
            api("DeleteTags", Resources=[identity], Tags=[{"Key": name} for name in drop])

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api(self.revoke, GroupId=state["securityGroupId"], SecurityGroupRuleIds=[identity])


class SecurityGroupIngressRule(SecurityGroupRule):
    """An ingress rule of a security group."""

    token = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    authorize = "AuthorizeSecurityGroupIngress"
    revoke = "RevokeSecurityGroupIngress"


class SecurityGroupEgressRule(SecurityGroupRule):
    """An egress rule of a security group."""

    token = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
    authorize = "AuthorizeSecurityGroupEgress"
    revoke = "RevokeSecurityGroupEgress"
