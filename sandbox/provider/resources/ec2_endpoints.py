"""EC2: VPC endpoints, prefix lists and flow logs."""

import hashlib
from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.declaration import Input, Output, updates
from sandbox.provider.errors import CallFailed
from sandbox.provider.kinds import Block, Document, Flag, ListOf, Number, SetOf, Text
from sandbox.provider.planning import Plan
from sandbox.provider.resources.ec2_base import Ec2Type, TaggedEc2Type, filters
from sandbox.provider.values import UNKNOWN, Values

GATEWAY = "Gateway"


def _prefix_list(plan: Plan) -> Any:
    """The sandbox gives AWS's own lists the same id in every account, made from region and name."""
    service = plan.values.get("serviceName")
    if service is UNKNOWN or plan.values.get("vpcEndpointType") != GATEWAY:
        return UNKNOWN if service is UNKNOWN else None
    return f"pl-{hashlib.sha256(f'{plan.place.region}/{service}'.encode()).hexdigest()[:8]}"


class VpcEndpoint(TaggedEc2Type):
    """A gateway (S3, DynamoDB) with route tables, or an interface with subnets and security groups."""

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
        "ipAddressType": Input(Text(), "IpAddressType", computed=True, replaces=True, plan="ipv4"),
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

    def create(self, api: Api, inputs: Values) -> str:
        request = self.request(inputs)
        request.pop("IpAddressType", None)
        made = api(
            "CreateVpcEndpoint",
            **request,
            SecurityGroupIds=inputs.get("securityGroupIds"),
            TagSpecifications=self.tags_of(inputs),
        )
        return str(made["VpcEndpoint"]["VpcEndpointId"])

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place = api.place
        state: Values = {
            "arn": f"arn:{place.partition}:ec2:{place.region}:{found['OwnerId']}:vpc-endpoint/{identity}",
            "securityGroupIds": [each["GroupId"] for each in found.get("Groups", [])],
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

    @updates("policy", "routeTableIds", "subnetIds", "securityGroupIds", "privateDnsEnabled")
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
    """One route table of a gateway endpoint."""

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
        api("ModifyVpcEndpoint", VpcEndpointId=endpoint, RemoveRouteTableIds=[table])


ENTRY = Block({"cidr": Input(Text(), "Cidr", required=True), "description": Input(Text(), "Description")})


class ManagedPrefixList(TaggedEc2Type):
    """A list of ranges with a name; each change of its entries is a new version."""

    token = "aws:ec2/managedPrefixList:ManagedPrefixList"
    identity = "pl-{hex17}"
    tag_kind = "prefix-list"
    listing = ("DescribeManagedPrefixLists", "PrefixLists", "PrefixListIds")
    properties: ClassVar = {
        "name": Input(Text(), "PrefixListName", named=255),
        "addressFamily": Input(Text(choices=("IPv4", "IPv6")), "AddressFamily", required=True, replaces=True),
        "maxEntries": Input(Number(1, 1000), "MaxEntries", required=True),
        "entries": Input(SetOf(ENTRY), "Entries"),
        "arn": Output(member="PrefixListArn", plan="arn:{partition}:ec2:{region}:{account}:prefix-list/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
        "version": Output(Number(), member="Version", plan=1),
    }

    def create(self, api: Api, inputs: Values) -> str:
        request = {**self.request(inputs), "MaxEntries": int(inputs["maxEntries"])}
        made = api("CreateManagedPrefixList", **request, TagSpecifications=self.tags_of(inputs))
        return str(made["PrefixList"]["PrefixListId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._settle(api, identity)

    def _settle(self, api: Api, identity: str) -> dict[str, Any]:
        return api.wait(
            lambda: self.look(api, identity),
            lambda found: str(found["State"]),
            ("create-complete", "modify-complete"),
            ("create-in-progress", "modify-in-progress"),
        )

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        entries = api.pages("GetManagedPrefixListEntries", "Entries", PrefixListId=identity)
        return {"entries": [ENTRY.decode(entry) for entry in entries]}

    @updates("name", "maxEntries", "entries")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if inputs["name"] != old.get("name"):
            api("ModifyManagedPrefixList", PrefixListId=identity, PrefixListName=inputs["name"])
        found = self._settle(api, identity)
        has = {
            entry["Cidr"]: entry for entry in api.pages("GetManagedPrefixListEntries", "Entries", PrefixListId=identity)
        }
        wants = {entry["cidr"]: ENTRY.encode(entry) for entry in inputs.get("entries") or []}
        add = [entry for cidr, entry in wants.items() if has.get(cidr) != entry]
        remove = [{"Cidr": cidr} for cidr in has if cidr not in wants]
        most = int(inputs["maxEntries"])
        grows = most > int(found["MaxEntries"])
        # AWS takes a new size and new entries in two calls: room is made before it is needed.
        if grows:
            api("ModifyManagedPrefixList", PrefixListId=identity, MaxEntries=most)
            self._settle(api, identity)
        if add or remove:
            version = found["Version"]
            api(
                "ModifyManagedPrefixList",
                PrefixListId=identity,
                CurrentVersion=version,
                AddEntries=add or None,
                RemoveEntries=remove or None,
            )
            self._settle(api, identity)
        if most < int(found["MaxEntries"]):
            api("ModifyManagedPrefixList", PrefixListId=identity, MaxEntries=most)
            self._settle(api, identity)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteManagedPrefixList", PrefixListId=identity)
        api.wait_gone(lambda: self.look(api, identity), lambda found: str(found["State"]), ("delete-complete",))


WATCHED = {"vpcId": "VPC", "subnetId": "Subnet", "eniId": "NetworkInterface"}


class FlowLog(TaggedEc2Type):
    """What is written of the traffic of a VPC, subnet or interface; nothing but tags changes in place."""

    token = "aws:ec2/flowLog:FlowLog"
    identity = "fl-{hex17}"
    tag_kind = "vpc-flow-log"
    listing = ("DescribeFlowLogs", "FlowLogs", "FlowLogIds")
    properties: ClassVar = {
        **{name: Input(Text(), replaces=True) for name in WATCHED},
        "trafficType": Input(Text(choices=("ACCEPT", "ALL", "REJECT")), "TrafficType", replaces=True),
        "logDestinationType": Input(
            Text(choices=("cloud-watch-logs", "s3")), "LogDestinationType", default="cloud-watch-logs", replaces=True
        ),
        "logDestination": Input(Text(), replaces=True),
        "iamRoleArn": Input(Text(), "DeliverLogsPermissionArn", replaces=True),
        "logFormat": Input(Text(), "LogFormat", computed=True, replaces=True),
        "maxAggregationInterval": Input(Number(60, 600), "MaxAggregationInterval", default=600, replaces=True),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:vpc-flow-log/{id}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        problems = []
        if sum(inputs.get(name) is not None for name in WATCHED) != 1:
            problems.append(("vpcId", f"a flow log watches one thing: give one of {', '.join(WATCHED)}"))
        if not inputs.get("logDestination"):
            problems.append(("logDestination", "is required"))
        return problems

    def create(self, api: Api, inputs: Values) -> str:
        watched = next(name for name in WATCHED if inputs.get(name))
        to_logs = inputs["logDestinationType"] == "cloud-watch-logs"
        request = self.request(inputs)
        made = api(
            "CreateFlowLogs",
            ResourceIds=[inputs[watched]],
            ResourceType=WATCHED[watched],
            **{**request, "MaxAggregationInterval": int(inputs["maxAggregationInterval"])},
            LogGroupName=_log_group(inputs["logDestination"]) if to_logs else None,
            LogDestination=None if to_logs else inputs["logDestination"],
            TagSpecifications=self.tags_of(inputs),
        )
        if made.get("Unsuccessful"):
            reason = made["Unsuccessful"][0]["Error"]
            raise CallFailed(reason["Code"], reason["Message"], self.service, "CreateFlowLogs", api.urn)
        return str(made["FlowLogIds"][0])

    def look(self, api: Api, identity: str) -> dict[str, Any] | None:
        found = api("DescribeFlowLogs", FlowLogIds=[identity])["FlowLogs"]
        return found[0] if found else None

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place, watched = api.place, found["ResourceId"]
        kind = {"vpc-": "vpcId", "eni-": "eniId"}.get(watched[:4], "subnetId")
        logs = f"arn:{place.partition}:logs:{place.region}:{place.account}:log-group:{found.get('LogGroupName')}"
        return {
            kind: watched,
            "arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:vpc-flow-log/{identity}",
            "logDestination": found.get("LogDestination") or logs,
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteFlowLogs", FlowLogIds=[identity])


def _log_group(arn: str) -> str:
    return arn.removesuffix(":*").rpartition(":log-group:")[2]
