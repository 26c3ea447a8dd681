"""Record sets: a batch is checked whole before moto makes it, and is in sync at once."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import inner, operation
from sandbox.emulated.route53.record_sets import RecordSet, absolute, check_batch
from sandbox.emulated.route53.store import own_zone
from sandbox.emulated.route53.zones import insync


@operation("ChangeResourceRecordSets")
def change_resource_record_sets(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Make all changes of the batch, or none."""
    zone = own_zone(request["HostedZoneId"], context.account_id).zone
    changes = request["ChangeBatch"]["Changes"]
    check_batch(zone.name, [_read(each) for each in zone.rrsets], changes)
    for change in changes:
        if change["Action"] == "DELETE":
            # moto deletes only what its own journal holds, and never by set identifier alone.
            gone = RecordSet.read(change["ResourceRecordSet"]).key
            zone.rrsets = [each for each in zone.rrsets if _read(each).key != gone]
        else:
            batch = {**request["ChangeBatch"], "Changes": [{**change, "Action": "UPSERT"}]}
            inner(context, {**request, "ChangeBatch": batch})
    return {"ChangeInfo": insync(request["ChangeBatch"].get("Comment"))}


def _read(record: Any) -> RecordSet:
    """A record of moto's."""
    return RecordSet(
        name=absolute(record.name),
        type=record.type_,
        identifier=record.set_identifier,
        ttl=int(record.ttl) if record.ttl else None,
        values=tuple(sorted(record.records or ())),
        alias=record.alias_target["DNSName"] if record.alias_target else None,
    )
