"""Prefix lists: with AWS's versions and limits, AWS's own lists the same in all accounts, shared lists visible."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from threading import Lock
from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.prefix_list_rules import canonical, changed, check_size
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.ram.grants import shared_with
from sandbox.emulated.service_call import Call

AWS = "AWS"

_NAMING = Lock()


def lists(call: Call) -> dict[str, Any]:
    """Return the account's lists, AWS's among them, to which moto gives other ids in each account."""
    known: dict[str, Any] = backend.of(call).managed_prefix_lists
    with _NAMING:
        _name_alike(known, call.region)
    return known


def _name_alike(known: dict[str, Any], region: str) -> None:
    for id_, each in list(known.items()):
        stable = f"pl-{hashlib.sha256(f'{region}/{each.prefix_list_name}'.encode()).hexdigest()[:8]}"
        if each.resource_owner_id == AWS and id_ != stable:
            each.id, each.state = stable, "create-complete"
            each.prefix_list_arn = f"arn:aws:ec2:{region}:aws:prefix-list/{stable}"
            known[stable] = known.pop(id_)


def _visible(call: Call) -> Iterator[Any]:
    yield from (each for each in list(lists(call).values()) if each.state != "delete-complete")
    for account in list(ec2_backends):
        if account == call.account or call.region not in ec2_backends[account]:
            continue
        for each in list(ec2_backends[account][call.region].managed_prefix_lists.values()):
            if each.resource_owner_id != AWS and shared_with(each.prefix_list_arn, call.account):
                yield each


def _find(call: Call, id_: str) -> Any:
    found = next((each for each in _visible(call) if each.id == id_), None)
    if found is None:
        raise AwsError("InvalidPrefixListID.NotFound", f"The prefix list ID '{id_}' does not exist")
    return found


def _own(call: Call, id_: str) -> Any:
    found = _find(call, id_)
    if found.owner_id != call.account:
        raise AwsError(
            "OperationNotPermitted", f"Prefix list {id_} belongs to {found.owner_id}: only its owner changes it."
        )
    return found


@operation("CreateManagedPrefixList")
def create_managed_prefix_list(call: Call) -> dict[str, Any]:
    """Create a list with no more entries than its maximum."""
    family = call.request["AddressFamily"]
    if family not in {"IPv4", "IPv6"}:
        raise AwsError("InvalidParameterValue", f"Address family {family} is neither IPv4 nor IPv6.")
    entries = [canonical(each, family) for each in call.request.get("Entries", [])]
    check_size(entries, call.request["MaxEntries"])
    shown = call.inner({**call.request, "Entries": entries} if entries else call.request)
    shown["PrefixList"]["State"] = "create-in-progress"
    return shown


@operation("ModifyManagedPrefixList")
def modify_managed_prefix_list(call: Call) -> dict[str, Any]:
    """Change a list; new entries make a new version, based on the current one alone."""
    found = _own(call, call.request["PrefixListId"])
    adds, removes = call.request.get("AddEntries", []), call.request.get("RemoveEntries", [])
    if adds or removes:
        if call.request.get("CurrentVersion") != found.version:
            raise AwsError(
                "PrefixListVersionMismatch", f"The current version of {found.id} is {found.version}: give that one."
            )
        entries = changed(_entries(found), adds, removes, found.address_family)
        check_size(entries, int(call.request.get("MaxEntries") or found.max_entries))
        found.version += 1
        found.entries[found.version] = entries
    if most := call.request.get("MaxEntries"):
        check_size(_entries(found), most)
        found.max_entries = str(most)
    found.prefix_list_name = call.request.get("PrefixListName") or found.prefix_list_name
    found.state = "modify-complete"
    return {"PrefixList": {**_shown(found), "State": "modify-in-progress"}}


@operation("DeleteManagedPrefixList")
def delete_managed_prefix_list(call: Call) -> dict[str, Any]:
    """Delete a list at once; the response has the transitional state, as on AWS."""
    found = _own(call, call.request["PrefixListId"])
    del lists(call)[found.id]
    return {"PrefixList": {**_shown(found), "State": "delete-in-progress"}}


@operation("DescribeManagedPrefixLists")
def describe_managed_prefix_lists(call: Call) -> dict[str, Any]:
    """Return the account's own lists, AWS's, and those that others share."""
    wanted = call.request.get("PrefixListIds")
    found = [_find(call, id_) for id_ in wanted] if wanted else list(_visible(call))
    return {"PrefixLists": _filtered([_shown(each) for each in found], call.request.get("Filters", []))}


@operation("DescribePrefixLists")
def describe_prefix_lists(call: Call) -> dict[str, Any]:
    """Return AWS's own lists, with their ranges."""
    wanted = call.request.get("PrefixListIds")
    found = [
        {
            "PrefixListId": each.id,
            "PrefixListName": each.prefix_list_name,
            "Cidrs": [entry["Cidr"] for entry in _entries(each)],
        }
        for each in list(lists(call).values())
        if each.resource_owner_id == AWS and (not wanted or each.id in wanted)
    ]
    for id_ in wanted or []:
        if all(each["PrefixListId"] != id_ for each in found):
            raise AwsError("InvalidPrefixListId.NotFound", f"The prefix list ID '{id_}' does not exist")
    return {"PrefixLists": _filtered(found, call.request.get("Filters", []))}


@operation("GetManagedPrefixListEntries")
def get_managed_prefix_list_entries(call: Call) -> dict[str, Any]:
    """Return the entries of the current version, or of the requested one."""
    found = _find(call, call.request["PrefixListId"])
    return {"Entries": _entries(found, call.request.get("TargetVersion"))}


def _entries(found: Any, version: int | None = None) -> list[dict[str, str]]:
    if found.resource_owner_id == AWS:
        return list(found.entries[1])
    wanted = version or found.version
    if wanted > found.version:
        raise AwsError("InvalidParameterValue", f"Prefix list {found.id} has no version {wanted}.")
    return list(found.entries.get(wanted, []))


def _shown(found: Any) -> dict[str, Any]:
    shown = {
        "PrefixListId": found.id,
        "AddressFamily": found.address_family,
        "State": found.state,
        "PrefixListArn": found.prefix_list_arn,
        "PrefixListName": found.prefix_list_name,
        "MaxEntries": int(found.max_entries) if found.max_entries else None,
        "Version": found.version,
        "Tags": [{"Key": tag["key"], "Value": tag["value"]} for tag in found.get_tags()],
        "OwnerId": found.owner_id,
    }
    return {name: value for name, value in shown.items() if value is not None}


FILTERS = {"owner-id": "OwnerId", "prefix-list-id": "PrefixListId", "prefix-list-name": "PrefixListName"}


def _filtered(found: list[dict[str, Any]], filters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for each in filters:
        if each["Name"] not in FILTERS:
            raise AwsError("InvalidParameterValue", f"The filter '{each['Name']}' is invalid")
        found = [item for item in found if item.get(FILTERS[each["Name"]]) in each["Values"]]
    return found
