"""The sandbox's own events, rehearsed against an SCP, name the calls that the endpoint refuses with that SCP."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.iam import Policy, Snapshot
from sandbox.iam.snapshot import Account
from sandbox.rehearsal.event_files import event_files, read_events
from sandbox.rehearsal.outcome import Effect
from sandbox.rehearsal.policy_change import with_attachment
from sandbox.rehearsal.rehearsal import Change, Rehearsal
from sandbox.rehearsal.tally import Tally
from sandbox.snapshot.event_history import write_history
from sandbox.snapshot.live import Live
from tests.sandbox.emulated.member_accounts import create_account
from tests.sandbox.gateway.authorization.people import People, allow, deny
from tests.sandbox.rehearsal.recorded import document
from tests.sandbox.snapshot.test_live import RootClients

pytestmark = pytest.mark.engine

STRICTER = document(
    deny("sqs:CreateQueue", resource="arn:aws:sqs:*:*:orders-*"),
    deny("ec2:*", Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}),
    deny("iam:Create*"),
    deny("sns:CreateTopic", Condition={"Null": {"aws:RequestTag/team": "true"}}),
    deny("logs:*", Condition={"StringNotEquals": {"aws:PrincipalTag/team": "mobile"}}),
    deny("s3:PutBucketTagging", resource="arn:aws:s3:::closed-*"),
    deny("ssm:PutParameter", Condition={"NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"}}),
    deny("ssm:DescribeParameters", Condition={"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}),
    deny("kms:CreateKey", Condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}}),
)

REFUSED = 9
"""Of the calls below, by the statements above."""

REFUSALS = ("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation")

type Clients = Callable[..., Any]


def calls(user: Clients, session: Clients, account: str, attempt: int) -> list[Callable[[], Any]]:
    """Return calls of a user and of a role's session; their names differ between attempts."""
    tags = [{"Key": "team", "Value": "mobile"}]
    vpc_tags = [{"ResourceType": "vpc", "Tags": tags}]
    bucket, closed = f"open-{account}-{attempt}", f"closed-{account}-{attempt}"
    west = user("ec2", region="us-west-2")
    return [
        lambda: user("sqs").create_queue(QueueName=f"orders-{attempt}"),
        lambda: session("sqs").create_queue(QueueName=f"returns-{attempt}"),
        lambda: user("ec2").describe_vpcs(),
        west.describe_vpcs,
        lambda: west.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=vpc_tags),
        lambda: user("ec2").create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=vpc_tags),
        lambda: user("iam").list_roles(),
        lambda: user("iam").create_group(GroupName=f"group-{attempt}"),
        lambda: user("sns").create_topic(Name=f"plain-{attempt}"),
        lambda: user("sns").create_topic(Name=f"tagged-{attempt}", Tags=tags),
        lambda: user("logs").create_log_group(logGroupName=f"group-{attempt}"),
        lambda: session("logs").create_log_group(logGroupName=f"other-{attempt}"),
        lambda: user("s3").create_bucket(Bucket=bucket),
        lambda: user("s3").create_bucket(Bucket=closed),
        lambda: user("s3").put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags}),
        lambda: user("s3").put_bucket_tagging(Bucket=closed, Tagging={"TagSet": tags}),
        lambda: user("ssm").put_parameter(Name=f"p-{attempt}", Value="x", Type="String"),
        lambda: user("ssm").describe_parameters(),
        lambda: user("kms").create_key(),
        lambda: session("kms").create_key(),
    ]


def is_refused(call: Callable[[], Any]) -> bool:
    try:
        call()
    except ClientError as error:
        if error.response["Error"]["Code"] not in REFUSALS:
            raise
        return True
    return False


def recorded(client: Any, account: str, folder: Path) -> list[dict[str, Any]]:
    """Return the events of the user and the session, from files as the AWS CLI prints them."""
    folder.mkdir()
    source = Live("live", RootClients(client, account), ("us-east-1", "us-west-2"))
    write_history(source, [Account(account, "mobile")], folder)
    damage: list[str] = []
    found = [event for file in event_files(folder) for event in read_events(file, damage.append)]
    assert damage == []
    own = (":user/ann", "/ops/kim")
    return [
        event
        for event in found
        if event["userIdentity"].get("arn", "").endswith(own) and event["eventName"] != "AssumeRole"
    ]


def by_call(events: list[dict[str, Any]], attempt: int) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return events by what both attempts have in common."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for event in events:
        parameters = json.dumps(event["requestParameters"])
        if f"-{attempt}" in parameters or "-" not in parameters:
            text = parameters.replace(f"-{attempt}", "")
            found[event["userIdentity"]["arn"], event["awsRegion"], event["eventName"], text] = event
    return found


def effect(before: Snapshot, after: Snapshot, event: dict[str, Any]) -> Effect:
    tally = Tally()
    Rehearsal(Change(before, after)).count([event], tally)
    (found,) = tally.effects
    return found


def test_the_rehearsal_names_the_calls_that_the_endpoint_then_refuses(client: Any, account: str, tmp_path: Path):
    organizations = client("organizations", account=account)
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    member = create_account(organizations, "mobile", f"mobile@{account}.example")
    people = People(client, member)
    people.user("ann", allow("*"))
    key = people.iam.create_access_key(UserName="ann")["AccessKey"]
    role = people.role("ops", member, allow("*"))
    people.iam.tag_role(RoleName="ops", Tags=[{"Key": "team", "Value": "mobile"}])

    def user(service: str, region: str = "us-east-1") -> Any:
        return client(service, account=key["AccessKeyId"], secret=key["SecretAccessKey"], region=region)

    given = user("sts").assume_role(RoleArn=role, RoleSessionName="kim")["Credentials"]

    def session(service: str) -> Any:
        return client(
            service, account=given["AccessKeyId"], secret=given["SecretAccessKey"], token=given["SessionToken"]
        )

    assert not any(is_refused(call) for call in calls(user, session, member, 1))
    events = recorded(client, member, tmp_path / "events")
    before = Live("live", RootClients(client, account), ("us-east-1",)).read()
    after = with_attachment(before, Policy("stricter", STRICTER), member)
    effects = {call: effect(before, after, event) for call, event in by_call(events, 1).items()}
    assert len(effects) == len(events) == len(calls(user, session, member, 1))

    policy = organizations.create_policy(
        Name="stricter", Description="", Type="SERVICE_CONTROL_POLICY", Content=json.dumps(STRICTER)
    )["Policy"]["PolicySummary"]["Id"]
    organizations.attach_policy(PolicyId=policy, TargetId=member)
    refusals = [is_refused(call) for call in calls(user, session, member, 2)]
    known = {event["eventID"] for event in events}
    later = [one for one in recorded(client, member, tmp_path / "later") if one["eventID"] not in known]
    expected = {
        call: Effect.DENIED if "errorCode" in event else Effect.UNCHANGED for call, event in by_call(later, 2).items()
    }
    assert effects == expected
    assert list(effects.values()).count(Effect.DENIED) == sum(refusals) == REFUSED
