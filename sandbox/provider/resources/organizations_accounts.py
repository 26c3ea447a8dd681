"""Organizations: member accounts."""

from typing import ClassVar

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.emulated.organizations.rules import identifiers
from sandbox.provider.api import Api, pairs
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.organizations import (
    NO_ORGANIZATION,
    SETTLING,
    planned_arn,
    planned_organization,
    retag,
    tags_of,
)
from sandbox.provider.value_types import Flag, Moment, Text
from sandbox.provider.values import Values


class Account(ResourceType):
    """A member account; moved between units in place."""

    token = "aws:organizations/account:Account"
    service = "organizations"
    regional = False
    tagged = True
    gone = NO_ORGANIZATION
    eventual = (*SETTLING, "ConstraintViolationException You attempted to close more accounts at once")
    properties: ClassVar = {
        "email": Input(Text(), "Email", required=True, replaces=True),
        "name": Input(Text(), "Name", named=50),
        "parentId": Input(Text(), computed=True, plan=lambda plan: identifiers.root_id(planned_organization(plan))),
        "roleName": Input(Text(), "RoleName", replaces=True, unread=True),
        "iamUserAccessToBilling": Input(
            Text(choices=("ALLOW", "DENY")), "IamUserAccessToBilling", replaces=True, unread=True
        ),
        "closeOnDeletion": Input(Flag(), default=False, unread=True),
        "arn": Output(member="Arn", plan=planned_arn("account")),
        "govcloudId": Output(plan=None),
        "joinedMethod": Output(member="JoinedMethod", plan="CREATED"),
        "joinedTimestamp": Output(Moment(), "JoinedTimestamp"),
        "state": Output(member="State", plan="ACTIVE"),
        "status": Output(member="Status", plan="ACTIVE"),
    }

    @staticmethod
    def identity(plan: Plan) -> str:
        """Plan the id, which the sandbox derives from the email address."""
        return planned_account_id(str(plan.values["email"]))

    def create(self, api: Api, inputs: Values) -> str:
        request = api(
            "CreateAccount",
            Email=inputs["email"],
            AccountName=inputs["name"],
            RoleName=inputs.get("roleName"),
            IamUserAccessToBilling=inputs.get("iamUserAccessToBilling"),
            Tags=pairs(inputs["tagsAll"]),
        )["CreateAccountStatus"]["Id"]
        done = api.wait(
            lambda: api("DescribeCreateAccountStatus", CreateAccountRequestId=request)["CreateAccountStatus"],
            lambda status: str(status.get("FailureReason") or status["State"]),
            ready=("SUCCEEDED",),
            pending=("IN_PROGRESS",),
        )
        return str(done["AccountId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self.move(api, identity, inputs, {})

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("DescribeAccount", AccountId=identity)
        if found is None or found["Account"]["Status"] in ("SUSPENDED", "PENDING_CLOSURE"):
            return None
        parent = api("ListParents", ChildId=identity)["Parents"][0]["Id"]
        return {**self.state(found["Account"]), "parentId": parent, "tagsAll": tags_of(api, identity)}

    @updates("name")
    def rename(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api.of("account")("PutAccountName", AccountId=identity, AccountName=inputs["name"])

    @updates("parentId")
    def move(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        here = api("ListParents", ChildId=identity)["Parents"][0]["Id"]
        there = inputs.get("parentId")
        if there and there != here:
            api("MoveAccount", AccountId=identity, SourceParentId=here, DestinationParentId=there)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        retag(api, identity, put, drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if not state.get("closeOnDeletion"):
            api("RemoveAccountFromOrganization", AccountId=identity)
            return
        if self.read(api, identity) is not None:
            api("CloseAccount", AccountId=identity)
            api.wait_gone(lambda: self.read(api, identity), lambda account: str(account["status"]))
