"""Check a change batch of record sets, without I/O: AWS applies all changes of a batch or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.emulated.errors import AwsError

type Key = tuple[str, str, str | None]
"""Name, type and set identifier."""


@dataclass(frozen=True)
class RecordSet:
    """One set of records."""

    name: str
    type: str
    identifier: str | None
    ttl: int | None
    values: tuple[str, ...]
    alias: str | None = None

    @property
    def key(self) -> Key:
        """Return what identifies it in its zone."""
        return self.name, self.type, self.identifier

    @classmethod
    def read(cls, record: dict[str, Any]) -> RecordSet:
        """Read a record set in the API's shape."""
        return cls(
            name=absolute(record["Name"]),
            type=record["Type"],
            identifier=record.get("SetIdentifier"),
            ttl=int(record["TTL"]) if record.get("TTL") is not None else None,
            values=tuple(sorted(each["Value"] for each in record.get("ResourceRecords", []))),
            alias=(record.get("AliasTarget") or {}).get("DNSName"),
        )


def absolute(name: str) -> str:
    """Return the name as the zone stores it: in lower case, with the last dot, and `*` unescaped."""
    return name.lower().removesuffix(".").replace("\\052", "*") + "."


def check_batch(zone: str, existing: Iterable[RecordSet], changes: list[dict[str, Any]]) -> None:
    """Raise InvalidChangeBatch, with one sentence for each change that is not valid."""
    records = {each.key: each for each in existing}
    faults = []
    for change in changes:
        record = RecordSet.read(change["ResourceRecordSet"])
        fault = _fault(zone, records, change["Action"], record)
        if fault:
            faults.append(fault)
        elif change["Action"] == "DELETE":
            del records[record.key]
        else:
            records[record.key] = record
    if faults:
        raise AwsError("InvalidChangeBatch", "[" + ", ".join(faults) + "]")


def _fault(zone: str, records: dict[Key, RecordSet], action: str, record: RecordSet) -> str | None:
    described = f"resource record set [name='{record.name}', type='{record.type}']"
    apex = record.name == zone
    if not apex and not record.name.endswith("." + zone):
        return f"RRSet with DNS name {record.name} is not permitted in zone {zone}"
    known = records.get(record.key)
    if action == "CREATE" and known:
        return f"Tried to create {described} but it already exists"
    if action == "DELETE":
        return _delete_fault(described, known, record, apex=apex)
    if record.alias is None and (not record.values or record.ttl is None):
        return f"Invalid request: expected an alias target, or a TTL and values, for {described}"
    return _cname_fault(records, record, apex=apex)


def _delete_fault(described: str, known: RecordSet | None, record: RecordSet, *, apex: bool) -> str | None:
    if known is None:
        return f"Tried to delete {described} but it was not found"
    if (known.ttl, known.values) != (record.ttl, record.values):
        return f"Tried to delete {described} but the values provided do not match the current values"
    if apex and record.type in {"NS", "SOA"}:
        return f"A HostedZone must contain {record.type} records at the zone apex: {described} stays"
    return None


def _cname_fault(records: dict[Key, RecordSet], record: RecordSet, *, apex: bool) -> str | None:
    if record.type == "CNAME" and apex:
        return f"RRSet of type CNAME with DNS name {record.name} is not permitted at apex in zone {record.name}"
    beside = {each.type for each in records.values() if each.name == record.name and each.type != record.type}
    if beside and ("CNAME" in beside or record.type == "CNAME"):
        return (
            f"RRSet of type {record.type} with DNS name {record.name} is not permitted because a conflicting RRSet"
            f" of type {min(beside)} with the same DNS name already exists"
        )
    return None
