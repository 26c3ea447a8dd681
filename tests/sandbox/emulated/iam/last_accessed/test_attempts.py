"""The last attempts of users and roles are recorded, through the engine."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.sandbox.gateway.authorization.people import Client, People, allow, policy, refused

pytestmark = pytest.mark.engine

NOW = timedelta(minutes=5)


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


def recent(time: datetime) -> bool:
    return abs(datetime.now(UTC) - time) < NOW


def key_of(people: People, name: str) -> Any:
    (key,) = people.iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
    return people.iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])


def test_a_new_key_is_not_used(people: People) -> None:
    people.user("ann")
    found = key_of(people, "ann")
    assert found["UserName"] == "ann"
    assert found["AccessKeyLastUsed"] == {"Region": "N/A", "ServiceName": "N/A"}


def test_a_key_was_used_with_the_service_and_region_of_its_last_call(people: People) -> None:
    ann = people.user("ann", allow("sqs:*", "iam:*"))
    ann("sqs").list_queues()
    used = key_of(people, "ann")["AccessKeyLastUsed"]
    assert (used["ServiceName"], used["Region"]) == ("sqs", "us-east-1")
    assert recent(used["LastUsedDate"])
    ann("iam").list_roles()
    assert key_of(people, "ann")["AccessKeyLastUsed"]["ServiceName"] == "iam"


def test_a_denied_call_is_a_use(people: People) -> None:
    ann = people.user("ann")
    refused(ann("sqs").list_queues)
    assert key_of(people, "ann")["AccessKeyLastUsed"]["ServiceName"] == "sqs"


def test_the_key_of_the_session_s_user_is_not_used_by_the_session(people: People) -> None:
    role = people.role("ops", people.account, allow("sqs:*"))
    ann = people.user("ann", allow("sts:AssumeRole"))
    session = people.session(ann("sts"), role)
    session("sqs").list_queues()
    assert key_of(people, "ann")["AccessKeyLastUsed"]["ServiceName"] == "sts"


def test_a_role_is_used_by_the_calls_of_its_sessions(people: People) -> None:
    role = people.role("ops", people.account, allow("sqs:*"))
    ann = people.user("ann", allow("sts:AssumeRole"))
    session = people.session(ann("sts"), role)
    assert people.iam.get_role(RoleName="ops")["Role"].get("RoleLastUsed", {}) == {}
    (details,) = people.iam.get_account_authorization_details(Filter=["Role"])["RoleDetailList"]
    assert details["RoleLastUsed"] == {}
    session("sqs").list_queues()
    used = people.iam.get_role(RoleName="ops")["Role"]["RoleLastUsed"]
    assert used["Region"] == "us-east-1"
    assert recent(used["LastUsedDate"])
    (details,) = people.iam.get_account_authorization_details(Filter=["Role"])["RoleDetailList"]
    assert details["RoleLastUsed"] == used


def services_used(people: People, name: str) -> set[str]:
    arn = people.iam.get_user(UserName=name)["User"]["Arn"]
    job = people.iam.generate_service_last_accessed_details(Arn=arn)["JobId"]
    found = people.iam.get_service_last_accessed_details(JobId=job, MaxItems=1000)["ServicesLastAccessed"]
    return {one["ServiceNamespace"] for one in found if "LastAuthenticated" in one}


def test_a_federated_user_s_calls_are_those_of_the_user_behind_it(people: People) -> None:
    ann = people.user("ann", allow("*"))
    given = ann("sts").get_federation_token(Name="kim", Policy=policy(allow("*")))["Credentials"]
    keys = {"account": given["AccessKeyId"], "secret": given["SecretAccessKey"], "token": given["SessionToken"]}
    people.client("sqs", **keys).list_queues()
    assert services_used(people, "ann") == {"sqs", "sts"}


def test_a_renamed_user_keeps_its_attempts_and_a_new_one_of_its_name_has_none(people: People) -> None:
    people.user("ann", allow("*"))("sqs").list_queues()
    people.iam.update_user(UserName="ann", NewUserName="bea")
    people.user("ann", allow("*"))
    assert services_used(people, "bea") == {"sqs"}
    assert services_used(people, "ann") == set()
