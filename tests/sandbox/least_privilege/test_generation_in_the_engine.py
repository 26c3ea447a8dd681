"""A role with the generated policies alone makes the recorded calls at the engine; without any action it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.engine import Engine, recorded_calls
from sandbox.iam import Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller, Resource
from sandbox.least_privilege.generation import Generated, generate
from sandbox.least_privilege.recording import Recording
from tests.sandbox.gateway.authorization.people import People, allow
from tests.sandbox.least_privilege.requests import actions, without

pytestmark = pytest.mark.engine

REFUSALS = frozenset(("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"))
type Clients = Callable[[str], Any]


class Workload:
    """Calls of a role to several services, which can be made again by another role."""

    def __init__(self, people: People) -> None:
        self.account = people.account
        self.bucket = f"reports-{people.account}"
        self.run = people.role("run", people.account)
        kms = people.client("kms", account=people.account)
        self.key = kms.create_key()["KeyMetadata"]["Arn"]
        written = kms.get_key_policy(KeyId=self.key, PolicyName="default")["Policy"]
        self.resources = {self.key: Resource(self.key, people.account, Policy("key", json.loads(written)))}
        self.vpc = people.client("ec2", account=people.account).create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]

    def calls(self, to: Clients) -> Iterator[Callable[[], object]]:
        """Yield the calls in an order in which each finds what it needs."""
        queue = f"{to('sqs').meta.endpoint_url}/{self.account}/orders"
        tags = [{"ResourceType": "vpc", "Tags": [{"Key": "team", "Value": "web"}]}]
        container = [{"name": "web", "image": "web", "memory": 64}]
        yield to("sts").get_caller_identity
        yield lambda: to("sqs").create_queue(QueueName="orders", tags={"team": "web"})
        yield lambda: to("sqs").send_message(QueueUrl=queue, MessageBody="1")
        yield lambda: to("sqs").receive_message(QueueUrl=queue)
        yield lambda: to("s3").create_bucket(Bucket=self.bucket)
        for key in ("a", "2026/b*?"):
            yield partial(to("s3").put_object, Bucket=self.bucket, Key=key, Body=b"x")
            yield partial(to("s3").get_object, Bucket=self.bucket, Key=key)
        yield lambda: to("s3").list_objects_v2(Bucket=self.bucket)
        yield lambda: to("ec2").create_vpc(CidrBlock="10.2.0.0/16", TagSpecifications=tags)
        yield lambda: to("ec2").create_tags(Resources=[self.vpc], Tags=tags[0]["Tags"])
        yield to("ec2").describe_vpcs
        yield lambda: to("kms").encrypt(KeyId=self.key, Plaintext=b"x")
        yield lambda: to("ecs").register_task_definition(
            family="web", containerDefinitions=container, taskRoleArn=self.run
        )
        yield lambda: to("sns").create_topic(Name="orders")
        yield lambda: to("ssm").put_parameter(Name="/web/a", Value="1", Type="String", Overwrite=True)
        yield lambda: to("ssm").get_parameter(Name="/web/a")


def refusals(workload: Workload, to: Clients) -> list[str]:
    """Make the calls; return the messages of those that are refused, and raise any other error."""
    found = []
    for call in workload.calls(to):
        try:
            call()
        except ClientError as error:
            if error.response["Error"]["Code"] not in REFUSALS:
                raise
            found.append(error.response["Error"]["Message"])
    return found


@pytest.fixture
def people(client: Callable[..., Any], account: str) -> People:
    return People(client, account)


@pytest.fixture
def session_of(people: People) -> Iterator[Callable[[str], Clients]]:
    """Return the clients of a session of a role, by service; each is made one time and closed at the end."""
    made: dict[tuple[str, str], Any] = {}
    ann = people.user("ann", allow("sts:AssumeRole"))("sts")

    def session(role: str) -> Clients:
        new = people.session(ann, role)

        def client_of(service: str) -> Any:
            if (role, service) not in made:
                made[role, service] = new(service)
            return made[role, service]

        return client_of

    yield session
    for each in made.values():
        with suppress(OSError):
            each.close()


def generated(engine: Engine, account: str, role: str, resources: Mapping[str, Resource]) -> Generated:
    found = recorded_calls(engine.endpoint, engine.token)
    assert found is not None
    principal = Caller(role, account)
    accounts = {account: Account(account, "web")}
    snapshot = Snapshot("the engine", accounts=accounts, callers={role: principal}, resources=resources)
    return generate(Recording.from_json(found["recording"]), principal, snapshot)


def test_recorded_calls_are_allowed_by_the_generated_policies_and_need_every_action(
    engine: Engine, people: People, session_of: Callable[[str], Clients]
) -> None:
    workload = Workload(people)
    wide = people.role("wide", people.account, allow("*"))
    recorded_calls(engine.endpoint, engine.token, running=True)
    try:
        assert refusals(workload, session_of(wide)) == []
    finally:
        recorded_calls(engine.endpoint, engine.token, running=False)
    found = generated(engine, people.account, wide, workload.resources)
    assert [one.action for one in found.without_permission] == ["sts:GetCallerIdentity"]
    assert (found.left_out, found.insufficient, found.granted_by_resource) == ((), (), ())

    fresh = session_of(people.role("fresh", people.account))
    put(people, found.policies)
    assert refusals(workload, fresh) == []
    needed = actions(found.policies)
    assert {"iam:PassRole", "ec2:CreateTags", "sqs:TagQueue", "kms:Encrypt"} <= needed
    for action in sorted(needed):
        put(people, without(found.policies, action))
        refused = refusals(workload, fresh)
        assert refused, action
        assert all(f"perform: {action} " in message for message in refused), (action, refused)


def put(people: People, policies: tuple[Policy, ...]) -> None:
    """Give the role `fresh` the policy alone."""
    (one,) = policies
    people.iam.put_role_policy(RoleName="fresh", PolicyName="own", PolicyDocument=json.dumps(one.document))
