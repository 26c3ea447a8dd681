"""Route 53: records."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.errors import CallFailed
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.route53 import NAME, plain, settle
from sandbox.provider.value_types import Flag, ListOf, Number, SetOf, Text
from sandbox.provider.values import Values

ADDRESSES = ("A", "AAAA", "CNAME", "HTTPS", "MX", "NS", "PTR", "SRV", "SVCB")
RECORD_TYPES = (*ADDRESSES, "CAA", "DS", "NAPTR", "SOA", "SPF", "SSHFP", "TLSA", "TXT")
ALIAS = Block(
    {
        "name": Input(NAME, "DNSName", required=True),
        "zoneId": Input(Text(), "HostedZoneId", required=True),
        "evaluateTargetHealth": Input(Flag(), "EvaluateTargetHealth", required=True),
    }
)


POLICIES = {
    "weightedRoutingPolicies": Block({"weight": Input(Number(0, 255), required=True)}),
    "latencyRoutingPolicies": Block({"region": Input(Text(), required=True)}),
    "failoverRoutingPolicies": Block({"type": Input(Text(choices=("PRIMARY", "SECONDARY")), required=True)}),
    "geolocationRoutingPolicies": Block(
        {
            "continent": Input(Text(), "ContinentCode"),
            "country": Input(Text(), "CountryCode"),
            "subdivision": Input(Text(), "SubdivisionCode"),
        }
    ),
}
"""At most one item, as in Route 53; geoproximity and CIDR policies are refused by name, since moto has neither."""
PLAIN = {
    "weightedRoutingPolicies": ("weight", "Weight"),
    "latencyRoutingPolicies": ("region", "Region"),
    "failoverRoutingPolicies": ("type", "Failover"),
}
"""Policies that are one member of AWS's record set: the block's property, the member."""
ROUTED = ("multivalueAnswerRoutingPolicy", *POLICIES)


class Record(ResourceType):
    """A record set, plain or alias, alone under its name or one of several with a routing policy.

    As in terraform-provider-aws (`aws_route53_record`) only zone and name replace the resource: a new type or set
    identifier is one change batch that deletes the old set and creates the new one.
    """

    token = "aws:route53/record:Record"
    service = "route53"
    identity = "{zoneId}_{name}_{type}"
    regional = False
    delete_first = True
    properties: ClassVar = {
        "zoneId": Input(Text(), required=True, replaces=True),
        "name": Input(NAME, required=True, replaces=True),
        "type": Input(Text(choices=RECORD_TYPES), required=True),
        "setIdentifier": Input(Text()),
        "ttl": Input(Number(0, 2147483647)),
        "records": Input(SetOf(Text())),
        "aliases": Input(ListOf(ALIAS)),
        **{name: Input(ListOf(policy)) for name, policy in POLICIES.items()},
        "multivalueAnswerRoutingPolicy": Input(Flag()),
        "healthCheckId": Input(Text()),
        "allowOverwrite": Input(Flag(), default=False, unread=True),
        "fqdn": Output(plan=lambda plan: plan.values["name"]),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        problems = [(name, "takes one item") for name in ("aliases", *POLICIES) if _many(inputs.get(name))]
        policies = [name for name in ROUTED if inputs.get(name)]
        if len(policies) > 1:
            problems.append((policies[1], f"conflicts with {policies[0]}"))
        if bool(policies) != bool(inputs.get("setIdentifier")):
            problems.append(("setIdentifier", f"goes with a routing policy, and it with one: {', '.join(ROUTED)}"))
        plain_parts = [name for name in ("records", "ttl") if inputs.get(name) is not None]
        if inputs.get("aliases") and plain_parts:
            problems.append(("aliases", "conflicts with records and ttl"))
        if not inputs.get("aliases") and len(plain_parts) < len(("records", "ttl")):
            problems.append(("records", "a record has records and ttl, or aliases"))
        return problems

    def current_id(self, identity: str, values: Values) -> str:
        if not all(isinstance(values.get(name), str) for name in ("zoneId", "name", "type")):
            return identity
        identifier = f"_{values['setIdentifier']}" if values.get("setIdentifier") else ""
        return f"{values['zoneId']}_{values['name']}_{values['type']}{identifier}"

    def create(self, api: Api, inputs: Values) -> str:
        zone = api("GetHostedZone", Id=inputs["zoneId"])["HostedZone"]["Name"]
        name = plain(inputs["name"])
        if name != plain(zone) and not name.endswith(f".{plain(zone)}"):
            message = f"{name} is not in zone {plain(zone)}: write the whole name."
            raise CallFailed("InvalidInput", message, self.service, "ChangeResourceRecordSets", api.urn)
        self._change(api, inputs["zoneId"], ("UPSERT" if inputs.get("allowOverwrite") else "CREATE", inputs))
        return self.current_id("", inputs)

    def _change(self, api: Api, zone: str, *changes: tuple[str, Values]) -> None:
        batch = [{"Action": action, "ResourceRecordSet": as_record_set(values)} for action, values in changes]
        settle(api, api("ChangeResourceRecordSets", HostedZoneId=zone, ChangeBatch={"Changes": batch}))

    def read(self, api: Api, identity: str) -> Values | None:
        zone, name, kind, identifier = parts_of(identity)
        found = api.find(
            "ListResourceRecordSets",
            HostedZoneId=zone,
            StartRecordName=plain(name),
            StartRecordType=kind,
            MaxItems="100",
        )
        for record in found["ResourceRecordSets"] if found else ():
            key = plain(record["Name"].replace("\\052", "*")), record["Type"], record.get("SetIdentifier", "")
            if key == (plain(name), kind, identifier):
                return {"zoneId": zone, "name": name, "fqdn": name, **as_values(record)}
        return None

    @updates("type", "setIdentifier", "ttl", "records", "aliases", "healthCheckId", *ROUTED)
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        changes = [("UPSERT", inputs)]
        if any(inputs.get(name) != old.get(name) for name in ("type", "setIdentifier")):
            changes = [("DELETE", old), ("UPSERT" if inputs.get("allowOverwrite") else "CREATE", inputs)]
        self._change(api, inputs["zoneId"], *changes)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        there = self.read(api, identity)
        if there is not None:
            self._change(api, there["zoneId"], ("DELETE", there))


def parts_of(identity: str) -> tuple[str, str, str, str]:
    """Return zone, name, type and set identifier; names may contain `_`, types never do."""
    zone, _, rest = identity.partition("_")
    words = rest.split("_")
    at = next((index for index, word in enumerate(words) if index and word in RECORD_TYPES), len(words) - 1)
    return zone, "_".join(words[:at]), words[at], "_".join(words[at + 1 :])


def as_record_set(values: Values) -> Values:
    """Return a record set in AWS's form."""
    record: Values = {
        "Name": plain(values["name"]),
        "Type": values["type"],
        "SetIdentifier": values.get("setIdentifier"),
        "HealthCheckId": values.get("healthCheckId"),
        "MultiValueAnswer": values.get("multivalueAnswerRoutingPolicy") or None,
    }
    for name, (inner, member) in PLAIN.items():
        if policy := values.get(name):
            record[member] = policy[0][inner]
    if places := values.get("geolocationRoutingPolicies"):
        record["GeoLocation"] = POLICIES["geolocationRoutingPolicies"].encode(places[0])
    if values.get("aliases"):
        record["AliasTarget"] = ALIAS.encode(values["aliases"][0])
    else:
        record["TTL"] = int(values["ttl"])
        record["ResourceRecords"] = [{"Value": _quoted(values["type"], each)} for each in values["records"]]
    return {member: value for member, value in record.items() if value is not None}


def as_values(record: dict[str, Any]) -> Values:
    """Return a record set in the provider's form."""
    values: Values = {
        "type": record["Type"],
        "setIdentifier": record.get("SetIdentifier"),
        "healthCheckId": record.get("HealthCheckId"),
        "multivalueAnswerRoutingPolicy": record.get("MultiValueAnswer"),
    }
    for name, (inner, member) in PLAIN.items():
        if record.get(member) is not None:
            values[name] = [{inner: record[member]}]
    if place := record.get("GeoLocation"):
        values["geolocationRoutingPolicies"] = [POLICIES["geolocationRoutingPolicies"].decode(place)]
    if alias := record.get("AliasTarget"):
        return {**values, "aliases": [ALIAS.decode(alias)]}
    records = [_unquoted(record["Type"], each["Value"]) for each in record["ResourceRecords"]]
    return {**values, "ttl": record["TTL"], "records": records}


def _many(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 1


def _quoted(kind: str, value: str) -> str:
    """Return values in AWS's form, which quotes texts; programs give them without quotes."""
    return f'"{value}"' if kind in ("TXT", "SPF") and not value.startswith('"') else value


def _unquoted(kind: str, value: str) -> str:
    return value.strip('"') if kind in ("TXT", "SPF") else value
