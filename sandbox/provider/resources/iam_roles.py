"""IAM: roles and instance profiles."""

from typing import Any, ClassVar

from sandbox.iam import Kind
from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.block import Block
from sandbox.provider.policy_document import PolicyDocument
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Document, Flag, Moment, Number, SetOf, Text
from sandbox.provider.values import Values

# IAM refuses a principal in a trust policy for a while after its creation.
NEW_PRINCIPAL = "MalformedPolicyDocument Invalid principal"


INLINE = Block({"name": Input(Text()), "policy": Input(PolicyDocument())})


class Role(ResourceType):
    """A role; all but name and path change in place. Policies that it lists are all that it has of their kind."""

    token = "aws:iam/role:Role"
    service = "iam"
    identity = "{name}"
    regional = False
    tagged = True
    eventual = (NEW_PRINCIPAL,)
    exclusive = ("managedPolicyArns", "inlinePolicies")
    properties: ClassVar = {
        "name": Input(Text(), "RoleName", named=64, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "path": Input(Text(), "Path", default="/", replaces=True),
        "description": Input(Text(), "Description"),
        "assumeRolePolicy": Input(PolicyDocument(Kind.TRUST), "AssumeRolePolicyDocument", required=True),
        "maxSessionDuration": Input(Number(3600, 43200), "MaxSessionDuration", default=3600),
        "permissionsBoundary": Input(Text(), "PermissionsBoundary"),
        "managedPolicyArns": Input(SetOf(Text()), computed=True, plan=None),
        "inlinePolicies": Input(SetOf(INLINE), computed=True, plan=None),
        "forceDetachPolicies": Input(Flag(), default=False, unread=True),
        "arn": Output(member="Arn", plan="arn:{partition}:iam::{account}:role{path}{name}"),
        "uniqueId": Output(member="RoleId", plan=lambda plan: "AROA" + plan.hex(17, "uniqueId").upper()),
        "createDate": Output(Moment(), "CreateDate"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("CreateRole", **self.request(inputs), Tags=pairs(inputs["tagsAll"]))
        return str(inputs["name"])

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        given = inputs.get("inlinePolicies")
        return [
            (f"inlinePolicies[{index}].{name}", "is required here")
            for index, policy in enumerate(given if isinstance(given, list) else [])
            for name in INLINE.fields
            if isinstance(policy, dict) and policy.get(name) is None
        ]

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self.attach(api, identity, inputs, {})
        self.write_inline(api, identity, inputs, {})

    @updates("managedPolicyArns")
    def attach(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if (wanted := inputs.get("managedPolicyArns")) is not None:
            there = self.read_exclusive(api, identity, "managedPolicyArns")
            for arn in [arn for arn in wanted if arn not in there]:
                api("AttachRolePolicy", RoleName=identity, PolicyArn=arn)
            for arn in [arn for arn in there if arn not in wanted]:
                api("DetachRolePolicy", RoleName=identity, PolicyArn=arn)

    @updates("inlinePolicies")
    def write_inline(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if (wanted := inputs.get("inlinePolicies")) is not None:
            for policy in wanted:
                document = Document().encode(policy["policy"])
                api("PutRolePolicy", RoleName=identity, PolicyName=policy["name"], PolicyDocument=document)
            for name in set(self._inline(api, identity)) - {policy["name"] for policy in wanted}:
                api("DeleteRolePolicy", RoleName=identity, PolicyName=name)

    @staticmethod
    def _inline(api: Api, identity: str) -> list[str]:
        return list(api.pages("ListRolePolicies", "PolicyNames", RoleName=identity))

    def read_exclusive(self, api: Api, identity: str, name: str) -> Any:
        if name == "managedPolicyArns":
            attached = api.pages("ListAttachedRolePolicies", "AttachedPolicies", RoleName=identity)
            return [policy["PolicyArn"] for policy in attached]
        found = [api("GetRolePolicy", RoleName=identity, PolicyName=inline) for inline in self._inline(api, identity)]
        return [{"name": each["PolicyName"], "policy": Document().decode(each["PolicyDocument"])} for each in found]

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
        for name in self.exclusive:
            if state.get("forceDetachPolicies") or state.get(name):
                emptied: Values = {name: []}
                self.attach(api, identity, emptied, {})
                self.write_inline(api, identity, emptied, {})
        api("DeleteRole", RoleName=identity)


class InstanceProfile(ResourceType):
    """An instance profile."""

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
        # A role that was replaced under the same name has been removed from the profile by its deletion.
        if old.get("role"):
            api.find("RemoveRoleFromInstanceProfile", InstanceProfileName=identity, RoleName=old["role"])
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
