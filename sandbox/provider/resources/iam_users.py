"""IAM: users and groups."""

from typing import ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, Text
from sandbox.provider.values import Values


class User(ResourceType):
    """A user; renamed and moved in place, id and ARN with it, as AWS and upstream (`aws_iam_user`) do."""

    token = "aws:iam/user:User"
    service = "iam"
    identity = "{name}"
    regional = False
    tagged = True
    properties: ClassVar = {
        "name": Input(Text(), "UserName", named=64),
        "path": Input(Text(), "Path", default="/"),
        "permissionsBoundary": Input(Text(), "PermissionsBoundary"),
        "forceDestroy": Input(Flag(), default=False, unread=True),
        "arn": Output(member="Arn", plan="arn:{partition}:iam::{account}:user{path}{name}"),
        "uniqueId": Output(member="UserId", plan=lambda plan: "AIDA" + plan.hex(17, "uniqueId").upper()),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("CreateUser", **self.request(inputs), Tags=pairs(inputs["tagsAll"]))
        return str(inputs["name"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetUser", UserName=identity)
        if found is None:
            return None
        user = found["User"]
        boundary = user.pop("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        return {**self.state(user), "permissionsBoundary": boundary, "tagsAll": unpaired(user.get("Tags"))}

    def current_id(self, identity: str, values: Values) -> str:
        return str(values.get("name") or identity)

    @updates("name", "path")
    def rename(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        renamed = inputs["name"] if inputs["name"] != old["name"] else None
        api("UpdateUser", UserName=old["name"], NewUserName=renamed, NewPath=inputs.get("path") or "/")

    @updates("permissionsBoundary")
    def bound(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if inputs.get("permissionsBoundary"):
            api("PutUserPermissionsBoundary", UserName=identity, PermissionsBoundary=inputs["permissionsBoundary"])
        else:
            api("DeleteUserPermissionsBoundary", UserName=identity)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagUser", UserName=identity, Tags=pairs(put))
        if drop:
            api("UntagUser", UserName=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        for group in api.find_all("ListGroupsForUser", "Groups", UserName=identity) or []:
            api("RemoveUserFromGroup", GroupName=group["GroupName"], UserName=identity)
        if state.get("forceDestroy"):
            for key in api.find_all("ListAccessKeys", "AccessKeyMetadata", UserName=identity) or []:
                api("DeleteAccessKey", UserName=identity, AccessKeyId=key["AccessKeyId"])
            api.find("DeleteLoginProfile", UserName=identity)
        api("DeleteUser", UserName=identity)


class UserPolicyAttachment(ResourceType):
    """The attachment of a managed policy to a user."""

    token = "aws:iam/userPolicyAttachment:UserPolicyAttachment"
    service = "iam"
    identity = "{user}/{policyArn}"
    regional = False
    delete_first = True
    properties: ClassVar = {
        "user": Input(Text(), "UserName", required=True, replaces=True),
        "policyArn": Input(Text(), "PolicyArn", required=True, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("AttachUserPolicy", **self.request(inputs))
        return f"{inputs['user']}/{inputs['policyArn']}"

    def read(self, api: Api, identity: str) -> Values | None:
        user, _, arn = identity.partition("/")
        attached = api.find_all("ListAttachedUserPolicies", "AttachedPolicies", UserName=user)
        there = any(policy["PolicyArn"] == arn for policy in attached or [])
        return {"user": user, "policyArn": arn} if there else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        user, _, arn = identity.partition("/")
        api("DetachUserPolicy", UserName=user, PolicyArn=arn)


class Group(ResourceType):
    """A group; renamed and moved in place, as a user is."""

    token = "aws:iam/group:Group"
    service = "iam"
    identity = "{name}"
    regional = False
    properties: ClassVar = {
        "name": Input(Text(), "GroupName", named=128),
        "path": Input(Text(), "Path", default="/"),
        "arn": Output(member="Arn", plan="arn:{partition}:iam::{account}:group{path}{name}"),
        "uniqueId": Output(member="GroupId", plan=lambda plan: "AGPA" + plan.hex(17, "uniqueId").upper()),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("CreateGroup", **self.request(inputs))
        return str(inputs["name"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetGroup", GroupName=identity)
        return None if found is None else self.state(found["Group"])

    def current_id(self, identity: str, values: Values) -> str:
        return str(values.get("name") or identity)

    @updates("name", "path")
    def rename(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        renamed = inputs["name"] if inputs["name"] != old["name"] else None
        api("UpdateGroup", GroupName=old["name"], NewGroupName=renamed, NewPath=inputs.get("path") or "/")

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteGroup", GroupName=identity)


class GroupPolicyAttachment(ResourceType):
    """The attachment of a managed policy to a group."""

    token = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment"
    service = "iam"
    identity = "{group}/{policyArn}"
    regional = False
    delete_first = True
    properties: ClassVar = {
        "group": Input(Text(), "GroupName", required=True, replaces=True),
        "policyArn": Input(Text(), "PolicyArn", required=True, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("AttachGroupPolicy", **self.request(inputs))
        return f"{inputs['group']}/{inputs['policyArn']}"

    def read(self, api: Api, identity: str) -> Values | None:
        group, _, arn = identity.partition("/")
        attached = api.find_all("ListAttachedGroupPolicies", "AttachedPolicies", GroupName=group)
        there = any(policy["PolicyArn"] == arn for policy in attached or [])
        return {"group": group, "policyArn": arn} if there else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        group, _, arn = identity.partition("/")
        api("DetachGroupPolicy", GroupName=group, PolicyArn=arn)
