"""RAM: resource shares, and sharing within the organization."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, SetOf, Text
from sandbox.provider.values import Values

RAM = "ram.amazonaws.com"


def as_tags(tags: Values) -> list[dict[str, str]]:
    """Return tags in RAM's form, with lower-case members."""
    return [{"key": name, "value": value} for name, value in tags.items()]


def find_share(api: Api, arn: str, owner: str = "SELF") -> dict[str, Any] | None:
    """Return a resource share that is not deleted, of the account or of others (`OTHER-ACCOUNTS`)."""
    found = api.find("GetResourceShares", resourceOwner=owner, resourceShareArns=[arn])
    shares = found["resourceShares"] if found else []
    return next((each for each in shares if each["status"] not in ("DELETING", "DELETED")), None)


class ResourceShare(ResourceType):
    """A resource share."""

    token = "aws:ram/resourceShare:ResourceShare"
    service = "ram"
    identity = "{arn}"
    tagged = True
    properties: ClassVar = {
        "name": Input(Text(), "name", named=128),
        "allowExternalPrincipals": Input(Flag(), "allowExternalPrincipals", default=False),
        "permissionArns": Input(SetOf(Text()), computed=True, replaces=True, plan=[]),
        "arn": Output(member="resourceShareArn", plan="arn:{partition}:ram:{region}:{account}:resource-share/{uuid}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateResourceShare",
            **self.request(inputs),
            permissionArns=inputs.get("permissionArns"),
            tags=as_tags(inputs.get("tagsAll") or {}),
        )
        return str(made["resourceShare"]["resourceShareArn"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: find_share(api, identity), lambda found: str(found["status"]), ("ACTIVE",), ("PENDING",))

    def read(self, api: Api, identity: str) -> Values | None:
        found = find_share(api, identity)
        if found is None:
            return None
        permissions = api.pages("ListResourceSharePermissions", "permissions", resourceShareArn=identity)
        return {
            **self.state(found),
            "permissionArns": [each["arn"] for each in permissions],
            "tagsAll": {tag["key"]: tag["value"] for tag in found.get("tags", []) if not tag["key"].startswith("aws:")},
        }

    @updates("name", "allowExternalPrincipals")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateResourceShare", resourceShareArn=identity, **self.request(inputs))

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagResource", resourceShareArn=identity, tags=as_tags(put))
        if drop:
            api("UntagResource", resourceShareArn=identity, tagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteResourceShare", resourceShareArn=identity)
        api.wait_gone(lambda: find_share(api, identity), lambda found: str(found["status"]))


class SharingWithOrganization(ResourceType):
    """Sharing within the organization without invitations; set in the management account."""

    token = "aws:ram/sharingWithOrganization:SharingWithOrganization"
    service = "ram"
    identity = "{account}"
    regional = False
    delete_first = True
    gone = ("AWSOrganizationsNotInUseException",)
    properties: ClassVar = {}

    def create(self, api: Api, inputs: Values) -> str:
        api("EnableSharingWithAwsOrganization")
        return api.place.account

    def read(self, api: Api, identity: str) -> Values | None:
        organizations = api.of("organizations")
        found = organizations.find("ListAWSServiceAccessForOrganization")
        known = found["EnabledServicePrincipals"] if found else []
        return {} if any(each["ServicePrincipal"] == RAM for each in known) else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api.of("organizations")("DisableAWSServiceAccess", ServicePrincipal=RAM)
