"""Organizations: policies, their attachments, delegated administrators and the resource policy."""

from typing import ClassVar

from sandbox.emulated.organizations.rules import identifiers
from sandbox.provider.api import Api, pairs
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.organizations import NO_ORGANIZATION, SETTLING, planned_organization, retag, tags_of
from sandbox.provider.value_types import Document, Flag, Moment, Text
from sandbox.provider.values import Values


def planned_policy_arn(plan: Plan) -> str:
    """Plan the ARN, which contains the policy's type."""
    kind = str(plan.values["type"]).lower()
    return identifiers.arn(plan.place.account, "policy", planned_organization(plan), kind, str(plan.values["id"]))


class Policy(ResourceType):
    """A policy of the organization, such as an SCP or RCP."""

    token = "aws:organizations/policy:Policy"
    service = "organizations"
    identity = "p-{hex8}"
    regional = False
    tagged = True
    gone = NO_ORGANIZATION
    eventual = SETTLING
    properties: ClassVar = {
        "name": Input(Text(), "Name", named=128),
        "type": Input(Text(), "Type", default="SERVICE_CONTROL_POLICY", replaces=True),
        "description": Input(Text(), "Description"),
        "content": Input(Document(), "Content", required=True),
        "skipDestroy": Input(Flag(), unread=True),
        "arn": Output(member="Arn", plan=planned_policy_arn),
    }

    def create(self, api: Api, inputs: Values) -> str:
        request = {"Description": "", **self.request(inputs)}
        return str(api("CreatePolicy", **request, Tags=pairs(inputs["tagsAll"]))["Policy"]["PolicySummary"]["Id"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("DescribePolicy", PolicyId=identity)
        if found is None:
            return None
        policy = {**found["Policy"]["PolicySummary"], "Content": found["Policy"]["Content"]}
        return {**self.state(policy), "tagsAll": tags_of(api, identity)}

    @updates("name", "description", "content")
    def rewrite(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        request = {"Description": "", **self.request(inputs, "name", "description", "content")}
        api("UpdatePolicy", PolicyId=identity, **request)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        retag(api, identity, put, drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if not state.get("skipDestroy"):
            api("DeletePolicy", PolicyId=identity)


class PolicyAttachment(ResourceType):
    """The attachment of a policy to the root, a unit or an account."""

    token = "aws:organizations/policyAttachment:PolicyAttachment"
    service = "organizations"
    identity = "{targetId}:{policyId}"
    regional = False
    gone = (*NO_ORGANIZATION, "PolicyNotAttachedException")
    eventual = SETTLING
    properties: ClassVar = {
        "policyId": Input(Text(), "PolicyId", required=True, replaces=True),
        "targetId": Input(Text(), "TargetId", required=True, replaces=True),
        "skipDestroy": Input(Flag(), unread=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("AttachPolicy", **self.request(inputs, "policyId", "targetId"))
        return f"{inputs['targetId']}:{inputs['policyId']}"

    def read(self, api: Api, identity: str) -> Values | None:
        target, _, policy = identity.partition(":")
        targets = api.find_all("ListTargetsForPolicy", "Targets", PolicyId=policy)
        there = any(attached["TargetId"] == target for attached in targets or [])
        return {"policyId": policy, "targetId": target} if there else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if not state.get("skipDestroy"):
            target, _, policy = identity.partition(":")
            api("DetachPolicy", PolicyId=policy, TargetId=target)


class DelegatedAdministrator(ResourceType):
    """A member account that is the delegated administrator of a service."""

    token = "aws:organizations/delegatedAdministrator:DelegatedAdministrator"
    service = "organizations"
    identity = "{accountId}/{servicePrincipal}"
    regional = False
    eventual = SETTLING
    gone = (*NO_ORGANIZATION, "AccountNotRegisteredException")
    properties: ClassVar = {
        "accountId": Input(Text(), "Id", required=True, replaces=True),
        "servicePrincipal": Input(Text(), required=True, replaces=True),
        "arn": Output(
            member="Arn",
            plan=lambda plan: identifiers.arn(
                plan.place.account, "account", planned_organization(plan), str(plan.values["accountId"])
            ),
        ),
        "delegationEnabledDate": Output(Moment(), "DelegationEnabledDate"),
        "email": Output(member="Email"),
        "joinedMethod": Output(member="JoinedMethod", plan="CREATED"),
        "joinedTimestamp": Output(Moment(), "JoinedTimestamp"),
        "name": Output(member="Name"),
        "status": Output(member="Status", plan="ACTIVE"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        account, service = inputs["accountId"], inputs["servicePrincipal"]
        api("RegisterDelegatedAdministrator", AccountId=account, ServicePrincipal=service)
        return f"{account}/{service}"

    def read(self, api: Api, identity: str) -> Values | None:
        account, _, service = identity.partition("/")
        delegates = api.find_all("ListDelegatedAdministrators", "DelegatedAdministrators", ServicePrincipal=service)
        found = next((delegate for delegate in delegates or [] if delegate["Id"] == account), None)
        return None if found is None else {**self.state(found), "servicePrincipal": service}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        account, _, service = identity.partition("/")
        api("DeregisterDelegatedAdministrator", AccountId=account, ServicePrincipal=service)


class ResourcePolicy(ResourceType):
    """The organization's resource-based delegation policy."""

    token = "aws:organizations/resourcePolicy:ResourcePolicy"
    service = "organizations"
    identity = "rp-{hex8}"
    regional = False
    tagged = True
    delete_first = True
    gone = NO_ORGANIZATION
    eventual = SETTLING
    properties: ClassVar = {
        "content": Input(Document(), "Content", required=True),
        "arn": Output(
            member="Arn",
            plan=lambda plan: identifiers.arn(
                plan.place.account, "resourcepolicy", planned_organization(plan), str(plan.values["id"])
            ),
        ),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api("PutResourcePolicy", **self.request(inputs), Tags=pairs(inputs["tagsAll"]))
        return str(made["ResourcePolicy"]["ResourcePolicySummary"]["Id"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("DescribeResourcePolicy")
        if found is None or found["ResourcePolicy"]["ResourcePolicySummary"]["Id"] != identity:
            return None
        policy = found["ResourcePolicy"]
        state = self.state({**policy["ResourcePolicySummary"], "Content": policy["Content"]})
        return {**state, "tagsAll": tags_of(api, identity)}

    @updates("content")
    def rewrite(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("PutResourcePolicy", **self.request(inputs))

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        retag(api, identity, put, drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteResourcePolicy")
