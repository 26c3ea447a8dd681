"""IAM: service-linked roles and OpenID Connect providers."""

from typing import ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import ListOf, Moment, SetOf, Text
from sandbox.provider.values import Values


def planned_name(plan: Plan) -> str:
    """Plan the role's name: AWSServiceRoleForCloudTrail. How AWS spells a service cannot be derived in every case."""
    service = str(plan.values["awsServiceName"]).split(".")[0]
    suffix = plan.values.get("customSuffix")
    return f"AWSServiceRoleFor{service[0].upper()}{service[1:]}" + (f"_{suffix}" if suffix else "")


class ServiceLinkedRole(ResourceType):
    """A service-linked role."""

    token = "aws:iam/serviceLinkedRole:ServiceLinkedRole"
    service = "iam"
    identity = "{arn}"
    regional = False
    tagged = True
    properties: ClassVar = {
        "awsServiceName": Input(Text(), "AWSServiceName", required=True, replaces=True),
        "customSuffix": Input(Text(), "CustomSuffix", replaces=True),
        "description": Input(Text(), "Description"),
        "name": Output(member="RoleName", plan=planned_name),
        "path": Output(member="Path", plan="/aws-service-role/{awsServiceName}/"),
        "arn": Output(member="Arn", plan="arn:{partition}:iam::{account}:role{path}{name}"),
        "uniqueId": Output(member="RoleId", plan=lambda plan: "AROA" + plan.hex(17, "uniqueId").upper()),
        "createDate": Output(Moment(), "CreateDate"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        return str(api("CreateServiceLinkedRole", **self.request(inputs))["Role"]["Arn"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs["tagsAll"]:
            self.retag(api, identity, {}, inputs["tagsAll"], [])

    def read(self, api: Api, identity: str) -> Values | None:
        *_, service, name = identity.split("/")
        found = api.find("GetRole", RoleName=name)
        if found is None:
            return None
        suffix = name.partition("_")[2] or None
        role = found["Role"]
        state = self.state({**role, "AWSServiceName": service, "CustomSuffix": suffix})
        return {**state, "tagsAll": unpaired(role.get("Tags"))}

    @updates("description")
    def describe(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateRole", RoleName=identity.rpartition("/")[2], Description=inputs.get("description") or "")

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        name = identity.rpartition("/")[2]
        if put:
            api("TagRole", RoleName=name, Tags=pairs(put))
        if drop:
            api("UntagRole", RoleName=name, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        name = identity.rpartition("/")[2]
        task = api("DeleteServiceLinkedRole", RoleName=name)["DeletionTaskId"]
        api.wait(
            lambda: api("GetServiceLinkedRoleDeletionStatus", DeletionTaskId=task),
            lambda status: str(status["Status"]),
            ready=("SUCCEEDED",),
            pending=("NOT_STARTED", "IN_PROGRESS"),
        )


class OpenIdConnectProvider(ResourceType):
    """An OpenID Connect provider."""

    token = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
    service = "iam"
    identity = "{arn}"
    regional = False
    tagged = True
    properties: ClassVar = {
        "url": Input(Text(canonical=lambda url: url.removeprefix("https://")), "Url", required=True, replaces=True),
        "clientIdLists": Input(SetOf(), "ClientIDList", required=True),
        "thumbprintLists": Input(ListOf(), "ThumbprintList", computed=True),
        "arn": Output(
            plan=lambda plan: (
                plan.fill("arn:{partition}:iam::{account}:oidc-provider/")
                + str(plan.values["url"]).removeprefix("https://")
            )
        ),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api("CreateOpenIDConnectProvider", **self.request(inputs), Tags=pairs(inputs["tagsAll"]))
        return str(made["OpenIDConnectProviderArn"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetOpenIDConnectProvider", OpenIDConnectProviderArn=identity)
        if found is None:
            return None
        url = f"https://{found['Url']}"
        return {**self.state(found), "url": url, "arn": identity, "tagsAll": unpaired(found.get("Tags"))}

    @updates("clientIdLists")
    def set_clients(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        before, after = set(old.get("clientIdLists") or []), set(inputs["clientIdLists"])
        for client in sorted(after - before):
            api("AddClientIDToOpenIDConnectProvider", OpenIDConnectProviderArn=identity, ClientID=client)
        for client in sorted(before - after):
            api("RemoveClientIDFromOpenIDConnectProvider", OpenIDConnectProviderArn=identity, ClientID=client)

    @updates("thumbprintLists")
    def set_thumbprints(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api(
            "UpdateOpenIDConnectProviderThumbprint",
            OpenIDConnectProviderArn=identity,
            ThumbprintList=inputs.get("thumbprintLists") or [],
        )

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagOpenIDConnectProvider", OpenIDConnectProviderArn=identity, Tags=pairs(put))
        if drop:
            api("UntagOpenIDConnectProvider", OpenIDConnectProviderArn=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteOpenIDConnectProvider", OpenIDConnectProviderArn=identity)
