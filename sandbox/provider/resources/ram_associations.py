"""RAM: resources and principals of resource shares, and accepted invitations."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.resources.ram import find_share
from sandbox.provider.value_types import ListOf, Text
from sandbox.provider.values import Values

ACTIVE = ("ASSOCIATING", "ASSOCIATED")


class _Association(ResourceType):
    """Base of both types of association."""

    service = "ram"
    delete_first = True
    seconds = 60
    kind: ClassVar[str]
    member: ClassVar[str]
    """The property, and the parameter of a lookup."""
    listed: ClassVar[str]
    """The parameter that takes a list."""

    def _association(self, api: Api, share: str, entity: str) -> dict[str, Any] | None:
        found = api.find(
            "GetResourceShareAssociations",
            associationType=self.kind,
            resourceShareArns=[share],
            **{self.member: entity},
        )
        associations = found["resourceShareAssociations"] if found else []
        return next((each for each in associations if each["status"] in ACTIVE), None)

    def create(self, api: Api, inputs: Values) -> str:
        share, entity = inputs["resourceShareArn"], inputs[self.member]
        # RAM does not know a new unit, or newly enabled sharing, at once.
        api.patient("UnknownResourceException")(
            "AssociateResourceShare", resourceShareArn=share, **{self.listed: [entity]}
        )
        return f"{share},{entity}"

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        share, entity = inputs["resourceShareArn"], inputs[self.member]
        # A principal outside the organization stays "associating" until the invitation is accepted.
        api.wait(
            lambda: self._association(api, share, entity),
            lambda found: "ASSOCIATED" if found["external"] else str(found["status"]),
            ("ASSOCIATED",),
            ("ASSOCIATING",),
        )

    def read(self, api: Api, identity: str) -> Values | None:
        share, _, entity = identity.partition(",")
        found = self._association(api, share, entity)
        return None if found is None else {"resourceShareArn": share, self.member: entity}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        share, _, entity = identity.partition(",")
        api("DisassociateResourceShare", resourceShareArn=share, **{self.listed: [entity]})
        api.wait_gone(lambda: self._association(api, share, entity), lambda found: str(found["status"]))


class PrincipalAssociation(_Association):
    """An account, unit or organization with which a resource share is shared."""

    token = "aws:ram/principalAssociation:PrincipalAssociation"
    identity = "{resourceShareArn},{principal}"
    kind, member, listed = "PRINCIPAL", "principal", "principals"
    properties: ClassVar = {
        "resourceShareArn": Input(Text(), required=True, replaces=True),
        "principal": Input(Text(), required=True, replaces=True),
    }


class ResourceAssociation(_Association):
    """A resource of a resource share."""

    token = "aws:ram/resourceAssociation:ResourceAssociation"
    identity = "{resourceShareArn},{resourceArn}"
    kind, member, listed = "RESOURCE", "resourceArn", "resourceArns"
    properties: ClassVar = {
        "resourceShareArn": Input(Text(), required=True, replaces=True),
        "resourceArn": Input(Text(), required=True, replaces=True),
    }


class ResourceShareAccepter(ResourceType):
    """The accepted invitation of an account outside the owner's organization; deletion leaves the share."""

    token = "aws:ram/resourceShareAccepter:ResourceShareAccepter"
    service = "ram"
    identity = "{shareArn}"
    delete_first = True
    properties: ClassVar = {
        "shareArn": Input(Text(), required=True, replaces=True),
        "invitationArn": Output(),
        "receiverAccountId": Output(plan="{account}"),
        "resources": Output(ListOf()),
        "senderAccountId": Output(plan=lambda plan: str(plan.values["shareArn"]).split(":")[4]),
        "shareId": Output(plan=lambda plan: f"rs-{str(plan.values['shareArn']).rpartition('/')[2]}"),
        "shareName": Output(),
        "status": Output(plan="ACTIVE"),
    }

    def _invitation(self, api: Api, share: str) -> dict[str, Any] | None:
        invitations = list(
            api.pages("GetResourceShareInvitations", "resourceShareInvitations", resourceShareArns=[share])
        )
        return invitations[-1] if invitations else None

    def create(self, api: Api, inputs: Values) -> str:
        share = inputs["shareArn"]
        invited = api.wait(
            lambda: self._invitation(api, share), lambda found: str(found["status"]), ("PENDING", "ACCEPTED"), ()
        )
        if invited["status"] == "PENDING":
            invitation = invited["resourceShareInvitationArn"]
            api("AcceptResourceShareInvitation", resourceShareInvitationArn=invitation)
        return str(share)

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(
            lambda: find_share(api, identity, "OTHER-ACCOUNTS"),
            lambda found: str(found["status"]),
            ("ACTIVE",),
            ("PENDING",),
        )

    def read(self, api: Api, identity: str) -> Values | None:
        share = find_share(api, identity, "OTHER-ACCOUNTS")
        if share is None:
            return None
        invitation = self._invitation(api, identity)
        resources = api.pages(
            "ListResources", "resources", resourceOwner="OTHER-ACCOUNTS", resourceShareArns=[identity]
        )
        return {
            "shareArn": identity,
            "invitationArn": invitation["resourceShareInvitationArn"] if invitation else None,
            "receiverAccountId": api.place.account,
            "resources": [each["arn"] for each in resources],
            "senderAccountId": share["owningAccountId"],
            "shareId": f"rs-{identity.rpartition('/')[2]}",
            "shareName": share["name"],
            "status": share["status"],
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DisassociateResourceShare", resourceShareArn=identity, principals=[api.place.account])
        api.wait_gone(lambda: find_share(api, identity, "OTHER-ACCOUNTS"), lambda found: str(found["status"]))
