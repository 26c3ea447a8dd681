"""Bases of EC2's resource types: tags on creation, lookup by id."""

from typing import Any, ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.values import Values


class Ec2Type(ResourceType):
    """Base of EC2's resource types."""

    service = "ec2"


class TaggedEc2Type(Ec2Type):
    """Base of those with tags: `tag_kind` is the type in tag specifications, `listing` the describe operation."""

    tagged = True
    tag_kind: ClassVar[str]
    listing: ClassVar[tuple[str, str, str]]
    """Operation, member of its output, parameter for ids."""
    ended: ClassVar[tuple[str, ...]] = ("deleted", "delete-complete")
    """States of resources that are listed though they are deleted."""

    def tags_of(self, inputs: Values) -> list[dict[str, Any]] | None:
        """Return the `TagSpecifications` of a creation."""
        tags = inputs.get("tagsAll")
        return [{"ResourceType": self.tag_kind, "Tags": pairs(tags)}] if tags else None

    def look(self, api: Api, identity: str) -> dict[str, Any] | None:
        """Return AWS's description of one resource; None where it does not exist."""
        operation, member, parameter = self.listing
        found = api.find(operation, **{parameter: [identity]})
        items = found[member] if found else []
        return next((item for item in items if item.get("State") not in self.ended), None)

    def read(self, api: Api, identity: str) -> Values | None:
        found = self.look(api, identity)
        if found is None:
            return None
        return {**self.state(found), "tagsAll": unpaired(found.get("Tags") or found.get("TagSet"))} | self.more(
            api, identity, found
        )

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        """Return properties that the describe operation lacks or has in another form."""
        _ = api, identity, found
        return {}

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("CreateTags", Resources=[identity], Tags=pairs(put))
        if drop:
            api("DeleteTags", Resources=[identity], Tags=[{"Key": name} for name in drop])


def filters(**wanted: str | list[str]) -> list[dict[str, Any]]:
    """Return filters in EC2's form: `vpc_id="vpc-1"` is the filter `vpc-id`."""
    return [
        {"Name": name.replace("__", ".").replace("_", "-"), "Values": [value] if isinstance(value, str) else value}
        for name, value in wanted.items()
    ]
