"""What EC2's types have in common: tags set with the creation, and lists in which one thing is looked up by its id."""

from typing import Any, ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.values import Values


class Ec2Type(ResourceType):
    """A type of EC2's."""

    service = "ec2"


class TaggedEc2Type(Ec2Type):
    """One with tags, of a kind that EC2 calls `tag_kind` and lists by `listing`."""

    tagged = True
    tag_kind: ClassVar[str]
    listing: ClassVar[tuple[str, str, str]]
    """Operation, member of its answer, parameter that takes ids."""
    ended: ClassVar[tuple[str, ...]] = ("deleted", "delete-complete")
    """States of what is listed though it is gone."""

    def tags_of(self, inputs: Values) -> list[dict[str, Any]] | None:
        """`TagSpecifications` of a creation."""
        tags = inputs.get("tagsAll")
        return [{"ResourceType": self.tag_kind, "Tags": pairs(tags)}] if tags else None

    def look(self, api: Api, identity: str) -> dict[str, Any] | None:
        """AWS's own answer for one id."""
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
        """What the listing doesn't tell, or tells otherwise."""
        _ = api, identity, found
        return {}

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("CreateTags", Resources=[identity], Tags=pairs(put))
        if drop:
            api("DeleteTags", Resources=[identity], Tags=[{"Key": name} for name in drop])


def filters(**wanted: str | list[str]) -> list[dict[str, Any]]:
    """EC2's filters: `vpc_id="vpc-1"` is the filter `vpc-id`."""
    return [
        {"Name": name.replace("__", ".").replace("_", "-"), "Values": [value] if isinstance(value, str) else value}
        for name, value in wanted.items()
    ]
