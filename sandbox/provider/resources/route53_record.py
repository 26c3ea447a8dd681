"""Route 53: records."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.declaration import Input, Output, ResourceType, updates
from sandbox.provider.errors import CallFailed
from sandbox.provider.kinds import Block, Flag, ListOf, Number, SetOf, Text
from sandbox.provider.resources.route53 import NAME, plain, settle
from sandbox.provider.values import Values

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
