"""Organizations: the organization and its organizational units."""

from collections.abc import Iterator
from typing import Any, ClassVar

from sandbox.emulated.organizations.rules import identifiers
from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.block import Block
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, ListOf, Moment, SetOf, Text
from sandbox.provider.values import Values

SETTLING = ("FinalizingOrganizationException", "PolicyChangesInProgressException")
NO_ORGANIZATION = ("AWSOrganizationsNotInUseException",)
"""The error of every operation where there is no organization."""
FEWER = ("ALL", "CONSOLIDATED_BILLING")
ACCOUNT: dict[str, Input] = {
    "arn": Input(Text(), "Arn"),
    "email": Input(Text(), "Email"),
    "id": Input(Text(), "Id"),
    "joinedMethod": Input(Text(), "JoinedMethod"),
    "joinedTimestamp": Input(Moment(), "JoinedTimestamp"),
    "name": Input(Text(), "Name"),
    "state": Input(Text(), "State"),
    "status": Input(Text(), "Status"),
}
ACCOUNTS = ListOf(Block(ACCOUNT))
ROOT = Block(
    {
        "arn": Input(Text(), "Arn"),
        "id": Input(Text(), "Id"),
        "name": Input(Text(), "Name"),
        "policyTypes": Input(
            ListOf(Block({"status": Input(Text(), "Status"), "type": Input(Text(), "Type")})), "PolicyTypes"
        ),
    }
)


def planned_organization(plan: Plan) -> str:
    """Plan the id of the account's first organization in the sandbox."""
    return identifiers.organization_id(plan.place.account, 1)


def planned_roots(plan: Plan) -> list[Values]:
    """Plan the root, with the policy types that the program enables."""
    organization = planned_organization(plan)
    root = identifiers.root_id(organization)
    types = plan.values.get("enabledPolicyTypes") or []
    return [
        {
            "arn": identifiers.arn(plan.place.account, "root", organization, root),
            "id": root,
            "name": "Root",
            "policyTypes": [{"status": "ENABLED", "type": kind} for kind in types],
        }
    ]


def planned_arn(kind: str) -> Any:
    """Return a plan for an ARN under the organization, whose id the program does not give."""

    def plan_arn(plan: Plan) -> str:
        return identifiers.arn(plan.place.account, kind, planned_organization(plan), str(plan.values["id"]))

    return plan_arn


