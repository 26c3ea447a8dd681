"""EC2: VPCs, their subnets and internet gateways."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import TaggedEc2Type, filters
from sandbox.provider.value_types import Flag, Text
from sandbox.provider.values import Values

VPC_ATTRIBUTES = {
    "enableDnsSupport": "EnableDnsSupport",
    "enableDnsHostnames": "EnableDnsHostnames",
    "enableNetworkAddressUsageMetrics": "EnableNetworkAddressUsageMetrics",
}


class Vpc(TaggedEc2Type):
    """A VPC with one IPv4 range; IPAM and IPv6 are refused by name."""

    token = "aws:ec2/vpc:Vpc"
    identity = "vpc-{hex17}"
    tag_kind = "vpc"
    listing = ("DescribeVpcs", "Vpcs", "VpcIds")
    properties: ClassVar = {
        "cidrBlock": Input(Text(), "CidrBlock", replaces=True),
        "instanceTenancy": Input(Text(choices=("default", "dedicated")), "InstanceTenancy", default="default"),
        "enableDnsSupport": Input(Flag(), default=True),
        "enableDnsHostnames": Input(Flag(), computed=True, plan=False),
        "enableNetworkAddressUsageMetrics": Input(Flag(), default=False),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:vpc/{id}"),
        "defaultNetworkAclId": Output(plan="acl-{hex17}"),
        "defaultRouteTableId": Output(plan=lambda plan: f"rtb-{plan.hex(17, 'main')}"),
        "defaultSecurityGroupId": Output(plan="sg-{hex17}"),
        "dhcpOptionsId": Output(member="DhcpOptionsId", plan="default"),
        "ipv6AssociationId": Output(plan=None),
        "mainRouteTableId": Output(plan=lambda plan: f"rtb-{plan.hex(17, 'main')}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        return [] if inputs.get("cidrBlock") else [("cidrBlock", "is required here: there is no IPAM")]

    def create(self, api: Api, inputs: Values) -> str:
        request = self.request(inputs, "cidrBlock", "instanceTenancy")
        return str(api("CreateVpc", **request, TagSpecifications=self.tags_of(inputs))["Vpc"]["VpcId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self.set_attributes(api, identity, inputs, {"enableDnsSupport": True})

    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        """Replace a VPC whose tenancy becomes dedicated (terraform-provider-aws: CustomizeDiff)."""
        return {"instanceTenancy"} if new.get("instanceTenancy") == "dedicated" else set()

    @updates("instanceTenancy")
    def share(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("ModifyVpcTenancy", VpcId=identity, InstanceTenancy="default")

    @updates(*VPC_ATTRIBUTES)
    def set_attributes(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        for name, attribute in VPC_ATTRIBUTES.items():
            if bool(inputs.get(name)) != bool(old.get(name)):
                api("ModifyVpcAttribute", VpcId=identity, **{attribute: {"Value": bool(inputs.get(name))}})

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        state: Values = {"arn": f"arn:{api.place.partition}:ec2:{api.place.region}:{found['OwnerId']}:vpc/{identity}"}
        for name, attribute in VPC_ATTRIBUTES.items():
            described = api("DescribeVpcAttribute", VpcId=identity, Attribute=name)
            state[name] = described[attribute]["Value"]
        tables = api("DescribeRouteTables", Filters=filters(vpc_id=identity, association__main="true"))["RouteTables"]
        acls = api("DescribeNetworkAcls", Filters=filters(vpc_id=identity, default="true"))["NetworkAcls"]
        groups = api("DescribeSecurityGroups", Filters=filters(vpc_id=identity, group_name="default"))["SecurityGroups"]
        return {
            **state,
            "mainRouteTableId": tables[0]["RouteTableId"],
            "defaultRouteTableId": tables[0]["RouteTableId"],
            "defaultNetworkAclId": acls[0]["NetworkAclId"],
            "defaultSecurityGroupId": groups[0]["GroupId"],
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api.patient("DependencyViolation")("DeleteVpc", VpcId=identity)


SUBNET_FLAGS = {"mapPublicIpOnLaunch": "MapPublicIpOnLaunch"}


class Subnet(TaggedEc2Type):
    """A subnet with an IPv4 range, in a zone given by name or by id."""

    token = "aws:ec2/subnet:Subnet"
    identity = "subnet-{hex17}"
    tag_kind = "subnet"
    listing = ("DescribeSubnets", "Subnets", "SubnetIds")
    properties: ClassVar = {
        "vpcId": Input(Text(), "VpcId", required=True, replaces=True),
        "cidrBlock": Input(Text(), "CidrBlock", replaces=True),
        "availabilityZone": Input(Text(), "AvailabilityZone", replaces=True, computed=True),
        "availabilityZoneId": Input(Text(), "AvailabilityZoneId", replaces=True, computed=True),
        "mapPublicIpOnLaunch": Input(Flag(), "MapPublicIpOnLaunch", default=False),
        "arn": Output(member="SubnetArn", plan="arn:{partition}:ec2:{region}:{account}:subnet/{id}"),
        "ipv6CidrBlockAssociationId": Output(plan=None),
        "ownerId": Output(member="OwnerId", plan="{account}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        if not inputs.get("cidrBlock"):
            return [("cidrBlock", "is required here: there is no IPAM")]
        if inputs.get("availabilityZone") and inputs.get("availabilityZoneId"):
            return [("availabilityZone", "conflicts with availabilityZoneId: give one of them")]
        return []

    def create(self, api: Api, inputs: Values) -> str:
        request = self.request(inputs, "vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId")
        return str(api("CreateSubnet", **request, TagSpecifications=self.tags_of(inputs))["Subnet"]["SubnetId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self.set_flags(api, identity, inputs, {})

    @updates(*SUBNET_FLAGS)
    def set_flags(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        for name, attribute in SUBNET_FLAGS.items():
            if bool(inputs.get(name)) != bool(old.get(name)):
                api("ModifySubnetAttribute", SubnetId=identity, **{attribute: {"Value": bool(inputs.get(name))}})

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api.patient("DependencyViolation")("DeleteSubnet", SubnetId=identity)


class InternetGateway(TaggedEc2Type):
    """An internet gateway, attached to one VPC or to none."""

    token = "aws:ec2/internetGateway:InternetGateway"
    identity = "igw-{hex17}"
    tag_kind = "internet-gateway"
    listing = ("DescribeInternetGateways", "InternetGateways", "InternetGatewayIds")
    properties: ClassVar = {
        "vpcId": Input(Text(), computed=True, plan=None),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:internet-gateway/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api("CreateInternetGateway", TagSpecifications=self.tags_of(inputs))
        return str(made["InternetGateway"]["InternetGatewayId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self.attach(api, identity, inputs, {})

    @updates("vpcId")
    def attach(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if old.get("vpcId"):
            api.find("DetachInternetGateway", InternetGatewayId=identity, VpcId=old["vpcId"])
        if inputs.get("vpcId"):
            api("AttachInternetGateway", InternetGatewayId=identity, VpcId=inputs["vpcId"])

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place = api.place
        state: Values = {
            "arn": f"arn:{place.partition}:ec2:{place.region}:{found['OwnerId']}:internet-gateway/{identity}"
        }
        attached = found.get("Attachments")
        return state | ({"vpcId": attached[0]["VpcId"]} if attached else {})

    def delete(self, api: Api, identity: str, state: Values) -> None:
        found = self.look(api, identity)
        for attachment in found["Attachments"] if found else ():
            api.patient("DependencyViolation")(
                "DetachInternetGateway", InternetGatewayId=identity, VpcId=attachment["VpcId"]
            )
        api("DeleteInternetGateway", InternetGatewayId=identity)
