"""VPCs, subnets and prefix lists of AWS's responses."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.routing.model import Prefix, PrefixList, Subnet, Vpc
from sandbox.snapshot.network.aws_export.answers import Answers, Item
from sandbox.snapshot.network.draft import Draft

_GONE = ("disassociated", "disassociating", "failed", "failing")


def read_vpcs(answers: Answers, draft: Draft) -> None:
    """Add VPCs, subnets and prefix lists."""
    for identity, item in answers.by_id("Vpcs", "VpcId").items():
        cidrs = tuple(dict.fromkeys(_ranges(item, "CidrBlock", "CidrBlockAssociationSet")))
        draft.vpcs[identity] = Vpc(identity, item.owner, item.region, item.name, cidrs, origin=item.origin)
    for identity, item in answers.by_id("Subnets", "SubnetId").items():
        draft.subnets[identity] = Subnet(
            identity,
            item.required("VpcId"),
            item.owner,
            item.region,
            zone=item.text("AvailabilityZoneId") or item.text("AvailabilityZone"),
            cidrs=tuple(dict.fromkeys(_ranges(item, "CidrBlock", ""))),
            name=item.name,
            origin=item.origin,
        )
    _prefix_lists(answers, draft)


def _ranges(item: Item, first: str, more: str) -> Iterator[Prefix]:
    own = item.prefix(first)
    if own:
        yield own
    for associations, name, state in (
        (more, "CidrBlock", "CidrBlockState"),
        ("Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock", "Ipv6CidrBlockState"),
    ):
        for association in item.items(associations):
            cidr = association.prefix(name)
            if cidr and association.item(state).text("State") not in _GONE:
                yield cidr


def _prefix_lists(answers: Answers, draft: Draft) -> None:
    """Add prefix lists: AWS's own list their prefixes, those of customers have a response for their entries."""
    entries = {item.required("PrefixListId"): item for item in answers.of("PrefixListEntries")}
    found: dict[str, list[Item]] = {}
    for item in answers.of("PrefixLists"):
        found.setdefault(item.required("PrefixListId"), []).append(item)
    for identity, items in found.items():
        owner = next((item.text("OwnerId") for item in items if item.text("OwnerId")), "aws")
        of_aws = owner.lower() == "aws"
        prefixes = [cidr for item in items for cidr in item.texts("Cidrs")]
        if identity in entries:
            prefixes += [entry.required("Cidr") for entry in entries[identity].items("Entries")]
        draft.prefix_lists[identity] = PrefixList(
            identity,
            "aws" if of_aws else owner,
            items[0].region,
            name=next((item.text("PrefixListName") for item in items if item.text("PrefixListName")), identity),
            entries=tuple(_cidr(items[0], each) for each in dict.fromkeys(prefixes)),
            max_entries=None if of_aws else next((n for item in items if (n := item.number("MaxEntries"))), None),
            origin=items[0].origin,
        )
        if not prefixes and not of_aws and identity not in entries:
            draft.note(f"the entries of {identity} were not exported: `aws ec2 get-managed-prefix-list-entries`")


def _cidr(item: Item, text: str) -> Prefix:
    found = Item({"Cidr": text}, item.account, item.region, item.place, item.path).prefix("Cidr")
    if found is None:
        raise item.unreadable("Cidrs", "has an empty CIDR block")
    return found
