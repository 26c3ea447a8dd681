"""Reports of last accessed information on an organization, through the engine."""

import time
from dataclasses import dataclass
from typing import Any

import pytest

from tests.sandbox.emulated.member_accounts import create_account
from tests.sandbox.gateway.authorization.people import Client, People, allow, deny, policy, refused

pytestmark = pytest.mark.engine

SCP = "SERVICE_CONTROL_POLICY"


@dataclass
class Estate:
    """An organization: the unit with one account, which an SCP limits to queues and topics."""

    client: Client
    management: str
    organization: str
    root: str
    unit: str
    member: str
    policy: str

    @property
    def iam(self) -> Any:
        return self.client("iam", account=self.management)

    def path(self, *nodes: str) -> str:
        return "/".join((self.organization, self.root, *nodes))

    def generate(self, path: str, **parameters: Any) -> str:
        return str(self.iam.generate_organizations_access_report(EntityPath=path, **parameters)["JobId"])

    def report(self, path: str, **parameters: Any) -> dict[str, Any]:
        job = self.generate(path, **parameters)
        return dict(self.iam.get_organizations_access_report(JobId=job, MaxItems=1000))

    def services(self, path: str, **parameters: Any) -> dict[str, Any]:
        found = self.report(path, **parameters)
        assert found["JobStatus"] == "COMPLETED"
        return {one["ServiceNamespace"]: one for one in found["AccessDetails"]}


@pytest.fixture
def estate(client: Client, account: str) -> Estate:
    organizations = client("organizations", account=account)
    found = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType=SCP)
    while organizations.list_roots()["Roots"][0]["PolicyTypes"][0]["Status"] != "ENABLED":
        time.sleep(0.05)
    unit = organizations.create_organizational_unit(ParentId=root, Name="departments")["OrganizationalUnit"]["Id"]
    member = create_account(organizations, "mobile", f"mobile-{account}@gilt.example")
    organizations.move_account(AccountId=member, SourceParentId=root, DestinationParentId=unit)
    content = policy(allow("sqs:*", "sns:*"), deny("sns:*"))
    made = organizations.create_policy(Name="queues", Description="", Type=SCP, Content=content)["Policy"]
    identifier = made["PolicySummary"]["Id"]
    organizations.attach_policy(PolicyId=identifier, TargetId=unit)
    organizations.detach_policy(PolicyId="p-FullAWSAccess", TargetId=unit)
    return Estate(client, account, found, root, unit, member, identifier)


def test_an_account_has_the_services_that_the_scps_above_it_allow(estate: Estate) -> None:
    ann = People(estate.client, estate.member).user("ann", allow("*"))
    ann("sqs").list_queues()
    refused(ann("kms").list_keys)
    path = estate.path(estate.unit, estate.member)
    found = estate.services(path)
    assert list(found) == ["sqs"]
    assert found["sqs"]["ServiceName"] == "Amazon SQS"
    assert found["sqs"]["EntityPath"] == path
    assert found["sqs"]["Region"] == "us-east-1"
    assert found["sqs"]["TotalAuthenticatedEntities"] == 1
    assert "LastAuthenticatedTime" in found["sqs"]


def test_the_root_counts_the_accounts_without_the_management_account(estate: Estate) -> None:
    for account in (estate.management, estate.member):
        People(estate.client, account).user("ann", allow("*"))("sqs").list_queues()
    found = estate.report(estate.path())
    services = {one["ServiceNamespace"]: one for one in found["AccessDetails"]}
    assert len(services) > 400
    assert services["sqs"]["TotalAuthenticatedEntities"] == 1
    assert services["sqs"]["EntityPath"] == estate.path(estate.unit, estate.member)
    assert services["kms"] == {"ServiceName": services["kms"]["ServiceName"], "ServiceNamespace": "kms"} | {
        "TotalAuthenticatedEntities": 0
    }
    assert found["NumberOfServicesAccessible"] == len(services)
    assert found["NumberOfServicesNotAccessed"] == len(services) - 1


def test_the_management_account_is_not_limited(estate: Estate) -> None:
    People(estate.client, estate.management).user("ann", allow("*"))("kms").list_keys()
    found = estate.services(estate.path(estate.management), OrganizationsPolicyId=estate.policy)
    assert len(found) > 400
    assert found["kms"]["TotalAuthenticatedEntities"] == 1


def test_a_policy_counts_the_accounts_to_which_it_is_attached_below_the_entity(estate: Estate) -> None:
    People(estate.client, estate.member).user("ann", allow("*"))("sqs").list_queues()
    unit, account = estate.path(estate.unit), estate.path(estate.unit, estate.member)
    assert estate.services(unit, OrganizationsPolicyId=estate.policy)["sqs"]["TotalAuthenticatedEntities"] == 1
    apart = estate.services(account, OrganizationsPolicyId=estate.policy)
    assert list(apart) == ["sqs"]
    assert apart["sqs"]["TotalAuthenticatedEntities"] == 0


def test_details_are_sorted_and_come_in_pages(estate: Estate) -> None:
    People(estate.client, estate.member).user("ann", allow("*"))("sqs").list_queues()
    job = estate.generate(estate.path())
    last = estate.iam.get_organizations_access_report(
        JobId=job, SortKey="LAST_AUTHENTICATED_TIME_DESCENDING", MaxItems=1
    )
    assert [one["ServiceNamespace"] for one in last["AccessDetails"]] == ["sqs"]
    assert last["IsTruncated"] is True
    names = [
        one["ServiceNamespace"]
        for one in estate.iam.get_organizations_access_report(JobId=job, SortKey="SERVICE_NAMESPACE_DESCENDING")[
            "AccessDetails"
        ]
    ]
    assert names == sorted(names, reverse=True)
    assert len(names) == 100


def test_a_path_or_policy_that_does_not_exist_fails_the_job(estate: Estate) -> None:
    wrong = estate.report(estate.path(estate.member))
    assert (wrong["JobStatus"], wrong["ErrorDetails"]["Code"]) == ("FAILED", "INVALID_ORGANIZATIONS_ENTITY_PATH")
    wrong = estate.report(estate.path(estate.unit), OrganizationsPolicyId="p-00000000")
    assert (wrong["JobStatus"], wrong["ErrorDetails"]["Code"]) == ("FAILED", "INVALID_ORGANIZATIONS_POLICY")


def test_only_the_management_account_reads_its_own_organization(estate: Estate) -> None:
    member = estate.client("iam", account=estate.member)
    assert refused(member.generate_organizations_access_report, EntityPath=estate.path())[0] == "AccessDenied"
    other = f"o-0123456789/{estate.root}"
    assert refused(estate.iam.generate_organizations_access_report, EntityPath=other)[0] == "AccessDenied"
    job = estate.generate(estate.path())
    assert refused(member.get_organizations_access_report, JobId=job)[0] == "AccessDenied"