class Organization(ResourceType):
    """The organization of which this account is the management account."""

    token = "aws:organizations/organization:Organization"
    service = "organizations"
    identity = staticmethod(planned_organization)
    regional = False
    delete_first = True
    gone = NO_ORGANIZATION
    eventual = SETTLING
    properties: ClassVar = {
        "featureSet": Input(Text(choices=("ALL", "CONSOLIDATED_BILLING")), "FeatureSet", default="ALL"),
        "awsServiceAccessPrincipals": Input(SetOf()),
        "enabledPolicyTypes": Input(SetOf()),
        "returnOrganizationOnly": Input(Flag(), default=False, unread=True),
        "arn": Output(member="Arn", plan=planned_arn("organization")),
        "masterAccountArn": Output(
            member="MasterAccountArn",
            plan=lambda plan: identifiers.arn(
                plan.place.account, "account", planned_organization(plan), plan.place.account
            ),
        ),
        "masterAccountEmail": Output(member="MasterAccountEmail"),
        "masterAccountId": Output(member="MasterAccountId", plan="{account}"),
        "masterAccountName": Output(),
        "accounts": Output(ACCOUNTS, "Accounts"),
        "nonMasterAccounts": Output(ACCOUNTS, "NonMasterAccounts", plan=[]),
        "roots": Output(ListOf(ROOT), "Roots", plan=planned_roots),
    }

    def create(self, api: Api, inputs: Values) -> str:
        return str(api("CreateOrganization", FeatureSet=inputs["featureSet"])["Organization"]["Id"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self.set_services(api, identity, inputs, {})
        self.set_policy_types(api, identity, inputs, {})

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("DescribeOrganization")
        if found is None or found["Organization"]["Id"] != identity:
            return None
        organization = found["Organization"]
        root = next(api.pages("ListRoots", "Roots"))
        services = api.pages("ListAWSServiceAccessForOrganization", "EnabledServicePrincipals")
        accounts = list(api.pages("ListAccounts", "Accounts"))
        management = organization["MasterAccountId"]
        others = [account for account in accounts if account["Id"] != management]
        state = self.state({**organization, "Accounts": accounts, "NonMasterAccounts": others, "Roots": [root]})
        return {
            **state,
            "masterAccountName": next(account["Name"] for account in accounts if account["Id"] == management),
            "awsServiceAccessPrincipals": [service["ServicePrincipal"] for service in services],
            "enabledPolicyTypes": [kind["Type"] for kind in root["PolicyTypes"] if kind["Status"] == "ENABLED"],
        }

    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        """Replace an organization that gives up all features (terraform-provider-aws: ForceNewIfChange)."""
        return {"featureSet"} if (old.get("featureSet"), new.get("featureSet")) == FEWER else set()

    @updates("featureSet")
    def enable_all(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("EnableAllFeatures")

    @updates("awsServiceAccessPrincipals")
    def set_services(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        before = set(old.get("awsServiceAccessPrincipals") or [])
        after = set(inputs.get("awsServiceAccessPrincipals") or [])
        for service in sorted(after - before):
            api("EnableAWSServiceAccess", ServicePrincipal=service)
        for service in sorted(before - after):
            api("DisableAWSServiceAccess", ServicePrincipal=service)

    @updates("enabledPolicyTypes")
    def set_policy_types(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        before, after = set(old.get("enabledPolicyTypes") or []), set(inputs.get("enabledPolicyTypes") or [])
        root = next(api.pages("ListRoots", "Roots"))["Id"]
        for kind in sorted(after - before):
            api("EnablePolicyType", RootId=root, PolicyType=kind)
        for kind in sorted(before - after):
            api("DisablePolicyType", RootId=root, PolicyType=kind)
        api.wait(
            lambda: next(api.pages("ListRoots", "Roots")), self._settled, ready=("settled",), pending=("changing",)
        )

    @staticmethod
    def _settled(root: Values) -> str:
        return "settled" if all(kind["Status"] == "ENABLED" for kind in root["PolicyTypes"]) else "changing"

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteOrganization")


def accounts_of(api: Api, parent: str) -> Iterator[Values]:
    """Return the accounts directly under a unit or root."""
    return api.pages("ListAccountsForParent", "Accounts", ParentId=parent)


class OrganizationalUnit(ResourceType):
    """An organizational unit; renamed in place. A new parent replaces it."""

    token = "aws:organizations/organizationalUnit:OrganizationalUnit"
    service = "organizations"
    regional = False
    tagged = True
    gone = NO_ORGANIZATION
    eventual = SETTLING
    properties: ClassVar = {
        "name": Input(Text(), "Name", named=128),
        "parentId": Input(Text(), "ParentId", required=True, replaces=True),
        "arn": Output(member="Arn", plan=planned_arn("ou")),
        "accounts": Output(
            ListOf(Block({name: ACCOUNT[name] for name in ("arn", "email", "id", "name")})), "Accounts", plan=[]
        ),
    }

    @staticmethod
    def identity(plan: Plan) -> str:
        """Plan the id: it contains a part of the root's id, as those of all units do."""
        return f"ou-{str(plan.values['parentId']).split('-')[1]}-{plan.hex(8)}"

    def create(self, api: Api, inputs: Values) -> str:
        made = api("CreateOrganizationalUnit", **self.request(inputs), Tags=pairs(inputs["tagsAll"]))
        return str(made["OrganizationalUnit"]["Id"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("DescribeOrganizationalUnit", OrganizationalUnitId=identity)
        if found is None:
            return None
        parent = api("ListParents", ChildId=identity)["Parents"][0]["Id"]
        unit = {**found["OrganizationalUnit"], "ParentId": parent, "Accounts": list(accounts_of(api, identity))}
        return {**self.state(unit), "tagsAll": tags_of(api, identity)}

    @updates("name")
    def rename(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateOrganizationalUnit", OrganizationalUnitId=identity, Name=inputs["name"])

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        retag(api, identity, put, drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteOrganizationalUnit", OrganizationalUnitId=identity)


def tags_of(api: Api, identity: str) -> dict[str, str]:
    """Return the tags of a resource of the organization."""
    return unpaired(list(api.pages("ListTagsForResource", "Tags", ResourceId=identity)))


def retag(api: Api, identity: str, put: dict[str, str], drop: list[str]) -> None:
    """Set and remove tags of a resource of the organization."""
    if put:
        api("TagResource", ResourceId=identity, Tags=pairs(put))
    if drop:
        api("UntagResource", ResourceId=identity, TagKeys=drop)
