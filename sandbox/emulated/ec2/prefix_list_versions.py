"""Versions of prefix lists: each change of the entries makes one, and a former one can be restored.

Source: EC2 API Reference, ModifyManagedPrefixList, RestoreManagedPrefixListVersion, GetManagedPrefixListEntries; texts
of errors as reported in hashicorp/terraform-provider-aws#26034 and pulumi/pulumi-aws#1784.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import prefix_list_store as store
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.prefix_list_entries import changed, check_size
from sandbox.emulated.ec2.prefix_list_references import security_groups
from sandbox.emulated.ec2.prefix_lists import check_maximum, check_name
from sandbox.emulated.ec2.security_group_limits import too_many_rules
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation

_ENTRIES = Listing(member="Entries", least=1, most=100)
MOST_NAMED = 10
"""Resources that a state message names (API Reference, ModifyManagedPrefixList, MaxEntries)."""


@operation("ModifyManagedPrefixList")
def modify_managed_prefix_list(call: HybridCall) -> dict[str, Any]:
    """Change a list: new entries make a new version, based on the current one alone."""
    request = call.request
    with backend.LOCK:
        found = store.changeable(call, request["PrefixListId"])
        adds, removes, most = (
            request.get("AddEntries") or [],
            request.get("RemoveEntries") or [],
            request.get("MaxEntries"),
        )
        if (adds or removes) and most is not None:
            raise AwsError(
                "InvalidParameterCombination",
                "You cannot modify the entries and the maximum entries for the prefix list in the same request.",
            )
        if not (adds or removes or most is not None or request.get("PrefixListName")):
            raise AwsError("MissingParameter", "The request must contain a change of the prefix list")
        name = check_name(request["PrefixListName"]) if request.get("PrefixListName") else found.prefix_list_name
        if request.get("CurrentVersion") is not None or adds or removes:
            check_version(found, request.get("CurrentVersion"))
        failure = None
        if adds or removes:
            entries = changed(store.entries(found), adds, removes, found.address_family)
            check_size(entries, int(found.max_entries))
            new_version(found, entries)
        if most is not None:
            check_size(store.entries(found), check_maximum(most))
            failure = _resized(call, found, most)
        found.prefix_list_name = name
        store.enter(call, found, "modify-in-progress", failure)
        return {"PrefixList": store.shown(call, found) | {"State": "modify-in-progress"}}


def check_version(found: Any, given: int | None) -> None:
    """Raise AWS's error where a request is not based on the current version of a list."""
    if given is None:
        raise AwsError("MissingParameter", "The request must contain the parameter CurrentVersion")
    if given < 1:
        raise AwsError(
            "InvalidParameterValue",
            "The specified value for version is not valid. The value must be greater than or equal to (1).",
        )
    if given != found.version:
        raise AwsError(
            "PrefixListVersionMismatch",
            f"The prefix list has the incorrect version number: the current version of {found.id} is {found.version}.",
        )


def new_version(found: Any, entries: list[dict[str, str]]) -> None:
    """Make the entries the next version of a list."""
    found.entries[found.version + 1] = entries
    found.version += 1


def _resized(call: HybridCall, found: Any, most: int) -> str | None:
    """Change the maximum of a list, or return why the resources that reference it cannot support that."""
    before, found.max_entries = found.max_entries, str(most)
    weights = {each.id: store.weight(each) for each in store.visible(call)}
    over = [group.id for group in security_groups(call.region, found.id) if too_many_rules(group, weights)]
    if not over:
        return None
    found.max_entries = before
    return f"The following resources do not support the new maximum size: {', '.join(over[:MOST_NAMED])}"


@operation("RestoreManagedPrefixListVersion")
def restore_managed_prefix_list_version(call: HybridCall) -> dict[str, Any]:
    """Make a new version with the entries of a former one."""
    with backend.LOCK:
        found = store.changeable(call, call.request["PrefixListId"])
        check_version(found, call.request["CurrentVersion"])
        former = call.request["PreviousVersion"]
        if not 1 <= former < found.version:
            raise AwsError(
                "InvalidParameterValue",
                f"The specified value for version is not valid. The value must be less than ({found.version}).",
            )
        entries = store.entries(found, former)
        check_size(entries, int(found.max_entries))
        new_version(found, entries)
        store.enter(call, found, "restore-in-progress")
        return {"PrefixList": store.shown(call, found)}


@operation("GetManagedPrefixListEntries")
def get_managed_prefix_list_entries(call: HybridCall) -> dict[str, Any]:
    """Return the entries of the current version, or of the requested one."""
    found = store.find(call, call.request["PrefixListId"])
    version = call.request.get("TargetVersion")
    if version is not None and not 1 <= version <= (found.version or 1):
        raise AwsError("InvalidParameterValue", f"Prefix list {found.id} has no version {version}.")
    return describe(call, _ENTRIES, [dict(each) for each in store.entries(found, version)])
