"""Create, describe and delete prefix lists, those of AWS among them.

Sources: EC2 API Reference, CreateManagedPrefixList, DeleteManagedPrefixList, DescribeManagedPrefixLists,
DescribePrefixLists and GetManagedPrefixListAssociations; VPC User Guide, quotas of prefix lists.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import prefix_list_store as store
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.prefix_list_entries import check_size, requested
from sandbox.emulated.ec2.prefix_list_references import associations
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

LONGEST_NAME = 255
RESERVED_NAME = "com.amazonaws"
MOST_ENTRIES = 1000
MOST_LISTS = 100
"""Entries of a list, and lists of a Region (VPC User Guide, quotas)."""

_FIELDS = {
    "owner-id": member("OwnerId"),
    "prefix-list-id": member("PrefixListId"),
    "prefix-list-name": member("PrefixListName"),
}
_MANAGED = Listing(
    member="PrefixLists",
    fields=_FIELDS,
    ids="PrefixListIds",
    id="PrefixListId",
    missing=store.missing,
    least=1,
    most=100,
)
_AWS = Listing(
    member="PrefixLists",
    fields={name: _FIELDS[name] for name in ("prefix-list-id", "prefix-list-name")},
    ids="PrefixListIds",
    id="PrefixListId",
    missing=lambda id_: AwsError("InvalidPrefixListId.NotFound", f"The prefix list ID '{id_}' does not exist"),
    least=1,
)
_ASSOCIATIONS = Listing(member="PrefixListAssociations", least=5, most=255)


@operation("CreateManagedPrefixList")
@backend.changing
def create_managed_prefix_list(call: HybridCall) -> dict[str, Any]:
    """Create a list with no more entries than its maximum."""
    request = call.request
    if earlier := repeated(call):
        return {"PrefixList": store.shown(call, store.find(call, earlier))}
    family, name = request["AddressFamily"], check_name(request["PrefixListName"])
    if family not in {"IPv4", "IPv6"}:
        raise AwsError("InvalidParameterValue", f"Address family {family} is neither IPv4 nor IPv6.")
    most = check_maximum(request["MaxEntries"])
    entries = requested(request.get("Entries") or [], family)
    check_size(entries, most)
    tags = requested_tags(call, "prefix-list")
    if sum(each.resource_owner_id != store.AWS for each in store.lists(call).values()) >= MOST_LISTS:
        raise AwsError("PrefixListLimitExceeded", f"The maximum number of prefix lists, {MOST_LISTS}, is reached.")
    made = backend.of(call).create_managed_prefix_list(
        address_family=family, entry=entries, max_entries=str(most), prefix_list_name=name, tags=tags
    )
    store.enter(call, made, "create-in-progress")
    remember(call, made.id)
    return {"PrefixList": store.shown(call, made)}


def check_name(name: str) -> str:
    """Return the name of a list if AWS accepts it."""
    if not 0 < len(name) <= LONGEST_NAME:
        raise AwsError("InvalidParameterValue", f"The name of a prefix list has 1 to {LONGEST_NAME} characters.")
    if name.lower().startswith(RESERVED_NAME):
        raise AwsError("InvalidParameterValue", f"The name cannot start with {RESERVED_NAME}: '{name}'.")
    return name


def check_maximum(most: int) -> int:
    """Return the maximum number of entries if AWS accepts it."""
    if not 1 <= most <= MOST_ENTRIES:
        raise AwsError("InvalidParameterValue", f"MaxEntries is 1 to {MOST_ENTRIES}, not {most}.")
    return most


@operation("DeleteManagedPrefixList")
def delete_managed_prefix_list(call: HybridCall) -> dict[str, Any]:
    """Delete a list that no resource references."""
    with backend.LOCK:
        found = store.changeable(call, call.request["PrefixListId"])
        if users := associations(call, found.id):
            raise AwsError(
                "DependencyViolation",
                f"The prefix list '{found.id}' is referenced by {', '.join(each.id for each in users)}."
                " Remove all references first.",
            )
        store.enter(call, found, "delete-in-progress")
        return {"PrefixList": store.shown(call, found)}


@operation("DescribeManagedPrefixLists")
def describe_managed_prefix_lists(call: HybridCall) -> dict[str, Any]:
    """Return the account's own lists, AWS's, and those that others share."""
    return describe(call, _MANAGED, [store.shown(call, each) for each in store.visible(call)])


@operation("DescribePrefixLists")
def describe_prefix_lists(call: Call) -> dict[str, Any]:
    """Return AWS's own lists, with their ranges."""
    found = (each for each in list(store.lists(call).values()) if each.resource_owner_id == store.AWS)
    return describe(
        call,
        _AWS,
        [
            {
                "PrefixListId": each.id,
                "PrefixListName": each.prefix_list_name,
                "Cidrs": [entry["Cidr"] for entry in store.entries(each)],
            }
            for each in found
        ],
    )


@operation("GetManagedPrefixListAssociations")
def get_managed_prefix_list_associations(call: HybridCall) -> dict[str, Any]:
    """Return the resources that reference a list: to its owner all of them, to others their own."""
    found = store.find(call, call.request["PrefixListId"])
    users = [each for each in associations(call, found.id) if call.account in {found.owner_id, each.owner}]
    return describe(call, _ASSOCIATIONS, [{"ResourceId": each.id, "ResourceOwner": each.owner} for each in users])
