"""Prefix lists of all accounts in moto's store of EC2: AWS's own the same for all, shared ones visible."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS, Stateful, Timetable
from sandbox.emulated.service_call import Call

AWS = "AWS"

WEIGHTS = {
    "dynamodb": 1,
    "s3": 1,
    "origin-facing": 55,
    "groundstation": 5,
    "vpc-lattice": 10,
}
"""Last label of the name of AWS's list -> its weight (VPC User Guide, "AWS-managed prefix list weight")."""

_COMPLETE: Timetable = {
    f"{step}-in-progress": (TRANSITION_SECONDS, f"{step}-complete")
    for step in ("create", "modify", "restore", "delete")
}
_FAILED: Timetable = {**_COMPLETE, "modify-in-progress": (TRANSITION_SECONDS, "modify-failed")}
_GONE = "delete-complete"
_ID = re.compile(r"pl-[0-9a-f]{8,17}")


def lists(call: Call) -> dict[str, Any]:
    """Return the account's lists, AWS's among them, to which moto gives other ids in each account."""
    known: dict[str, Any] = backend.of(call).managed_prefix_lists
    with backend.LOCK:
        _name_alike(known, call.region)
        for id_, each in list(known.items()):
            if each.resource_owner_id != AWS and state_of(call, each) == _GONE:
                del known[id_]
    return known


def _name_alike(known: dict[str, Any], region: str) -> None:
    for id_, each in list(known.items()):
        stable = f"pl-{hashlib.sha256(f'{region}/{each.prefix_list_name}'.encode()).hexdigest()[:8]}"
        if each.resource_owner_id == AWS and id_ != stable:
            each.id, each.state = stable, "create-complete"
            each.prefix_list_arn = f"arn:aws:ec2:{region}:aws:prefix-list/{stable}"
            known[stable] = known.pop(id_)


def state_of(call: Call, it: Any) -> str:
    """Return the state of a list at the time of the call."""
    lifecycle: Stateful | None = getattr(it, "lifecycle", None)
    if lifecycle is not None:
        lifecycle.settle(_FAILED if getattr(it, "failure", None) else _COMPLETE, call.timestamp)
        it.state = lifecycle.state
    return str(it.state)


def enter(call: Call, it: Any, state: str, failure: str | None = None) -> None:
    """Begin a transition of a list; one with a `failure` ends in modify-failed."""
    it.lifecycle, it.failure, it.state = Stateful(state=state, since=call.timestamp), failure, state


def visible(call: HybridCall) -> Iterator[Any]:
    """Yield the account's own lists, AWS's, and those that others share with it."""
    yield from list(lists(call).values())
    for account in list(ec2_backends):
        if account == call.account or call.region not in ec2_backends[account]:
            continue
        for each in list(ec2_backends[account][call.region].managed_prefix_lists.values()):
            gone = each.resource_owner_id == AWS or state_of(call, each) == _GONE
            if not gone and call.resources.shared_with(each.prefix_list_arn, call.account):
                yield each


def find(call: HybridCall, id_: str) -> Any:
    """Return a list that the caller may use."""
    if not _ID.fullmatch(id_):
        raise AwsError("InvalidPrefixListID.Malformed", f'Invalid id: "{id_}" (expecting "pl-...")')
    found = next((each for each in visible(call) if each.id == id_), None)
    if found is None:
        raise missing(id_)
    return found


def missing(id_: str) -> AwsError:
    """Make the error for a list that does not exist."""
    return AwsError("InvalidPrefixListID.NotFound", f"The prefix list ID '{id_}' does not exist")


def changeable(call: HybridCall, id_: str) -> Any:
    """Return a list of the caller's that is not in transition."""
    found = find(call, id_)
    if found.owner_id != call.account:
        raise AwsError(
            "OperationNotPermitted", f"Prefix list {id_} belongs to {found.owner_id}: only its owner changes it."
        )
    if (state := state_of(call, found)).endswith("-in-progress"):
        raise AwsError("IncorrectState", f"The prefix list '{id_}' is in state {state}; wait until it is complete.")
    return found


def entries(it: Any, version: int | None = None) -> list[dict[str, str]]:
    """Return the entries of the current version, or of another one."""
    if it.resource_owner_id == AWS:
        return list(it.entries[1])
    return list(it.entries.get(version or it.version, []))


def weight(it: Any) -> int:
    """Return how many rules or routes a reference to the list counts as."""
    if it.resource_owner_id == AWS:
        return WEIGHTS.get(it.prefix_list_name.rpartition(".")[2], len(it.entries[1]))
    return int(it.max_entries)


def shown(call: Call, it: Any) -> dict[str, Any]:
    """Return a ManagedPrefixList."""
    response = {
        "PrefixListId": it.id,
        "AddressFamily": it.address_family,
        "State": state_of(call, it),
        "StateMessage": getattr(it, "failure", None),
        "PrefixListArn": it.prefix_list_arn,
        "PrefixListName": it.prefix_list_name,
        "MaxEntries": int(it.max_entries) if it.max_entries else None,
        "Version": it.version,
        "Tags": [{"Key": tag["key"], "Value": tag["value"]} for tag in it.get_tags()],
        "OwnerId": it.owner_id,
    }
    return {name: value for name, value in response.items() if value is not None}
