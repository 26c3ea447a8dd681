"""EC2: network interfaces, Elastic IP addresses and NAT gateways."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import TaggedEc2Type
from sandbox.provider.value_types import Flag, ListOf, SetOf, Text
from sandbox.provider.values import UNKNOWN, Values, has_unknown


def _first_address(plan: Plan) -> Any:
    """Plan the first address that the program gives."""
    named = plan.values.get("privateIps")
    return named[0] if isinstance(named, list) and named else UNKNOWN


def _when_associated(plan: Plan) -> Any:
    """Plan a value that an address has only with an instance or a network interface."""
    return UNKNOWN if plan.values.get("networkInterface") or plan.values.get("instance") else None


class NetworkInterface(TaggedEc2Type):
    """A network interface in a subnet, with one or more addresses."""

    token = "aws:ec2/networkInterface:NetworkInterface"
    identity = "eni-{hex17}"
    tag_kind = "network-interface"
    listing = ("DescribeNetworkInterfaces", "NetworkInterfaces", "NetworkInterfaceIds")
    properties: ClassVar = {
        "subnetId": Input(Text(), "SubnetId", required=True, replaces=True),
        # terraform-provider-aws accepts a change and ignores it; here the interface is replaced.
        "privateIp": Input(Text(), "PrivateIpAddress", computed=True, replaces=True, plan=_first_address),
        "privateIps": Input(SetOf(Text()), computed=True, plan=lambda plan: [_first_address(plan)]),
        "securityGroups": Input(SetOf(Text()), computed=True),
        "description": Input(Text(), "Description"),
        "sourceDestCheck": Input(Flag(), "SourceDestCheck", default=True),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:network-interface/{id}"),
        "macAddress": Output(member="MacAddress"),
        "outpostArn": Output(plan=None),
        "ownerId": Output(member="OwnerId", plan="{account}"),
        "privateDnsName": Output(member="PrivateDnsName"),
    }

    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        """Replace interfaces whose first address changes (terraform-provider-aws: ForceNewIf on private_ips)."""
        wanted = new.get("privateIps")
        stays = not isinstance(wanted, list) or has_unknown(wanted) or old.get("privateIp") in wanted
        return set() if stays else {"privateIps"}

    def create(self, api: Api, inputs: Values) -> str:
        addresses = list(inputs.get("privateIps") or [])
        primary = inputs.get("privateIp") or (addresses[0] if addresses else None)
        listed = [{"PrivateIpAddress": each, "Primary": each == primary} for each in addresses]
        made = api(
            "CreateNetworkInterface",
            SubnetId=inputs["subnetId"],
            Description=inputs.get("description"),
            Groups=inputs.get("securityGroups") or None,
            PrivateIpAddresses=listed or None,
            PrivateIpAddress=None if listed else primary,
            TagSpecifications=self.tags_of(inputs),
        )
        return str(made["NetworkInterface"]["NetworkInterfaceId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs.get("sourceDestCheck") is False:
            self.set_check(api, identity, inputs, {})

    @updates("sourceDestCheck")
    def set_check(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        checks = {"Value": bool(inputs.get("sourceDestCheck", True))}
        api("ModifyNetworkInterfaceAttribute", NetworkInterfaceId=identity, SourceDestCheck=checks)

    @updates("description")
    def describe(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        description = {"Value": inputs.get("description") or ""}
        api("ModifyNetworkInterfaceAttribute", NetworkInterfaceId=identity, Description=description)

    @updates("securityGroups")
    def regroup(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("ModifyNetworkInterfaceAttribute", NetworkInterfaceId=identity, Groups=inputs.get("securityGroups"))

    @updates("privateIps")
    def readdress(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        found = self.look(api, identity)
        has = [each["PrivateIpAddress"] for each in found["PrivateIpAddresses"]] if found else []
        wants = inputs.get("privateIps") or []
        if gone := [each for each in has if each not in wants]:
            api("UnassignPrivateIpAddresses", NetworkInterfaceId=identity, PrivateIpAddresses=gone)
        if new := [each for each in wants if each not in has]:
            api("AssignPrivateIpAddresses", NetworkInterfaceId=identity, PrivateIpAddresses=new)

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place = api.place
        return {
            "arn": f"arn:{place.partition}:ec2:{place.region}:{found['OwnerId']}:network-interface/{identity}",
            "privateIps": [each["PrivateIpAddress"] for each in found["PrivateIpAddresses"]],
            "securityGroups": [each["GroupId"] for each in found["Groups"]],
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteNetworkInterface", NetworkInterfaceId=identity)


class Eip(TaggedEc2Type):
    """An Elastic IP address of a VPC, associated with an instance or a network interface where the program says so."""

    token = "aws:ec2/eip:Eip"
    identity = "eipalloc-{hex17}"
    tag_kind = "elastic-ip"
    listing = ("DescribeAddresses", "Addresses", "AllocationIds")
    properties: ClassVar = {
        "domain": Input(Text(choices=("vpc",)), "Domain", computed=True, replaces=True, plan="vpc"),
        "associateWithPrivateIp": Input(Text(), unread=True),
        "instance": Input(Text(), "InstanceId", computed=True, plan=None),
        "networkInterface": Input(Text(), "NetworkInterfaceId", computed=True, plan=None),
        "allocationId": Output(member="AllocationId", plan="{id}"),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:elastic-ip/{id}"),
        "associationId": Output(member="AssociationId", plan=_when_associated),
        "carrierIp": Output(plan=None),
        "customerOwnedIp": Output(plan=None),
        "privateDns": Output(plan=None),
        "privateIp": Output(member="PrivateIpAddress", plan=_when_associated),
        "ptrRecord": Output(plan=None),
        "publicDns": Output(),
        "publicIp": Output(member="PublicIp"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        return str(api("AllocateAddress", Domain="vpc", TagSpecifications=self.tags_of(inputs))["AllocationId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs.get("networkInterface") or inputs.get("instance"):
            api(
                "AssociateAddress",
                AllocationId=identity,
                NetworkInterfaceId=inputs.get("networkInterface"),
                InstanceId=None if inputs.get("networkInterface") else inputs.get("instance"),
                PrivateIpAddress=inputs.get("associateWithPrivateIp"),
            )

    @updates("networkInterface", "instance", "associateWithPrivateIp")
    def reassociate(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self._disassociate(api, identity)
        self.complete(api, identity, inputs)

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place, dashed = api.place, found["PublicIp"].replace(".", "-")
        zone = "compute-1" if place.region == "us-east-1" else f"{place.region}.compute"
        return {
            "arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:elastic-ip/{identity}",
            "publicDns": f"ec2-{dashed}.{zone}.{place.suffix}",
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        self._disassociate(api, identity)
        api("ReleaseAddress", AllocationId=identity)

    def _disassociate(self, api: Api, identity: str) -> None:
        found = self.look(api, identity)
        if found and found.get("AssociationId"):
            api("DisassociateAddress", AssociationId=found["AssociationId"])


class NatGateway(TaggedEc2Type):
    """A zonal NAT gateway; only its tags change in place."""

    token = "aws:ec2/natGateway:NatGateway"
    identity = "nat-{hex17}"
    tag_kind = "natgateway"
    listing = ("DescribeNatGateways", "NatGateways", "NatGatewayIds")
    properties: ClassVar = {
        "subnetId": Input(Text(), "SubnetId", replaces=True),
        "allocationId": Input(Text(), replaces=True),
        "connectivityType": Input(
            Text(choices=("public", "private")), "ConnectivityType", default="public", replaces=True
        ),
        "privateIp": Input(Text(), computed=True, replaces=True),
        "associationId": Output(),
        "autoProvisionZones": Output(plan=None),
        "autoScalingIps": Output(plan=None),
        "networkInterfaceId": Output(),
        "publicIp": Output(),
        "regionalNatGatewayAddresses": Output(ListOf(), plan=None),
        "regionalNatGatewayAutoMode": Output(plan=None),
        "routeTableId": Output(plan=None),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        problems = (
            [] if inputs.get("subnetId") else [("subnetId", "is required here: regional gateways are not emulated")]
        )
        if inputs.get("connectivityType") == "public" and not inputs.get("allocationId"):
            problems.append(("allocationId", "is required for a public NAT gateway"))
        return problems

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateNatGateway",
            SubnetId=inputs["subnetId"],
            AllocationId=inputs.get("allocationId"),
            ConnectivityType=inputs.get("connectivityType"),
            PrivateIpAddress=inputs.get("privateIp"),
            TagSpecifications=self.tags_of(inputs),
        )
        return str(made["NatGateway"]["NatGatewayId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: self.look(api, identity), lambda found: str(found["State"]), ("available",), ("pending",))

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        address = found["NatGatewayAddresses"][0]
        outputs = {
            "allocationId": address.get("AllocationId"),
            "associationId": address.get("AssociationId"),
            "networkInterfaceId": address.get("NetworkInterfaceId"),
            "privateIp": address.get("PrivateIp"),
            "publicIp": address.get("PublicIp"),
        }
        return {name: value for name, value in outputs.items() if value}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteNatGateway", NatGatewayId=identity)
        api.wait_gone(lambda: self.look(api, identity), lambda found: str(found["State"]))
