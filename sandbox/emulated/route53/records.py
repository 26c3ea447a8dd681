"""Record sets: a batch is checked as a whole before moto applies it, and is in sync at once."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.route53.record_sets import RecordSet, absolute, check_batch
from sandbox.emulated.route53.store import own_zone
from sandbox.emulated.route53.zones import insync
from sandbox.emulated.service_call import Call


@operation("ChangeResourceRecordSets")
def change_resource_record_sets(call: Call) -> dict[str, Any]:
    """Apply all changes of the batch, or none."""
    zone = own_zone(call.request["HostedZoneId"], call.account).zone
    changes = call.request["ChangeBatch"]["Changes"]
    check_batch(zone.name, [_read(each) for each in zone.rrsets], changes)
    for change in changes:
        if change["Action"] == "DELETE":
            # moto deletes only record sets of its own change log, and never by set identifier alone.
            gone = RecordSet.read(change["ResourceRecordSet"]).key
            zone.rrsets = [each for each in zone.rrsets if _read(each).key != gone]
        else:
            batch = {**call.request["ChangeBatch"], "Changes": [{**change, "Action": "UPSERT"}]}
            call.inner({**call.request, "ChangeBatch": batch})
    return {"ChangeInfo": insync(call, call.request["ChangeBatch"].get("Comment"))}


def _read(record: Any) -> RecordSet:
    """Read a record of moto's."""
    return RecordSet(
        name=absolute(record.name),
        type=record.type_,
        identifier=record.set_identifier,
        ttl=int(record.ttl) if record.ttl else None,
        values=tuple(sorted(record.records or ())),
        alias=record.alias_target["DNSName"] if record.alias_target else None,
    )
