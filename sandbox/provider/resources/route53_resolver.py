"""Route 53 Resolver: endpoints, rules and rule associations."""

from typing import Any, ClassVar
from uuid import uuid4

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.route53 import NAME, plain
from sandbox.provider.value_types import Number, SetOf, Text
from sandbox.provider.values import Values


class _ResolverType(ResourceType):
    """Base of the resolver's resource types."""

    service = "route53resolver"

    def tags(self, api: Api, arn: str) -> dict[str, str]:
        """Return the tags of a resource."""
        return unpaired(list(api.pages("ListTagsForResource", "Tags", ResourceArn=arn)))

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagResource", ResourceArn=state["arn"], Tags=pairs(put))
        if drop:
            api("UntagResource", ResourceArn=state["arn"], TagKeys=drop)


ADDRESS = Block(
    {
        "subnetId": Input(Text(), "SubnetId", required=True),
        "ip": Input(Text(), "Ip", computed=True),
    }
)


class ResolverEndpoint(_ResolverType):
    """An inbound or outbound resolver endpoint, with its addresses in a VPC."""

    token = "aws:route53/resolverEndpoint:ResolverEndpoint"
    identity = "rslvr-{hex17}"
    tagged = True
    # An address of a subnet can belong to one endpoint only.
    delete_first = True
    MUTABLE: ClassVar = ("name", "protocols", "resolverEndpointType")
    properties: ClassVar = {
        "direction": Input(Text(choices=("INBOUND", "OUTBOUND")), "Direction", required=True, replaces=True),
        "ipAddresses": Input(SetOf(ADDRESS), required=True),
        "securityGroupIds": Input(SetOf(Text()), "SecurityGroupIds", required=True, replaces=True),
        "name": Input(Text(), "Name", named=64),
        "protocols": Input(SetOf(Text()), "Protocols", computed=True, plan=["Do53"]),
        "resolverEndpointType": Input(
            Text(choices=("IPV4", "IPV6", "DUALSTACK")), "ResolverEndpointType", computed=True, plan="IPV4"
        ),
        "arn": Output(member="Arn", plan="arn:{partition}:route53resolver:{region}:{account}:resolver-endpoint/{id}"),
        "hostVpcId": Output(member="HostVPCId"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateResolverEndpoint",
            CreatorRequestId=f"causeway-{uuid4()}",
            IpAddresses=[ADDRESS.encode(each) for each in inputs["ipAddresses"]],
            Tags=pairs(inputs.get("tagsAll") or {}) or None,
            **self.request(inputs),
        )
        return str(made["ResolverEndpoint"]["Id"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._settle(api, identity)

    def _look(self, api: Api, identity: str) -> dict[str, Any] | None:
        found = api.find("GetResolverEndpoint", ResolverEndpointId=identity)
        return found["ResolverEndpoint"] if found else None

    def _settle(self, api: Api, identity: str) -> None:
        api.wait(
            lambda: self._look(api, identity),
            lambda found: str(found["Status"]),
            ("OPERATIONAL",),
            ("CREATING", "UPDATING"),
        )

    def _addresses(self, api: Api, identity: str) -> list[dict[str, Any]]:
        pages = api.pages("ListResolverEndpointIpAddresses", "IpAddresses", ResolverEndpointId=identity)
        return [each for each in pages if each["Status"] not in ("DELETING", "DETACHING")]

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._look(api, identity)
        if found is None:
            return None
        addresses = [{"subnetId": each["SubnetId"], "ip": each["Ip"]} for each in self._addresses(api, identity)]
        return {**self.state(found), "ipAddresses": addresses, "tagsAll": self.tags(api, found["Arn"])}

    @updates(*MUTABLE)
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        changed = [name for name in self.MUTABLE if inputs.get(name) != old.get(name)]
        api("UpdateResolverEndpoint", ResolverEndpointId=identity, **self.request(inputs, *changed))
        self._settle(api, identity)

    @updates("ipAddresses")
    def move(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        wants = [ADDRESS.encode(each) for each in inputs["ipAddresses"]]
        there = [{"SubnetId": each["SubnetId"], "Ip": each["Ip"]} for each in self._addresses(api, identity)]
        for each in wants:
            if each not in there:
                api("AssociateResolverEndpointIpAddress", ResolverEndpointId=identity, IpAddress=each)
                self._settle(api, identity)
        for each in there:
            if each not in wants:
                api("DisassociateResolverEndpointIpAddress", ResolverEndpointId=identity, IpAddress=each)
                self._settle(api, identity)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        # A rule that was just deleted still counts.
        api.patient("InvalidRequestException")("DeleteResolverEndpoint", ResolverEndpointId=identity)
        api.wait_gone(lambda: self._look(api, identity), lambda found: str(found["Status"]))


TARGET = Block(
    {
        "ip": Input(Text(), "Ip"),
        "port": Input(Number(0, 65535), "Port", default=53),
        "protocol": Input(Text(choices=("Do53",)), default="Do53"),
    }
)


class ResolverRule(_ResolverType):
    """A rule: which domain is forwarded to which name servers, through an outbound endpoint."""

    token = "aws:route53/resolverRule:ResolverRule"
    identity = "rslvr-rr-{hex17}"
    tagged = True
    properties: ClassVar = {
        "domainName": Input(NAME, required=True, replaces=True),
        "ruleType": Input(Text(choices=("FORWARD", "SYSTEM")), "RuleType", required=True, replaces=True),
        "name": Input(Text(), "Name", named=64),
        "resolverEndpointId": Input(Text(), "ResolverEndpointId"),
        "targetIps": Input(SetOf(TARGET)),
        "arn": Output(member="Arn", plan="arn:{partition}:route53resolver:{region}:{account}:resolver-rule/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
        "shareStatus": Output(member="ShareStatus", plan="NOT_SHARED"),
    }

    def _targets(self, inputs: Values) -> list[dict[str, Any]] | None:
        targets = [
            {**TARGET.encode(each), "Port": int(each.get("port") or 53)} for each in inputs.get("targetIps") or []
        ]
        return targets or None

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateResolverRule",
            CreatorRequestId=f"causeway-{uuid4()}",
            DomainName=inputs["domainName"],
            TargetIps=self._targets(inputs),
            Tags=pairs(inputs.get("tagsAll") or {}) or None,
            **self.request(inputs),
        )
        return str(made["ResolverRule"]["Id"])

    def _look(self, api: Api, identity: str) -> dict[str, Any] | None:
        found = api.find("GetResolverRule", ResolverRuleId=identity)
        return found["ResolverRule"] if found else None

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._settle(api, identity)

    def _settle(self, api: Api, identity: str) -> None:
        api.wait(lambda: self._look(api, identity), lambda found: str(found["Status"]), ("COMPLETE",), ("UPDATING",))

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._look(api, identity)
        if found is None:
            return None
        targets = [
            {"ip": each["Ip"], "port": each["Port"], "protocol": "Do53"} for each in found.get("TargetIps") or []
        ]
        return {
            **self.state(found),
            "domainName": plain(found["DomainName"]),
            "targetIps": targets,
            "tagsAll": self.tags(api, found["Arn"]),
        }

    @updates("name", "resolverEndpointId", "targetIps")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        config = {
            "Name": inputs.get("name") or "",
            "ResolverEndpointId": inputs.get("resolverEndpointId"),
            "TargetIps": self._targets(inputs),
        }
        given = {name: value for name, value in config.items() if value is not None}
        api("UpdateResolverRule", ResolverRuleId=identity, Config=given)
        self._settle(api, identity)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        # An association that was just deleted still counts.
        api.patient("ResourceInUseException")("DeleteResolverRule", ResolverRuleId=identity)
        api.wait_gone(lambda: self._look(api, identity), lambda found: str(found["Status"]))


class ResolverRuleAssociation(_ResolverType):
    """The association of a VPC with a rule of its account or a shared one."""

    token = "aws:route53/resolverRuleAssociation:ResolverRuleAssociation"
    identity = "rslvr-rrassoc-{hex17}"
    delete_first = True
    seconds = 60
    properties: ClassVar = {
        "name": Input(Text(), "Name", replaces=True, named=64),
        "resolverRuleId": Input(Text(), "ResolverRuleId", required=True, replaces=True),
        "vpcId": Input(Text(), "VPCId", required=True, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        # The resource share may be newer than this call.
        patient = api.patient("ResourceNotFoundException")
        return str(patient("AssociateResolverRule", **self.request(inputs))["ResolverRuleAssociation"]["Id"])

    def _look(self, api: Api, identity: str) -> dict[str, Any] | None:
        found = api.find("GetResolverRuleAssociation", ResolverRuleAssociationId=identity)
        return found["ResolverRuleAssociation"] if found else None

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: self._look(api, identity), lambda found: str(found["Status"]), ("COMPLETE",), ("CREATING",))

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._look(api, identity)
        return None if found is None else self.state(found)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DisassociateResolverRule", ResolverRuleId=state["resolverRuleId"], VPCId=state["vpcId"])
        api.wait_gone(lambda: self._look(api, identity), lambda found: str(found["Status"]))
