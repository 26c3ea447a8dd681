"""IAM's reports of last accessed information, through the engine."""

from typing import Any

import pytest

from tests.sandbox.gateway.authorization.people import Client, People, allow, deny, policy, refused

pytestmark = pytest.mark.engine


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


def user_arn(people: People, name: str) -> str:
    return f"arn:aws:iam::{people.account}:user/{name}"


def job(people: People, arn: str, **parameters: Any) -> str:
    return str(people.iam.generate_service_last_accessed_details(Arn=arn, **parameters)["JobId"])


def report(people: People, arn: str, **parameters: Any) -> dict[str, Any]:
    found = people.iam.get_service_last_accessed_details(JobId=job(people, arn, **parameters), MaxItems=1000)
    assert found["JobStatus"] == "COMPLETED"
    assert found["IsTruncated"] is False
    return {one["ServiceNamespace"]: one for one in found["ServicesLastAccessed"]}


def test_the_services_are_those_that_the_policies_may_allow(people: People) -> None:
    people.user(
        "ann",
        allow("sqs:SendMessage", "sns:*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
        allow("kms:*", "s3:GetObject", resource="arn:aws:s3:::data/${aws:username}/*"),
        allow("dynamodb:*"),
        deny("sns:*"),
        deny("dynamodb:*", Condition={"Bool": {"aws:SecureTransport": "false"}}),
    )
    found = report(people, user_arn(people, "ann"))
    assert list(found) == ["dynamodb", "s3", "sqs"]
    assert found["sqs"] == {"ServiceName": "Amazon SQS", "ServiceNamespace": "sqs", "TotalAuthenticatedEntities": 0}


def test_a_user_s_report_has_its_last_attempt_on_each_service_denied_ones_too(people: People) -> None:
    ann = people.user("ann", allow("sqs:ListQueues", "sns:Publish"))
    ann("sqs").list_queues()
    refused(ann("sns").list_topics)
    refused(ann("kms").list_keys)
    found = report(people, user_arn(people, "ann"))
    assert list(found) == ["sns", "sqs"]
    for one in found.values():
        assert one["LastAuthenticatedEntity"] == user_arn(people, "ann")
        assert one["LastAuthenticatedRegion"] == "us-east-1"
        assert one["TotalAuthenticatedEntities"] == 1
    assert found["sqs"]["LastAuthenticated"] <= found["sns"]["LastAuthenticated"]


def test_action_level_reports_the_tracked_actions(people: People) -> None:
    ann = people.user("ann", allow("sqs:ListQueues", "sqs:SendMessage", "sqs:CreateQueue", "iam:PassRole"))
    ann("sqs").list_queues()
    found = report(people, user_arn(people, "ann"), Granularity="ACTION_LEVEL")
    assert "TrackedActionsLastAccessed" not in found["iam"]
    created, listed = found["sqs"]["TrackedActionsLastAccessed"]
    assert created == {"ActionName": "CreateQueue"}
    assert listed["ActionName"] == "ListQueues"
    assert listed["LastAccessedEntity"] == user_arn(people, "ann")
    assert listed["LastAccessedTime"] == found["sqs"]["LastAuthenticated"]
    assert "TrackedActionsLastAccessed" not in report(people, user_arn(people, "ann"))["sqs"]


def test_a_group_s_report_has_the_attempts_of_its_members(people: People) -> None:
    ann, _, cid = (people.user(name) for name in ("ann", "bob", "cid"))
    people.iam.create_group(GroupName="ops")
    people.iam.put_group_policy(GroupName="ops", PolicyName="own", PolicyDocument=policy(allow("sqs:*")))
    for name in ("ann", "bob"):
        people.iam.add_user_to_group(GroupName="ops", UserName=name)
    for each in (ann, cid):
        refused(each("sns").list_topics)
    ann("sqs").list_queues()
    refused(cid("sqs").list_queues)
    group = f"arn:aws:iam::{people.account}:group/ops"
    assert report(people, group)["sqs"]["TotalAuthenticatedEntities"] == 1
    entities = people.iam.get_service_last_accessed_details_with_entities(
        JobId=job(people, group), ServiceNamespace="sqs"
    )["EntityDetailsList"]
    assert [one["EntityInfo"]["Name"] for one in entities] == ["ann", "bob"]
    assert entities[0]["EntityInfo"]["Type"] == "USER"
    assert entities[0]["EntityInfo"]["Arn"] == user_arn(people, "ann")
    assert "LastAuthenticated" in entities[0]
    assert "LastAuthenticated" not in entities[1]


def test_a_policy_s_report_has_the_users_of_groups_and_the_roles_that_have_it(people: People) -> None:
    arn = people.iam.create_policy(PolicyName="queues", PolicyDocument=policy(allow("sqs:*")))["Policy"]["Arn"]
    assert report(people, arn)["sqs"]["TotalAuthenticatedEntities"] == 0
    ann = people.user("ann", allow("sts:AssumeRole"))
    people.iam.create_group(GroupName="ops")
    people.iam.attach_group_policy(GroupName="ops", PolicyArn=arn)
    people.iam.add_user_to_group(GroupName="ops", UserName="ann")
    role = people.role("job", people.account)
    people.iam.attach_role_policy(RoleName="job", PolicyArn=arn)
    ann("sqs").list_queues()
    people.session(ann("sts"), role)("sqs").list_queues()
    found = report(people, arn)["sqs"]
    assert found["TotalAuthenticatedEntities"] == 2
    assert found["LastAuthenticatedEntity"] == role
    entities = people.iam.get_service_last_accessed_details_with_entities(
        JobId=job(people, arn), ServiceNamespace="sqs"
    )["EntityDetailsList"]
    assert [one["EntityInfo"]["Type"] for one in entities] == ["ROLE", "USER"]


def test_a_report_is_that_of_its_time(people: People) -> None:
    ann = people.user("ann", allow("sqs:*"))
    before = job(people, user_arn(people, "ann"))
    ann("sqs").list_queues()
    (sqs,) = people.iam.get_service_last_accessed_details(JobId=before)["ServicesLastAccessed"]
    assert sqs["TotalAuthenticatedEntities"] == 0


def test_services_come_in_pages(people: People) -> None:
    people.user("ann", allow("*"))
    found = job(people, user_arn(people, "ann"))
    first = people.iam.get_service_last_accessed_details(JobId=found)
    assert (len(first["ServicesLastAccessed"]), first["IsTruncated"]) == (100, True)
    rest = people.iam.get_service_last_accessed_details(JobId=found, Marker=first["Marker"], MaxItems=1000)
    assert rest["IsTruncated"] is False
    names = [one["ServiceNamespace"] for page in (first, rest) for one in page["ServicesLastAccessed"]]
    assert names == sorted(names)
    assert len(names) > 400


def test_a_job_is_read_by_its_caller_only(people: People) -> None:
    ann, bob = (people.user(name, allow("iam:*")) for name in ("ann", "bob"))
    found = ann("iam").generate_service_last_accessed_details(Arn=user_arn(people, "ann"))["JobId"]
    ann("iam").get_service_last_accessed_details(JobId=found)
    assert refused(bob("iam").get_service_last_accessed_details, JobId=found)[0] == "NoSuchEntity"


def test_what_does_not_exist_is_refused(people: People) -> None:
    generate = people.iam.generate_service_last_accessed_details
    assert refused(generate, Arn=user_arn(people, "nemo"))[0] == "NoSuchEntity"
    assert refused(generate, Arn=f"arn:aws:iam::{people.account}:mfa/token")[0] == "InvalidInput"
    assert refused(generate, Arn=user_arn(people, "nemo"), Granularity="ALL")[0] == "ValidationError"
    get = people.iam.get_service_last_accessed_details
    assert refused(get, JobId="00000000-0000-0000-0000-000000000000")[0] == "NoSuchEntity"


def test_the_policies_that_grant_access_to_a_service_are_listed(people: People) -> None:
    arn = people.iam.create_policy(PolicyName="queues", PolicyDocument=policy(allow("sqs:*")))["Policy"]["Arn"]
    people.user("ann", allow("sns:*"), deny("kms:*"))
    people.iam.create_group(GroupName="ops")
    people.iam.put_group_policy(GroupName="ops", PolicyName="topics", PolicyDocument=policy(allow("sns:Publish")))
    people.iam.add_user_to_group(GroupName="ops", UserName="ann")
    people.iam.attach_user_policy(UserName="ann", PolicyArn=arn)
    found = people.iam.list_policies_granting_service_access(
        Arn=user_arn(people, "ann"), ServiceNamespaces=["sqs", "sns", "kms"]
    )["PoliciesGrantingServiceAccess"]
    assert [one["ServiceNamespace"] for one in found] == ["sqs", "sns", "kms"]
    assert [one["Policies"] for one in found] == [
        [{"PolicyName": "queues", "PolicyType": "MANAGED", "PolicyArn": arn}],
        [
            {"PolicyName": "own", "PolicyType": "INLINE", "EntityType": "USER", "EntityName": "ann"},
            {"PolicyName": "topics", "PolicyType": "INLINE", "EntityType": "GROUP", "EntityName": "ops"},
        ],
        [],
    ]
    wrong = {"Arn": user_arn(people, "ann"), "ServiceNamespaces": ["queues"]}
    assert refused(people.iam.list_policies_granting_service_access, **wrong)[0] == "InvalidInput"


def test_generating_a_report_needs_the_permission_on_its_resource(people: People) -> None:
    own = user_arn(people, "ann")
    ann = people.user("ann", allow("iam:GenerateServiceLastAccessedDetails", resource=own))
    people.user("bob")
    ann("iam").generate_service_last_accessed_details(Arn=own)
    code, message = refused(ann("iam").generate_service_last_accessed_details, Arn=user_arn(people, "bob"))
    assert code == "AccessDenied"
    assert message.partition(" because ")[0].endswith(f"on resource: {user_arn(people, 'bob')}")
