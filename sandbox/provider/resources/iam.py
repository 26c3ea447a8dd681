"""IAM: roles, managed policies and how they meet."""

from typing import ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.declaration import Input, Output, ResourceType, updates
from sandbox.provider.kinds import Document, Flag, Moment, Number, Text
from sandbox.provider.values import Values

# A principal that was created a moment ago isn't known everywhere yet.
NEW_PRINCIPAL = "MalformedPolicyDocument Invalid principal"
VERSIONS_KEPT = 5


class Role(ResourceType):
    """A role; a permissions boundary, its trust and its texts change in place."""

    token = "aws:iam/role:Role"
    service = "iam"
    identity = "{name}"
    regional = False
    tagged = True
    eventual = (NEW_PRINCIPAL,)
    properties: ClassVar = {
        "name": Input(Text(), "RoleName", named=64, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "path": Input(Text(), "Path", default="/", replaces=True),
        "description": Input(Text(), "Description"),
        "assumeRolePolicy": Input(Document(), "AssumeRolePolicyDocument", required=True),
        "maxSessionDuration": Input(Number(3600, 43200), "MaxSessionDuration", default=3600),
        "permissionsBoundary": Input(Text(), "PermissionsBoundary"),
        "forceDetachPolicies": Input(Flag(), default=False, unread=True),
        "arn": Output(member="Arn", plan="arn:{partition}:iam::{account}:role{path}{name}"),
        "uniqueId": Output(member="RoleId", plan=lambda plan: "AROA" + plan.hex(17, "uniqueId").upper()),
        "createDate": Output(Moment(), "CreateDate"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("CreateRole", **self.request(inputs), Tags=pairs(inputs["tagsAll"]))
        return str(inputs["name"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetRole", RoleName=identity)
        if found is None:
            return None
        role = found["Role"]
        boundary = role.pop("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        return {**self.state(role), "permissionsBoundary": boundary, "tagsAll": unpaired(role.get("Tags"))}

    @updates("description", "maxSessionDuration")
    def describe(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api(
            "UpdateRole",
            RoleName=identity,
            Description=inputs.get("description") or "",
            MaxSessionDuration=inputs.get("maxSessionDuration"),
        )

    @updates("assumeRolePolicy")
    def trust(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateAssumeRolePolicy", RoleName=identity, PolicyDocument=inputs["assumeRolePolicy"])

    @updates("permissionsBoundary")
    def bound(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if inputs.get("permissionsBoundary"):
            api("PutRolePermissionsBoundary", RoleName=identity, PermissionsBoundary=inputs["permissionsBoundary"])
        else:
            api("DeleteRolePermissionsBoundary", RoleName=identity)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagRole", RoleName=identity, Tags=pairs(put))
        if drop:
            api("UntagRole", RoleName=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        for profile in api.pages("ListInstanceProfilesForRole", "InstanceProfiles", RoleName=identity):
            name = profile["InstanceProfileName"]
            api("RemoveRoleFromInstanceProfile", InstanceProfileName=name, RoleName=identity)
        if state.get("forceDetachPolicies"):
            for policy in list(api.pages("ListAttachedRolePolicies", "AttachedPolicies", RoleName=identity)):
                api("DetachRolePolicy", RoleName=identity, PolicyArn=policy["PolicyArn"])
            for name in list(api.pages("ListRolePolicies", "PolicyNames", RoleName=identity)):
                api("DeleteRolePolicy", RoleName=identity, PolicyName=name)
        api("DeleteRole", RoleName=identity)


class Policy(ResourceType):
    """A managed policy; a new document is a new default version."""

    token = "aws:iam/policy:Policy"
    service = "iam"
    identity = "{arn}"
    regional = False
    tagged = True
    eventual = (NEW_PRINCIPAL,)
    properties: ClassVar = {
        "name": Input(Text(), "PolicyName", named=128, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "path": Input(Text(), "Path", default="/", replaces=True),
        "description": Input(Text(), "Description", replaces=True),
        "policy": Input(Document(), "PolicyDocument", required=True),
        "arn": Output(member="Arn", plan="arn:{partition}:iam::{account}:policy{path}{name}"),
        "policyId": Output(member="PolicyId", plan=lambda plan: "ANPA" + plan.hex(17, "policyId").upper()),
        "attachmentCount": Output(Number(), "AttachmentCount", plan=0),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api("CreatePolicy", **self.request(inputs), Tags=pairs(inputs["tagsAll"]))
        return str(made["Policy"]["Arn"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetPolicy", PolicyArn=identity)
        if found is None:
            return None
        policy = found["Policy"]
        version = api("GetPolicyVersion", PolicyArn=identity, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
        return {
            **self.state({**policy, "PolicyDocument": version["Document"]}),
            "tagsAll": unpaired(policy.get("Tags")),
        }

    @updates("policy")
    def rewrite(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        versions = list(api.pages("ListPolicyVersions", "Versions", PolicyArn=identity))
        spare = sorted(
            (version for version in versions if not version["IsDefaultVersion"]), key=lambda one: one["CreateDate"]
        )
        if len(versions) >= VERSIONS_KEPT:
            api("DeletePolicyVersion", PolicyArn=identity, VersionId=spare[0]["VersionId"])
        api("CreatePolicyVersion", PolicyArn=identity, PolicyDocument=inputs["policy"], SetAsDefault=True)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagPolicy", PolicyArn=identity, Tags=pairs(put))
        if drop:
            api("UntagPolicy", PolicyArn=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        for version in list(api.pages("ListPolicyVersions", "Versions", PolicyArn=identity)):
            if not version["IsDefaultVersion"]:
                api("DeletePolicyVersion", PolicyArn=identity, VersionId=version["VersionId"])
        api("DeletePolicy", PolicyArn=identity)


class RolePolicy(ResourceType):
    """A policy inside a role."""

    token = "aws:iam/rolePolicy:RolePolicy"
    service = "iam"
    identity = "{role}:{name}"
    regional = False
    properties: ClassVar = {
        "role": Input(Text(), "RoleName", required=True, replaces=True),
        "name": Input(Text(), "PolicyName", named=128, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "policy": Input(Document(), "PolicyDocument", required=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("PutRolePolicy", **self.request(inputs))
        return f"{inputs['role']}:{inputs['name']}"

    def read(self, api: Api, identity: str) -> Values | None:
        role, _, name = identity.partition(":")
        found = api.find("GetRolePolicy", RoleName=role, PolicyName=name)
        return None if found is None else self.state(found)

    @updates("policy")
    def rewrite(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("PutRolePolicy", **self.request(inputs))

    def delete(self, api: Api, identity: str, state: Values) -> None:
        role, _, name = identity.partition(":")
        api("DeleteRolePolicy", RoleName=role, PolicyName=name)


class RolePolicyAttachment(ResourceType):
    """A managed policy on a role."""

    token = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    service = "iam"
    identity = "{role}/{policyArn}"
    regional = False
    properties: ClassVar = {
        "role": Input(Text(), "RoleName", required=True, replaces=True),
        "policyArn": Input(Text(), "PolicyArn", required=True, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("AttachRolePolicy", **self.request(inputs))
        return f"{inputs['role']}/{inputs['policyArn']}"

    def read(self, api: Api, identity: str) -> Values | None:
        role, _, arn = identity.partition("/")
        attached = api.find_all("ListAttachedRolePolicies", "AttachedPolicies", RoleName=role)
        there = any(policy["PolicyArn"] == arn for policy in attached or [])
        return {"role": role, "policyArn": arn} if there else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        role, _, arn = identity.partition("/")
        api("DetachRolePolicy", RoleName=role, PolicyArn=arn)


class InstanceProfile(ResourceType):
    """What an instance carries its role in."""

    token = "aws:iam/instanceProfile:InstanceProfile"
    service = "iam"
    identity = "{name}"
    regional = False
    tagged = True
    properties: ClassVar = {
        "name": Input(Text(), "InstanceProfileName", named=128, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "path": Input(Text(), "Path", default="/", replaces=True),
        "role": Input(Text()),
        "arn": Output(member="Arn", plan="arn:{partition}:iam::{account}:instance-profile{path}{name}"),
        "uniqueId": Output(member="InstanceProfileId", plan=lambda plan: "AIPA" + plan.hex(17).upper()),
        "createDate": Output(Moment(), "CreateDate"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("CreateInstanceProfile", **self.request(inputs), Tags=pairs(inputs["tagsAll"]))
        return str(inputs["name"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs.get("role"):
            api("AddRoleToInstanceProfile", InstanceProfileName=identity, RoleName=inputs["role"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetInstanceProfile", InstanceProfileName=identity)
        if found is None:
            return None
        profile = found["InstanceProfile"]
        roles = [role["RoleName"] for role in profile["Roles"]]
        return {**self.state(profile), "role": next(iter(roles), None), "tagsAll": unpaired(profile.get("Tags"))}

    @updates("role")
    def change_role(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if old.get("role"):
            api("RemoveRoleFromInstanceProfile", InstanceProfileName=identity, RoleName=old["role"])
        self.complete(api, identity, inputs)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagInstanceProfile", InstanceProfileName=identity, Tags=pairs(put))
        if drop:
            api("UntagInstanceProfile", InstanceProfileName=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if state.get("role"):
            api.find("RemoveRoleFromInstanceProfile", InstanceProfileName=identity, RoleName=state["role"])
        api("DeleteInstanceProfile", InstanceProfileName=identity)
