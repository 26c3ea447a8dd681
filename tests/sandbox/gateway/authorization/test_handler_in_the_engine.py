"""Calls of users and role sessions are decided by the policies around them."""

from __future__ import annotations

import json

import pytest

from tests.sandbox.gateway.authorization.people import Client, People, allow, deny, policy, refused

pytestmark = pytest.mark.engine


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


def test_a_user_without_policies_may_only_get_its_identity(people: People) -> None:
    ann = people.user("ann")
    assert ann("sts").get_caller_identity()["Arn"] == f"arn:aws:iam::{people.account}:user/ann"
    code, message = refused(ann("sqs").list_queues)
    assert code == "AccessDenied"
    assert message == (
        f"User: arn:aws:iam::{people.account}:user/ann is not authorized to perform: sqs:ListQueues "
        "because no identity-based policy allows the sqs:ListQueues action"
    )


def test_an_identity_policy_allows_its_actions_on_its_resources(people: People) -> None:
    ann = people.user("ann", allow("sqs:CreateQueue", "sqs:GetQueueUrl", resource="arn:aws:sqs:*:*:orders"))
    ann("sqs").create_queue(QueueName="orders")
    code, message = refused(ann("sqs").create_queue, QueueName="returns")
    assert code == "AccessDenied"
    assert f"on resource: arn:aws:sqs:us-east-1:{people.account}:returns" in message


def test_a_changed_policy_takes_effect_on_the_next_call(people: People) -> None:
    ann = people.user("ann", allow("sns:*"))
    ann("sns").list_topics()
    people.iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=policy(deny("sns:*")))
    assert "with an explicit deny in an identity-based policy" in refused(ann("sns").list_topics)[1]
    people.iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=policy(allow("sns:*")))
    ann("sns").list_topics()


def test_a_boundary_limits(people: People) -> None:
    limit = people.iam.create_policy(PolicyName="limit", PolicyDocument=policy(allow("sqs:*")))["Policy"]["Arn"]
    ann = people.user("ann", allow("*"), boundary=limit)
    ann("sqs").list_queues()
    code, message = refused(ann("sns").list_topics)
    assert code == "AuthorizationError"
    assert message.endswith("because no permissions boundary allows the sns:ListTopics action")


def test_a_session_policy_limits(people: People) -> None:
    role = people.role("ops", people.account, allow("*"))
    ann = people.user("ann", allow("sts:AssumeRole"))
    session = people.session(ann("sts"), role, Policy=policy(allow("sqs:*")))
    session("sqs").list_queues()
    assert "because no session policy allows the sns:ListTopics action" in refused(session("sns").list_topics)[1]


def test_a_trust_policy_decides_which_principals_assume_the_role(people: People) -> None:
    role = people.role("ops", f"arn:aws:iam::{people.account}:user/bob", allow("*"))
    people.user("bob", allow("sts:AssumeRole"))
    ann = people.user("ann", allow("sts:AssumeRole"))
    code, message = refused(ann("sts").assume_role, RoleArn=role, RoleSessionName="ann")
    assert code == "AccessDenied"
    assert f"is not authorized to perform: sts:AssumeRole on resource: {role}" in message


def test_a_bucket_policy_opens_a_bucket_to_another_account(client: Client, account: str) -> None:
    other = People(client, str(int(account) ^ 1))
    bob = other.user("bob", allow("s3:GetObject"))
    s3 = client("s3", account=account)
    bucket = f"open-{account}"
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a", Body=b"x")
    assert refused(bob("s3").get_object, Bucket=bucket, Key="a")[0] == "AccessDenied"
    principal = {"AWS": f"arn:aws:iam::{other.account}:user/bob"}
    s3.put_bucket_policy(
        Bucket=bucket,
        Policy=policy(allow("s3:GetObject", resource=f"arn:aws:s3:::{bucket}/*", Principal=principal)),
    )
    assert bob("s3").get_object(Bucket=bucket, Key="a")["Body"].read() == b"x"
    assert refused(bob("s3").put_object, Bucket=bucket, Key="a", Body=b"y")[0] == "AccessDenied"


