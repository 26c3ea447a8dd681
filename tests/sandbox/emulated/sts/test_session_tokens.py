"""GetSessionToken, GetFederationToken and MFA, through the engine."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.emulated.sts.mfa import STEP, one_time_code

pytestmark = pytest.mark.engine

type Service = Callable[[str], Any]


def policy(*actions: str, **condition: Any) -> str:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*", **condition}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class User:
    """A user with a policy and a virtual MFA device."""

    def __init__(self, client: Any, account: str, *actions: str) -> None:
        self.client = client
        self.iam = client("iam", account=account)
        self.arn = self.iam.create_user(UserName="ann")["User"]["Arn"]
        self.iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=policy(*actions))
        key = self.iam.create_access_key(UserName="ann")["AccessKey"]
        self.key = key["AccessKeyId"]
        self.sts = client("sts", account=self.key, secret=key["SecretAccessKey"])

    def with_device(self) -> tuple[str, Callable[[int], str]]:
        """Return a device's serial number, and what makes its code so many steps from now."""
        device = self.iam.create_virtual_mfa_device(VirtualMFADeviceName="phone")["VirtualMFADevice"]
        serial = device["SerialNumber"]
        self.iam.enable_mfa_device(
            UserName="ann", SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="654321"
        )
        seed = base64.b32decode(device["Base32StringSeed"])
        return serial, lambda steps: one_time_code(seed, int(time.time() // STEP) + steps)

    def session(self, given: dict[str, Any]) -> Service:
        keys = {"account": given["AccessKeyId"], "secret": given["SecretAccessKey"], "token": given["SessionToken"]}
        return lambda service: self.client(service, **keys)


@pytest.fixture
def ann(client: Any, account: str) -> User:
    return User(client, account, "sqs:*", "sts:*", "iam:*")


def code_of(call: Callable[..., Any], **parameters: Any) -> str:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return str(error.value.response["Error"]["Code"])


def test_a_users_session_has_the_users_permissions(ann: User):
    session = ann.session(ann.sts.get_session_token()["Credentials"])
    assert session("sts").get_caller_identity()["Arn"] == ann.arn
    session("sqs").list_queues()
    assert code_of(session("sns").list_topics) == "AuthorizationError"
    assert code_of(session("sts").get_session_token) == "AccessDenied"
    assert code_of(session("iam").list_users) == "InvalidClientTokenId"


def test_a_session_ends_with_its_user(ann: User):
    session = ann.session(ann.sts.get_session_token()["Credentials"])
    session("sqs").list_queues()
    ann.iam.delete_access_key(UserName="ann", AccessKeyId=ann.key)
    ann.iam.delete_user_policy(UserName="ann", PolicyName="own")
    ann.iam.delete_user(UserName="ann")
    assert code_of(session("sqs").list_queues) in {"InvalidClientTokenId", "UnrecognizedClientException"}


def test_a_session_with_a_code_is_mfa_authenticated(ann: User):
    serial, code = ann.with_device()
    session = ann.session(ann.sts.get_session_token(SerialNumber=serial, TokenCode=code(0))["Credentials"])
    session("iam").list_users()
    condition = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
    ann.iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=policy("sns:ListTopics", **condition))
    session("sns").list_topics()


def test_wrong_and_used_codes_and_other_devices_are_refused(ann: User):
    serial, code = ann.with_device()
    call = ann.sts.get_session_token
    used = code(0)
    assert code_of(call, SerialNumber=serial, TokenCode=f"{(int(used) + 1) % 10**6:06}") == "AccessDenied"
    assert code_of(call, SerialNumber=serial, TokenCode=code(-20)) == "AccessDenied"
    assert code_of(call, SerialNumber=serial.replace("phone", "other"), TokenCode=used) == "AccessDenied"
    assert code_of(call, SerialNumber=serial) == "AccessDenied"
    call(SerialNumber=serial, TokenCode=used)
    assert code_of(call, SerialNumber=serial, TokenCode=used) == "AccessDenied"


def test_a_role_may_require_a_code(ann: User):
    serial, code = ann.with_device()
    trust = {
        "Effect": "Allow",
        "Principal": {"AWS": ann.arn},
        "Action": "sts:AssumeRole",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = ann.iam.create_role(RoleName="ops", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    assert code_of(ann.sts.assume_role, RoleArn=role, RoleSessionName="ann") == "AccessDenied"
    ann.sts.assume_role(RoleArn=role, RoleSessionName="ann", SerialNumber=serial, TokenCode=code(0))


def test_a_federated_user_may_do_what_user_and_session_policy_allow(ann: User, account: str):
    made = ann.sts.get_federation_token(Name="kim", Policy=policy("sqs:ListQueues", "sns:ListTopics"))
    assert made["FederatedUser"]["FederatedUserId"] == f"{account}:kim"
    assert 0 < made["PackedPolicySize"] <= 100
    session = ann.session(made["Credentials"])
    identity = session("sts").get_caller_identity()
    assert identity["Arn"] == made["FederatedUser"]["Arn"] == f"arn:aws:sts::{account}:federated-user/kim"
    session("sqs").list_queues()
    assert code_of(session("sqs").create_queue, QueueName="q") == "AccessDenied"
    assert code_of(session("sns").list_topics) == "AuthorizationError"
    assert code_of(session("sts").get_federation_token, Name="lee") == "AccessDenied"


def test_a_federated_user_without_session_policy_may_do_nothing_of_its_own(ann: User):
    session = ann.session(ann.sts.get_federation_token(Name="kim")["Credentials"])
    assert code_of(session("sqs").list_queues) == "AccessDenied"


def test_tags_of_a_federated_user_are_principal_tags(ann: User):
    condition = {"Condition": {"StringEquals": {"aws:PrincipalTag/team": "mobile"}}}
    document = policy("sqs:ListQueues", **condition)
    for team, allowed in (("mobile", True), ("web", False)):
        tags = [{"Key": "team", "Value": team}]
        made = ann.sts.get_federation_token(Name="kim", Policy=document, Tags=tags)
        session = ann.session(made["Credentials"])
        if allowed:
            session("sqs").list_queues()
        else:
            assert code_of(session("sqs").list_queues) == "AccessDenied"


def test_policies_and_durations_have_limits(ann: User):
    call = ann.sts.get_federation_token
    assert code_of(call, Name="kim", Policy="{") == "MalformedPolicyDocument"
    assert code_of(call, Name="kim", Policy=policy(*("sqs:" + "x" * 90 for _ in range(25)))) == "ValidationError"
    assert code_of(call, Name="kim", DurationSeconds=129_601) == "ValidationError"
    assert code_of(call, Name="k" * 33) == "ValidationError"
    absent = [{"arn": "arn:aws:iam::aws:policy/Absent"}]
    assert code_of(call, Name="kim", PolicyArns=absent) == "NoSuchEntity"


def test_the_account_of_a_key_is_encoded_in_it(ann: User, account: str):
    assert ann.sts.get_access_key_info(AccessKeyId=ann.key)["Account"] == account
    assert code_of(ann.sts.get_access_key_info, AccessKeyId="x" * 20) == "ValidationError"


def test_what_is_not_served_is_refused_by_name(ann: User):
    administrator = ann.client("sts", account=ann.arn.split(":")[4])
    task = {"arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}
    with pytest.raises(ClientError, match="AssumeRoot"):
        administrator.assume_root(TargetPrincipal="111111111111", TaskPolicyArn=task)
