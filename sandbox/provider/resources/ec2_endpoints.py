"""EC2: VPC endpoints."""

from typing import Any, ClassVar

from sandbox.facts.service_prefixes import service_prefix_list
from sandbox.provider.api import Api
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import Ec2Type, TaggedEc2Type, filters
from sandbox.provider.value_types import Document, Flag, ListOf, SetOf, Text
from sandbox.provider.values import UNKNOWN, Values

GATEWAY = "Gateway"


def _prefix_list(plan: Plan) -> Any:
    """Plan the id of AWS's prefix list, which the sandbox derives from Region and service in every account."""
    service = plan.values.get("serviceName")
    if service is UNKNOWN or plan.values.get("vpcEndpointType") != GATEWAY:
        return UNKNOWN if service is UNKNOWN else None
    return service_prefix_list(plan.place.region, str(service))


class VpcEndpoint(TaggedEc2Type):
    """A gateway endpoint (S3, DynamoDB) with route tables, or an interface endpoint with subnets and groups."""

    token = "aws:ec2/vpcEndpoint:VpcEndpoint"
    identity = "vpce-{hex17}"
    tag_kind = "vpc-endpoint"
    listing = ("DescribeVpcEndpoints", "VpcEndpoints", "VpcEndpointIds")
    properties: ClassVar = {
        "vpcId": Input(Text(), "VpcId", required=True, replaces=True),
        "serviceName": Input(Text(), "ServiceName", replaces=True),
        "vpcEndpointType": Input(
            Text(choices=(GATEWAY, "Interface")), "VpcEndpointType", default=GATEWAY, replaces=True
        ),
        "policy": Input(Document(), "PolicyDocument", computed=True),
        "routeTableIds": Input(SetOf(Text()), "RouteTableIds", computed=True, plan=[]),
        "subnetIds": Input(SetOf(Text()), "SubnetIds", computed=True, plan=[]),
        "securityGroupIds": Input(SetOf(Text()), computed=True, plan=[]),
        "privateDnsEnabled": Input(Flag(), "PrivateDnsEnabled", computed=True, plan=False),
        "ipAddressType": Input(Text(choices=("ipv4",)), computed=True, plan="ipv4"),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:vpc-endpoint/{id}"),
        "cidrBlocks": Output(ListOf(), plan=UNKNOWN),
        "dnsEntries": Output(ListOf(), plan=UNKNOWN),
        "networkInterfaceIds": Output(ListOf(), plan=UNKNOWN),
        "ownerId": Output(member="OwnerId", plan="{account}"),
        "prefixListId": Output(plan=_prefix_list),
        "requesterManaged": Output(Flag(), member="RequesterManaged", plan=False),
        "state": Output(member="State", plan="available"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        return [] if inputs.get("serviceName") else [("serviceName", "is required here: Lattice is not emulated")]

    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        """Replace gateway endpoints whose private DNS changes (terraform-provider-aws: private_dns_enabled)."""
        return set() if new.get("vpcEndpointType") == "Interface" else {"privateDnsEnabled"}

    def create(self, api: Api, inputs: Values) -> str:
        request = self.request(inputs)
        made = api(
            "CreateVpcEndpoint",
            **request,
            SecurityGroupIds=inputs.get("securityGroupIds"),
            TagSpecifications=self.tags_of(inputs),
        )
        return str(made["VpcEndpoint"]["VpcEndpointId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        """Wait until the endpoint carries traffic, or waits for the owner of its service (terraform-provider-aws)."""
        api.wait(
            lambda: self.look(api, identity),
            lambda found: str(found["State"]),
            ("available", "pendingAcceptance"),
            ("pending",),
        )

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place = api.place
        state: Values = {
            "arn": f"arn:{place.partition}:ec2:{place.region}:{found['OwnerId']}:vpc-endpoint/{identity}",
            "securityGroupIds": [each["GroupId"] for each in found.get("Groups", [])],
            "ipAddressType": found.get("IpAddressType", "ipv4"),
            "networkInterfaceIds": found.get("NetworkInterfaceIds", []),
            "dnsEntries": [
                {"dnsName": each["DnsName"], "hostedZoneId": each.get("HostedZoneId", "")}
                for each in found.get("DnsEntries", [])
            ],
        }
        if found["VpcEndpointType"] == GATEWAY:
            named = filters(prefix_list_name=found["ServiceName"])
            (listed,) = api("DescribePrefixLists", Filters=named)["PrefixLists"]
            state |= {"prefixListId": listed["PrefixListId"], "cidrBlocks": listed["Cidrs"]}
        return state

    @updates("policy", "routeTableIds", "subnetIds", "securityGroupIds", "privateDnsEnabled", "ipAddressType")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        request: Values = {}
        for name, kind in (
            ("routeTableIds", "RouteTableIds"),
            ("subnetIds", "SubnetIds"),
            ("securityGroupIds", "SecurityGroupIds"),
        ):
            has, wants = old.get(name) or [], inputs.get(name)
            if wants is not None:
                request[f"Add{kind}"] = [each for each in wants if each not in has] or None
                request[f"Remove{kind}"] = [each for each in has if each not in wants] or None
        if inputs.get("policy") is not None and not Document().same(inputs["policy"], old.get("policy")):
            request["PolicyDocument"] = Document().encode(inputs["policy"])
        if inputs.get("privateDnsEnabled") != old.get("privateDnsEnabled"):
            request["PrivateDnsEnabled"] = inputs.get("privateDnsEnabled")
        api("ModifyVpcEndpoint", VpcEndpointId=identity, **request)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteVpcEndpoints", VpcEndpointIds=[identity])
        api.wait_gone(lambda: self.look(api, identity), lambda found: str(found["State"]))


class VpcEndpointRouteTableAssociation(Ec2Type):
    """The association of a gateway endpoint with a route table."""

    token = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
    identity = "{vpcEndpointId}/{routeTableId}"
    delete_first = True
    properties: ClassVar = {
        "vpcEndpointId": Input(Text(), required=True, replaces=True),
        "routeTableId": Input(Text(), required=True, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        endpoint, table = inputs["vpcEndpointId"], inputs["routeTableId"]
        api("ModifyVpcEndpoint", VpcEndpointId=endpoint, AddRouteTableIds=[table])
        return f"{endpoint}/{table}"

    def read(self, api: Api, identity: str) -> Values | None:
        endpoint, _, table = identity.partition("/")
        found = api.find("DescribeVpcEndpoints", VpcEndpointIds=[endpoint])
        joined = any(table in each["RouteTableIds"] for each in found["VpcEndpoints"]) if found else False
        return {"vpcEndpointId": endpoint, "routeTableId": table} if joined else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        endpoint, _, table = identity.partition("/")
        if self.read(api, identity) is not None:
            api("ModifyVpcEndpoint", VpcEndpointId=endpoint, RemoveRouteTableIds=[table])