def test_ec2_refuses_with_an_encoded_message(people: People) -> None:
    ann = people.user("ann", allow("ec2:Describe*"))
    ann("ec2").describe_vpcs()
    code, message = refused(ann("ec2").create_vpc, CidrBlock="10.0.0.0/16")
    assert code == "UnauthorizedOperation"
    assert message.startswith("You are not authorized to perform this operation. User: arn:aws:iam::")
    assert "Encoded authorization failure message: " in message


def test_an_encoded_message_is_decoded_for_authorized_principals(people: People) -> None:
    ann, bob = people.user("ann"), people.user("bob", allow("sts:DecodeAuthorizationMessage"))
    message = refused(ann("ec2").create_vpc, CidrBlock="10.0.0.0/16")[1].rpartition(" ")[2]
    assert refused(ann("sts").decode_authorization_message, EncodedMessage=message)[0] == "AccessDenied"
    decoded = json.loads(bob("sts").decode_authorization_message(EncodedMessage=message)["DecodedMessage"])
    assert decoded["allowed"] is False
    assert decoded["context"]["action"] == "ec2:CreateVpc"
    assert decoded["context"]["principal"]["arn"].endswith(":user/ann")
    code, _ = refused(bob("sts").decode_authorization_message, EncodedMessage="bm8gbWVzc2FnZQ")
    assert code == "InvalidAuthorizationMessageException"


def test_tags_of_a_new_resource_need_the_tagging_action(people: People) -> None:
    ann = people.user("ann", allow("ec2:CreateVpc"))
    ann("ec2").create_vpc(CidrBlock="10.0.0.0/16")
    tags = [{"ResourceType": "vpc", "Tags": [{"Key": "a", "Value": "b"}]}]
    code, message = refused(ann("ec2").create_vpc, CidrBlock="10.0.0.0/16", TagSpecifications=tags)
    assert code == "UnauthorizedOperation"
    assert "ec2:CreateTags" in message


def test_a_condition_on_a_parameter_decides(people: People) -> None:
    ann = people.user(
        "ann", allow("s3:ListBucket", Condition={"StringLike": {"s3:prefix": "home/*"}}), allow("s3:CreateBucket")
    )
    bucket = f"homes-{people.account}"
    ann("s3").create_bucket(Bucket=bucket)
    ann("s3").list_objects_v2(Bucket=bucket, Prefix="home/ann")
    assert refused(ann("s3").list_objects_v2, Bucket=bucket, Prefix="other")[0] == "AccessDenied"


def test_a_role_is_passed_only_to_services_in_the_policy(people: People) -> None:
    role = people.role("run", people.account)
    ann = people.user(
        "ann",
        allow("ecs:*"),
        allow("iam:PassRole", Condition={"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}),
    )
    container = [{"name": "web", "image": "web", "memory": 64}]
    code, message = refused(
        ann("ecs").register_task_definition, family="web", containerDefinitions=container, taskRoleArn=role
    )
    assert code == "AccessDeniedException"
    assert f"iam:PassRole on resource: {role}" in message


def test_an_account_id_as_access_key_is_outside_all_policies(client: Client, account: str) -> None:
    client("sqs", account=account).list_queues()


def test_an_aws_managed_policy_cannot_be_changed_by_an_administrator(people: People) -> None:
    root = people.user("root-like", allow("*"))
    arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    code, message = refused(root("iam").delete_policy, PolicyArn=arn)
    assert code == "AccessDenied"
    assert "AWS managed policies cannot be changed" in message


def test_a_reserved_tag_key_is_refused_to_an_administrator(people: People) -> None:
    tagging = people.user("tagging", allow("*"))("ec2")
    vpc = tagging.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    code, message = refused(tagging.create_tags, Resources=[vpc], Tags=[{"Key": "aws:team", "Value": "web"}])
    assert code == "UnauthorizedOperation"
    assert "tag keys that begin with aws: are reserved" in message
