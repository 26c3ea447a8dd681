"""CloudTrail's event history of calls to a running engine."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.emulated.member_accounts import create_account

pytestmark = pytest.mark.engine


def events(client: Any, account: str, name: str, region: str = "us-east-1") -> list[dict[str, Any]]:
    """Return the records of an operation, newest first."""
    wanted = [{"AttributeKey": "EventName", "AttributeValue": name}]
    found = client("cloudtrail", account=account, region=region).lookup_events(LookupAttributes=wanted)["Events"]
    return [json.loads(event["CloudTrailEvent"]) for event in found]


def test_a_write_is_recorded_only_in_its_account_and_region(client: Any, account: str):
    vpc = client("ec2", account=account, region="us-west-2").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    made = events(client, account, "CreateVpc", "us-west-2")[0]
    assert made["requestParameters"]["cidrBlock"] == "10.9.0.0/16"
    assert made["responseElements"]["vpc"]["vpcId"] == vpc
    assert (made["sourceIPAddress"], made["userIdentity"]["type"]) == ("127.0.0.1", "Root")
    assert made["userAgent"].startswith("Boto3/")
    assert events(client, account, "CreateVpc") == []
    assert events(client, str(int(account) ^ 1), "CreateVpc", "us-west-2") == []


def test_a_refused_call_is_recorded_with_its_error_code(client: Any, account: str):
    for refused, name, code in (
        (client("organizations", account=account).list_roots, "ListRoots", "AWSOrganizationsNotInUseException"),
        (lambda: client("iam", account=account).get_role(RoleName="absent"), "GetRole", "NoSuchEntity"),
        (
            lambda: client("ec2", account=account).delete_vpc(VpcId="vpc-0123456789abcdef0"),
            "DeleteVpc",
            "Client.InvalidVpcID.NotFound",
        ),
    ):
        with pytest.raises(ClientError):
            refused()
        made = events(client, account, name)[0]
        assert made["errorCode"] == code
        assert made["errorMessage"]
        assert made["responseElements"] is None


def test_a_denied_assume_role_is_recorded_in_the_callers_account(client: Any, account: str):
    with pytest.raises(ClientError, match="AccessDenied"):
        client("sts", account=account).assume_role(RoleArn="arn:aws:iam::999999999999:role/x", RoleSessionName="test")
    assert events(client, account, "AssumeRole")[0]["errorCode"] == "AccessDenied"
    assert events(client, "999999999999", "AssumeRole") == []


def test_a_cross_account_assume_role_is_recorded_in_both_accounts(client: Any, account: str):
    other = str(int(account) ^ 1)
    trust = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    role = client("iam", account=other).create_role(
        RoleName="auditor", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )["Role"]
    client("iam", account=other).attach_role_policy(
        RoleName="auditor", PolicyArn="arn:aws:iam::aws:policy/IAMReadOnlyAccess"
    )
    iam = client("iam", account=account)
    iam.create_user(UserName="ann")
    iam.attach_user_policy(UserName="ann", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    sts = client("sts", account=key["AccessKeyId"], secret=key["SecretAccessKey"])
    given = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="audit")["Credentials"]
    ours, theirs = events(client, account, "AssumeRole")[0], events(client, other, "AssumeRole")[0]
    assert ours["userIdentity"]["userName"] == "ann"
    assert theirs["userIdentity"]["type"] == "AWSAccount"
    assert ours["sharedEventID"] == theirs["sharedEventID"]
    assert ours["eventID"] != theirs["eventID"]
    written = json.dumps([ours, theirs, *events(client, account, "CreateAccessKey")])
    for secret in (given["SecretAccessKey"], given["SessionToken"], key["SecretAccessKey"]):
        assert secret not in written
    keys = {"secret": given["SecretAccessKey"], "token": given["SessionToken"]}
    client("iam", account=given["AccessKeyId"], **keys).list_users()
    session = events(client, other, "ListUsers")[0]["userIdentity"]
    assert (session["type"], session["principalId"]) == ("AssumedRole", f"{role['RoleId']}:audit")
    assert session["sessionContext"]["sessionIssuer"]["userName"] == "auditor"
    assert session["sessionContext"]["attributes"]["creationDate"]


def test_data_events_are_not_recorded(client: Any, account: str):
    s3 = client("s3", account=account)
    s3.create_bucket(Bucket=f"events-{account}")
    s3.put_object(Bucket=f"events-{account}", Key="a", Body=b"x")
    assert events(client, account, "PutObject") == []
    assert events(client, account, "CreateBucket")[0]["requestParameters"]["bucket"] == f"events-{account}"


def test_a_closed_accounts_requests_are_not_recorded(client: Any, account: str):
    organizations = client("organizations", account=account)
    organizations.create_organization()
    member = create_account(organizations, "mobile", f"mobile-{account}@gilt.example")
    ec2 = client("ec2", account=member)
    ec2.describe_vpcs()
    organizations.close_account(AccountId=member)
    with pytest.raises(ClientError):
        ec2.describe_subnets()
    assert events(client, account, "CloseAccount")[0]["requestParameters"] == {"accountId": member}


def test_boto3s_paginator_reads_all_pages(client: Any, account: str):
    iam = client("iam", account=account)
    for number in range(7):
        iam.create_user(UserName=f"user-{number}")
    cloudtrail = client("cloudtrail", account=account)
    pages = cloudtrail.get_paginator("lookup_events").paginate(
        LookupAttributes=[{"AttributeKey": "EventSource", "AttributeValue": "iam.amazonaws.com"}],
        PaginationConfig={"PageSize": 3},
    )
    found = [event["Resources"][0]["ResourceName"] for page in pages for event in page["Events"]]
    assert found == [f"user-{number}" for number in reversed(range(7))]


def user_of(client: Any, account: str) -> Any:
    """Return clients of a user without policies, by service."""
    iam = client("iam", account=account)
    iam.create_user(UserName="ann")
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    return lambda service: client(service, account=key["AccessKeyId"], secret=key["SecretAccessKey"])


def test_a_call_that_policies_deny_is_recorded_with_the_error_that_the_caller_got(client: Any, account: str):
    ann = user_of(client, account)
    for call, name, code in (
        (ann("sqs").list_queues, "ListQueues", "AccessDeniedException"),
        (ann("iam").list_users, "ListUsers", "AccessDenied"),
        (ann("organizations").list_roots, "ListRoots", "AccessDeniedException"),
        (ann("ec2").describe_vpcs, "DescribeVpcs", "Client.UnauthorizedOperation"),
    ):
        with pytest.raises(ClientError) as error:
            call()
        (made,) = events(client, account, name)
        assert (made["errorCode"], made["userIdentity"]["userName"]) == (code, "ann")
        assert made["errorMessage"] == error.value.response["Error"]["Message"]
        assert made["requestID"] == error.value.response["ResponseMetadata"]["RequestId"]
        assert made["responseElements"] is None


def test_a_denied_call_is_recorded_in_the_callers_account_only(client: Any, account: str):
    """As on AWS: KMS developer guide, logging-using-cloudtrail."""
    other = str(int(account) ^ 1)
    ann = user_of(client, account)
    key = client("kms", account=other).create_key()["KeyMetadata"]["Arn"]
    trust = {"Effect": "Allow", "Principal": {"AWS": other}, "Action": "sts:AssumeRole"}
    role = client("iam", account=other).create_role(
        RoleName="auditor", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )["Role"]["Arn"]
    for call, name in (
        (lambda: ann("kms").describe_key(KeyId=key), "DescribeKey"),
        (lambda: ann("sts").assume_role(RoleArn=role, RoleSessionName="ann"), "AssumeRole"),
    ):
        with pytest.raises(ClientError, match="AccessDenied"):
            call()
        assert events(client, account, name)[0]["errorCode"].startswith("AccessDenied")
        assert events(client, other, name) == []
