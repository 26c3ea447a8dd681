"""IAM: managed policies, and the inline and attached policies of roles."""

from typing import ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.policy_document import PolicyDocument
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.iam_roles import NEW_PRINCIPAL
from sandbox.provider.value_types import Number, Text
from sandbox.provider.values import Values

VERSIONS_KEPT = 5


class Policy(ResourceType):
    """A managed policy; a new document becomes the default version."""

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
        "policy": Input(PolicyDocument(), "PolicyDocument", required=True),
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
    """An inline policy of a role."""

    token = "aws:iam/rolePolicy:RolePolicy"
    service = "iam"
    identity = "{role}:{name}"
    regional = False
    properties: ClassVar = {
        "role": Input(Text(), "RoleName", required=True, replaces=True),
        "name": Input(Text(), "PolicyName", named=128, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "policy": Input(PolicyDocument(), "PolicyDocument", required=True),
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
    """The attachment of a managed policy to a role."""

    token = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    service = "iam"
    identity = "{role}/{policyArn}"
    regional = False
    delete_first = True
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
