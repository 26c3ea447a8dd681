"""Route 53: hosted zones, private with VPCs."""

from typing import Any, ClassVar
from uuid import uuid4

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, ListOf, SetOf, Text
from sandbox.provider.values import Values


def plain(name: str) -> str:
    """Return a domain name in lower case, without its last dot."""
    return name.removesuffix(".").lower()


NAME = Text(canonical=plain)
VPC = Block(
    {
        "vpcId": Input(Text(), "VPCId", required=True),
        "vpcRegion": Input(Text(), "VPCRegion", computed=True),
    }
)


def settle(api: Api, answer: dict[str, Any]) -> None:
    """Wait until a change is in sync."""
    change = answer["ChangeInfo"]["Id"]
    api.wait(
        lambda: api.find("GetChange", Id=change),
        lambda found: str(found["ChangeInfo"]["Status"]),
        ("INSYNC",),
        ("PENDING",),
    )


def find_zone(api: Api, zone: str) -> dict[str, Any] | None:
    """Return AWS's description of a hosted zone; None where it does not exist."""
    return api.find("GetHostedZone", Id=zone)


class Zone(ResourceType):
    """A hosted zone, private with VPCs."""

    token = "aws:route53/zone:Zone"
    service = "route53"
    identity = "Z{hex20}"
    tagged = True
    regional = False
    properties: ClassVar = {
        "name": Input(NAME, named=255, replaces=True),
        "comment": Input(Text(), default="Managed by Pulumi"),
        "vpcs": Input(SetOf(VPC)),
        "forceDestroy": Input(Flag(), default=False, unread=True),
        "arn": Output(plan="arn:{partition}:route53:::hostedzone/{id}"),
        "nameServers": Output(ListOf()),
        "primaryNameServer": Output(),
        "zoneId": Output(plan="{id}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        vpcs = inputs.get("vpcs") or []
        made = api(
            "CreateHostedZone",
            Name=inputs["name"],
            CallerReference=f"causeway-{uuid4()}",
            HostedZoneConfig={"Comment": inputs.get("comment") or ""},
            VPC=as_vpc(api, vpcs[0]) if vpcs else None,
        )
        settle(api, made)
        return str(made["HostedZone"]["Id"]).rpartition("/")[2]

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        for each in (inputs.get("vpcs") or [])[1:]:
            settle(api, api("AssociateVPCWithHostedZone", HostedZoneId=identity, VPC=as_vpc(api, each)))
        if tags := inputs.get("tagsAll"):
            self.retag(api, identity, {}, tags, [])

    def read(self, api: Api, identity: str) -> Values | None:
        found = find_zone(api, identity)
        if found is None:
            return None
        zone = found["HostedZone"]
        servers = _name_servers(api, identity, zone["Name"], found)
        tags = api("ListTagsForResource", ResourceType="hostedzone", ResourceId=identity)["ResourceTagSet"]["Tags"]
        return {
            "name": plain(zone["Name"]),
            "comment": zone["Config"].get("Comment"),
            "vpcs": [VPC.decode(each) for each in found.get("VPCs", [])],
            "arn": f"arn:{api.place.partition}:route53:::hostedzone/{identity}",
            "nameServers": servers,
            "primaryNameServer": servers[0] if servers else None,
            "zoneId": identity,
            "tagsAll": unpaired(tags),
        }

    @updates("comment")
    def set_comment(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateHostedZoneComment", Id=identity, Comment=inputs.get("comment") or "")

    @updates("vpcs")
    def join(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        has = [as_vpc(api, each) for each in old.get("vpcs") or []]
        wants = [as_vpc(api, each) for each in inputs.get("vpcs") or []]
        for each in wants:
            if each not in has:
                settle(api, api("AssociateVPCWithHostedZone", HostedZoneId=identity, VPC=each))
        for each in has:
            if each not in wants:
                settle(api, api("DisassociateVPCFromHostedZone", HostedZoneId=identity, VPC=each))

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        api(
            "ChangeTagsForResource",
            ResourceType="hostedzone",
            ResourceId=identity,
            AddTags=pairs(put) or None,
            RemoveTagKeys=drop or None,
        )

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if state.get("forceDestroy"):
            self._empty(api, identity)
        settle(api, api("DeleteHostedZone", Id=identity))

    def _empty(self, api: Api, identity: str) -> None:
        records = list(api.pages("ListResourceRecordSets", "ResourceRecordSets", HostedZoneId=identity))
        changes = [
            {"Action": "DELETE", "ResourceRecordSet": each} for each in records if each["Type"] not in ("NS", "SOA")
        ]
        if changes:
            settle(api, api("ChangeResourceRecordSets", HostedZoneId=identity, ChangeBatch={"Changes": changes}))


def as_vpc(api: Api, vpc: Values) -> dict[str, str]:
    """Return a VPC in AWS's form; its Region is the provider's by default."""
    return {"VPCId": vpc["vpcId"], "VPCRegion": vpc.get("vpcRegion") or api.place.region}


def _name_servers(api: Api, zone: str, name: str, found: dict[str, Any]) -> list[str]:
    """Return the name servers of a zone. A private zone has no delegation set: they are in its NS record."""
    if servers := found.get("DelegationSet", {}).get("NameServers"):
        return sorted(servers)
    records = api.pages("ListResourceRecordSets", "ResourceRecordSets", HostedZoneId=zone)
    own = [each for each in records if each["Type"] == "NS" and each["Name"] == name]
    return sorted(plain(each["Value"]) for record in own for each in record["ResourceRecords"])
