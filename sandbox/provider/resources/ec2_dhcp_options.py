"""EC2: DHCP option sets, and their associations with VPCs."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import Ec2Type, TaggedEc2Type
from sandbox.provider.value_types import ListOf, Text
from sandbox.provider.values import Values

DHCP_KEYS = {
    "domainName": "domain-name",
    "domainNameServers": "domain-name-servers",
    "ntpServers": "ntp-servers",
    "netbiosNameServers": "netbios-name-servers",
    "netbiosNodeType": "netbios-node-type",
}


class VpcDhcpOptions(TaggedEc2Type):
    """A DHCP option set: DNS and NTP settings of instances; only its tags change in place."""

    token = "aws:ec2/vpcDhcpOptions:VpcDhcpOptions"
    identity = "dopt-{hex17}"
    tag_kind = "dhcp-options"
    listing = ("DescribeDhcpOptions", "DhcpOptions", "DhcpOptionsIds")
    properties: ClassVar = {
        "domainName": Input(Text(), replaces=True),
        "domainNameServers": Input(ListOf(), replaces=True),
        "ntpServers": Input(ListOf(), replaces=True),
        "netbiosNameServers": Input(ListOf(), replaces=True),
        "netbiosNodeType": Input(Text(), replaces=True),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:dhcp-options/{id}"),
        "ownerId": Output(plan="{account}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        configurations = []
        for name, key in DHCP_KEYS.items():
            if value := inputs.get(name):
                configurations.append({"Key": key, "Values": value if isinstance(value, list) else [value]})
        made = api("CreateDhcpOptions", DhcpConfigurations=configurations, TagSpecifications=self.tags_of(inputs))
        return str(made["DhcpOptions"]["DhcpOptionsId"])

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place, configured = api.place, {each["Key"]: each["Values"] for each in found["DhcpConfigurations"]}
        state: Values = {
            "arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:dhcp-options/{identity}",
            "ownerId": found.get("OwnerId", place.account),
        }
        for name, key in DHCP_KEYS.items():
            values = [each["Value"] for each in configured.get(key, [])]
            if values:
                state[name] = values if isinstance(self.properties[name].kind, ListOf) else values[0]
        return state

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api.patient("DependencyViolation")("DeleteDhcpOptions", DhcpOptionsId=identity)


class VpcDhcpOptionsAssociation(Ec2Type):
    """The DHCP option set of a VPC; deletion restores AWS's default one."""

    token = "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation"
    identity = "{vpcId}"
    delete_first = True
    properties: ClassVar = {
        "vpcId": Input(Text(), required=True, replaces=True),
        "dhcpOptionsId": Input(Text(), required=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("AssociateDhcpOptions", DhcpOptionsId=inputs["dhcpOptionsId"], VpcId=inputs["vpcId"])
        return str(inputs["vpcId"])

    @updates("dhcpOptionsId")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("AssociateDhcpOptions", DhcpOptionsId=inputs["dhcpOptionsId"], VpcId=identity)

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("DescribeVpcs", VpcIds=[identity])
        options = found["Vpcs"][0]["DhcpOptionsId"] if found else "default"
        return None if options == "default" else {"vpcId": identity, "dhcpOptionsId": options}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("AssociateDhcpOptions", DhcpOptionsId="default", VpcId=identity)
