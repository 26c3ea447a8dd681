"""Route 53: hosted zones, their records, and the VPCs in which private ones resolve."""

from typing import Any, ClassVar
from uuid import uuid4

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.declaration import Input, Output, ResourceType, updates
from sandbox.provider.errors import CallFailed
from sandbox.provider.kinds import Block, Flag, ListOf, Number, SetOf, Text
from sandbox.provider.values import Values


def plain(name: str) -> str:
    """A domain name without its last dot, in small letters."""
    return name.removesuffix(".").lower()


NAME = Text(canonical=plain)
VPC = Block(
    {
        "vpcId": Input(Text(), "VPCId", required=True),
        "vpcRegion": Input(Text(), "VPCRegion", computed=True),
    }
)


def settle(api: Api, answer: dict[str, Any]) -> None:
    """Wait until a change has reached all name servers."""
    change = answer["ChangeInfo"]["Id"]
    api.wait(
        lambda: api.find("GetChange", Id=change),
        lambda found: str(found["ChangeInfo"]["Status"]),
        ("INSYNC",),
        ("PENDING",),
    )


def find_zone(api: Api, zone: str) -> dict[str, Any] | None:
    """AWS's own answer for a zone."""
    return api.find("GetHostedZone", Id=zone)


class Zone(ResourceType):
    """A hosted zone, private where it has VPCs."""

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
            VPC=_vpc(api, vpcs[0]) if vpcs else None,
        )
        settle(api, made)
        return str(made["HostedZone"]["Id"]).rpartition("/")[2]

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        for each in (inputs.get("vpcs") or [])[1:]:
            settle(api, api("AssociateVPCWithHostedZone", HostedZoneId=identity, VPC=_vpc(api, each)))
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
    def say(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateHostedZoneComment", Id=identity, Comment=inputs.get("comment") or "")

    @updates("vpcs")
    def join(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        has = [_vpc(api, each) for each in old.get("vpcs") or []]
        wants = [_vpc(api, each) for each in inputs.get("vpcs") or []]
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


def _vpc(api: Api, vpc: Values) -> dict[str, str]:
    return {"VPCId": vpc["vpcId"], "VPCRegion": vpc.get("vpcRegion") or api.place.region}


def _name_servers(api: Api, zone: str, name: str, found: dict[str, Any]) -> list[str]:
    """A private zone has no delegation set: its own NS record names the servers."""
    if servers := found.get("DelegationSet", {}).get("NameServers"):
        return sorted(servers)
    records = api.pages("ListResourceRecordSets", "ResourceRecordSets", HostedZoneId=zone)
    own = [each for each in records if each["Type"] == "NS" and each["Name"] == name]
    return sorted(plain(each["Value"]) for record in own for each in record["ResourceRecords"])


ALIAS = Block(
    {
        "name": Input(NAME, "DNSName", required=True),
        "zoneId": Input(Text(), "HostedZoneId", required=True),
        "evaluateTargetHealth": Input(Flag(), "EvaluateTargetHealth", required=True),
    }
)


class Record(ResourceType):
    """One set of records, plain or an alias; routing policies are refused by name."""

    token = "aws:route53/record:Record"
    service = "route53"
    identity = "{zoneId}_{name}_{type}"
    regional = False
    delete_first = True
    properties: ClassVar = {
        "zoneId": Input(Text(), required=True, replaces=True),
        "name": Input(NAME, required=True, replaces=True),
        "type": Input(Text(), "Type", required=True, replaces=True),
        "ttl": Input(Number(0, 2147483647)),
        "records": Input(SetOf(Text())),
        "aliases": Input(ListOf(ALIAS)),
        "allowOverwrite": Input(Flag(), default=False, unread=True),
        "fqdn": Output(plan=lambda plan: plan.values["name"]),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        if inputs.get("aliases"):
            both = inputs.get("records") is not None or inputs.get("ttl") is not None
            return [("aliases", "conflicts with records and ttl")] if both else []
        whole = inputs.get("records") is not None and inputs.get("ttl") is not None
        return [] if whole else [("records", "a record has records and ttl, or aliases")]

    def create(self, api: Api, inputs: Values) -> str:
        zone = api("GetHostedZone", Id=inputs["zoneId"])["HostedZone"]["Name"]
        name = plain(inputs["name"])
        if name != plain(zone) and not name.endswith(f".{plain(zone)}"):
            said = f"{name} is not in zone {plain(zone)}: write the whole name."
            raise CallFailed("InvalidInput", said, self.service, "ChangeResourceRecordSets", api.urn)
        self._change(api, "UPSERT" if inputs.get("allowOverwrite") else "CREATE", inputs["zoneId"], inputs)
        return f"{inputs['zoneId']}_{inputs['name']}_{inputs['type']}"

    def _change(self, api: Api, action: str, zone: str, values: Values) -> None:
        record: Values = {"Name": plain(values["name"]), "Type": values["type"]}
        if values.get("aliases"):
            record["AliasTarget"] = ALIAS.encode(values["aliases"][0])
        else:
            record |= {
                "TTL": int(values["ttl"]),
                "ResourceRecords": [{"Value": _quoted(values["type"], each)} for each in values["records"]],
            }
        change = {"Action": action, "ResourceRecordSet": record}
        settle(api, api("ChangeResourceRecordSets", HostedZoneId=zone, ChangeBatch={"Changes": [change]}))

    def read(self, api: Api, identity: str) -> Values | None:
        zone, _, rest = identity.partition("_")
        name, _, kind = rest.rpartition("_")
        found = api.find(
            "ListResourceRecordSets",
            HostedZoneId=zone,
            StartRecordName=plain(name),
            StartRecordType=kind,
            MaxItems="1",
        )
        for record in found["ResourceRecordSets"] if found else ():
            if (plain(record["Name"].replace("\\052", "*")), record["Type"]) == (plain(name), kind):
                return self._told(zone, name, record)
        return None

    def _told(self, zone: str, name: str, record: dict[str, Any]) -> Values:
        state: Values = {"zoneId": zone, "name": name, "type": record["Type"], "fqdn": name}
        if alias := record.get("AliasTarget"):
            return {**state, "aliases": [ALIAS.decode(alias)]}
        values = [_unquoted(record["Type"], each["Value"]) for each in record["ResourceRecords"]]
        return {**state, "ttl": record["TTL"], "records": values}

    @updates("ttl", "records", "aliases")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self._change(api, "UPSERT", inputs["zoneId"], inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        there = self.read(api, identity)
        if there is not None:
            self._change(api, "DELETE", there["zoneId"], there)


def _quoted(kind: str, value: str) -> str:
    """Texts stand in quotes at AWS; programs write them without."""
    return f'"{value}"' if kind in ("TXT", "SPF") and not value.startswith('"') else value


def _unquoted(kind: str, value: str) -> str:
    return value.strip('"') if kind in ("TXT", "SPF") else value


class _ZoneAndVpc(ResourceType):
    """What the two halves of an association across accounts share."""

    service = "route53"
    identity = "{zoneId}:{vpcId}:{vpcRegion}"
    regional = False
    delete_first = True
    properties: ClassVar = {
        "zoneId": Input(Text(), required=True, replaces=True),
        "vpcId": Input(Text(), required=True, replaces=True),
        "vpcRegion": Input(Text(), computed=True, replaces=True, plan=lambda plan: plan.place.region),
    }

    def parts(self, identity: str) -> Values:
        """The properties that the id holds."""
        zone, vpc, region = identity.split(":")
        return {"zoneId": zone, "vpcId": vpc, "vpcRegion": region}

    def named(self, api: Api, inputs: Values) -> str:
        """The id."""
        return f"{inputs['zoneId']}:{inputs['vpcId']}:{inputs.get('vpcRegion') or api.place.region}"


class VpcAssociationAuthorization(_ZoneAndVpc):
    """The zone owner's word that another account may associate its VPC."""

    token = "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization"

    def create(self, api: Api, inputs: Values) -> str:
        vpc = _vpc(api, inputs)
        api("CreateVPCAssociationAuthorization", HostedZoneId=inputs["zoneId"], VPC=vpc)
        return self.named(api, inputs)

    def read(self, api: Api, identity: str) -> Values | None:
        parts = self.parts(identity)
        found = api.find("ListVPCAssociationAuthorizations", HostedZoneId=parts["zoneId"])
        while found is not None:
            if any(each["VPCId"] == parts["vpcId"] for each in found["VPCs"]):
                return parts
            token = found.get("NextToken")
            if not token:
                return None
            found = api.find("ListVPCAssociationAuthorizations", HostedZoneId=parts["zoneId"], NextToken=token)
        return None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        parts = self.parts(identity)
        api("DeleteVPCAssociationAuthorization", HostedZoneId=parts["zoneId"], VPC=_vpc(api, parts))


class ZoneAssociation(_ZoneAndVpc):
    """A VPC in which a private zone resolves, made by the VPC's account."""

    token = "aws:route53/zoneAssociation:ZoneAssociation"
    # The authorization may be a moment younger.
    eventual = ("NotAuthorizedException",)
    gone = ("InvalidVPCId",)
    seconds = 60
    properties: ClassVar = {**_ZoneAndVpc.properties, "owningAccount": Output()}

    def create(self, api: Api, inputs: Values) -> str:
        settle(api, api("AssociateVPCWithHostedZone", HostedZoneId=inputs["zoneId"], VPC=_vpc(api, inputs)))
        return self.named(api, inputs)

    def read(self, api: Api, identity: str) -> Values | None:
        parts = self.parts(identity)
        asked = {"VPCId": parts["vpcId"], "VPCRegion": parts["vpcRegion"]}
        found = api.find("ListHostedZonesByVPC", **asked)
        for zone in found["HostedZoneSummaries"] if found else ():
            if zone["HostedZoneId"] == parts["zoneId"]:
                return {**parts, "owningAccount": zone["Owner"]["OwningAccount"]}
        return None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        parts = self.parts(identity)
        settle(api, api("DisassociateVPCFromHostedZone", HostedZoneId=parts["zoneId"], VPC=_vpc(api, parts)))
