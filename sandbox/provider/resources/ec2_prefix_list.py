"""EC2: managed prefix lists."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import TaggedEc2Type
from sandbox.provider.value_types import Number, SetOf, Text
from sandbox.provider.values import Values

ENTRY = Block({"cidr": Input(Text(), "Cidr", required=True), "description": Input(Text(), "Description")})


class ManagedPrefixList(TaggedEc2Type):
    """A managed prefix list; each change of its entries is a new version."""

    token = "aws:ec2/managedPrefixList:ManagedPrefixList"
    identity = "pl-{hex17}"
    tag_kind = "prefix-list"
    listing = ("DescribeManagedPrefixLists", "PrefixLists", "PrefixListIds")
    properties: ClassVar = {
        "name": Input(Text(), "PrefixListName", named=255),
        "addressFamily": Input(Text(choices=("IPv4", "IPv6")), "AddressFamily", required=True, replaces=True),
        "maxEntries": Input(Number(1, 1000), "MaxEntries", required=True),
        "entries": Input(SetOf(ENTRY), "Entries"),
        "arn": Output(member="PrefixListArn", plan="arn:{partition}:ec2:{region}:{account}:prefix-list/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
        "version": Output(Number(), member="Version", plan=1),
    }

    def create(self, api: Api, inputs: Values) -> str:
        request = {**self.request(inputs), "MaxEntries": int(inputs["maxEntries"])}
        made = api("CreateManagedPrefixList", **request, TagSpecifications=self.tags_of(inputs))
        return str(made["PrefixList"]["PrefixListId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._settle(api, identity)

    def _settle(self, api: Api, identity: str) -> dict[str, Any]:
        return api.wait(
            lambda: self.look(api, identity),
            lambda found: str(found["State"]),
            ("create-complete", "modify-complete"),
            ("create-in-progress", "modify-in-progress"),
        )

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        entries = api.pages("GetManagedPrefixListEntries", "Entries", PrefixListId=identity)
        return {"entries": [ENTRY.decode(entry) for entry in entries]}

    @updates("name", "maxEntries", "entries")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if inputs["name"] != old.get("name"):
            api("ModifyManagedPrefixList", PrefixListId=identity, PrefixListName=inputs["name"])
        found = self._settle(api, identity)
        has = {
            entry["Cidr"]: entry for entry in api.pages("GetManagedPrefixListEntries", "Entries", PrefixListId=identity)
        }
        wants = {entry["cidr"]: ENTRY.encode(entry) for entry in inputs.get("entries") or []}
        add = [entry for cidr, entry in wants.items() if has.get(cidr) != entry]
        remove = [{"Cidr": cidr} for cidr in has if cidr not in wants]
        most = int(inputs["maxEntries"])
        grows = most > int(found["MaxEntries"])
        # AWS takes a new size and new entries in two calls: enlarge before entries are added.
        if grows:
            api("ModifyManagedPrefixList", PrefixListId=identity, MaxEntries=most)
            self._settle(api, identity)
        if add or remove:
            version = found["Version"]
            api(
                "ModifyManagedPrefixList",
                PrefixListId=identity,
                CurrentVersion=version,
                AddEntries=add or None,
                RemoveEntries=remove or None,
            )
            self._settle(api, identity)
        if most < int(found["MaxEntries"]):
            api("ModifyManagedPrefixList", PrefixListId=identity, MaxEntries=most)
            self._settle(api, identity)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteManagedPrefixList", PrefixListId=identity)
        api.wait_gone(lambda: self.look(api, identity), lambda found: str(found["State"]), ("delete-complete",))
