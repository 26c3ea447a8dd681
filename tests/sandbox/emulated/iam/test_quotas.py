"""IAM's quotas, through the engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.gateway.authorization.people import Client, allow, policy, refused

pytestmark = pytest.mark.engine

TRUST = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}

type Attach = Callable[[Any, str], Any]


@pytest.fixture
def iam(client: Client, account: str) -> Any:
    iam = client("iam", account=account)
    iam.create_user(UserName="ann")
    iam.create_group(GroupName="people")
    iam.create_role(RoleName="job", AssumeRolePolicyDocument=policy(TRUST))
    return iam


def attach_to_user(iam: Any, arn: str) -> None:
    iam.attach_user_policy(UserName="ann", PolicyArn=arn)


def attach_to_group(iam: Any, arn: str) -> None:
    iam.attach_group_policy(GroupName="people", PolicyArn=arn)


def attach_to_role(iam: Any, arn: str) -> None:
    iam.attach_role_policy(RoleName="job", PolicyArn=arn)


@pytest.mark.parametrize(
    ("attach", "quota"),
    [(attach_to_user, "User"), (attach_to_group, "Group"), (attach_to_role, "Role")],
)
def test_ten_managed_policies_are_attached_to_one_identity(iam: Any, attach: Attach, quota: str) -> None:
    made = [
        iam.create_policy(PolicyName=f"p{number}", PolicyDocument=policy(allow("sqs:*")))["Policy"]["Arn"]
        for number in range(11)
    ]
    for arn in made[:10]:
        attach(iam, arn)
    attach(iam, made[0])
    expected = ("LimitExceeded", f"Cannot exceed quota for PoliciesPer{quota}: 10")
    assert refused(attach, iam=iam, arn=made[10]) == expected


def test_a_user_is_in_ten_groups(iam: Any) -> None:
    for number in range(11):
        iam.create_group(GroupName=f"g{number}")
    for number in range(10):
        iam.add_user_to_group(GroupName=f"g{number}", UserName="ann")
    iam.add_user_to_group(GroupName="g0", UserName="ann")
    expected = ("LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10")
    assert refused(iam.add_user_to_group, GroupName="g10", UserName="ann") == expected


@pytest.mark.parametrize("kind", ["User", "Role"])
def test_an_identity_has_fifty_tags(iam: Any, kind: str) -> None:
    name = {f"{kind}Name": {"User": "ann", "Role": "job"}[kind]}
    tag = getattr(iam, f"tag_{kind.lower()}")
    tag(**name, Tags=[{"Key": f"k{number}", "Value": "v"} for number in range(50)])
    tag(**name, Tags=[{"Key": "k0", "Value": "w"}])
    expected = ("LimitExceeded", f"Cannot exceed quota for TagsPer{kind}: 50")
    assert refused(tag, **name, Tags=[{"Key": "more", "Value": "v"}]) == expected


def test_a_policy_has_fifty_tags(iam: Any) -> None:
    arn = iam.create_policy(PolicyName="p", PolicyDocument=policy(allow("sqs:*")))["Policy"]["Arn"]
    iam.tag_policy(PolicyArn=arn, Tags=[{"Key": f"k{number}", "Value": "v"} for number in range(50)])
    code, message = refused(iam.tag_policy, PolicyArn=arn, Tags=[{"Key": "more", "Value": "v"}])
    assert (code, message) == ("LimitExceeded", "Cannot exceed quota for TagsPerPolicy: 50")


def test_names_do_not_differ_in_case_alone(iam: Any) -> None:
    iam.create_instance_profile(InstanceProfileName="web")
    iam.create_policy(PolicyName="queues", PolicyDocument=policy(allow("sqs:*")))
    trust = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
    taken: list[tuple[Callable[..., Any], dict[str, str], str]] = [
        (iam.create_user, {"UserName": "ANN"}, "User with name ANN already exists."),
        (iam.create_group, {"GroupName": "People"}, "Group with name People already exists."),
        (iam.create_role, {"RoleName": "Job", "AssumeRolePolicyDocument": trust}, "Role with name Job already exists."),
        (iam.create_instance_profile, {"InstanceProfileName": "Web"}, "Instance Profile Web already exists."),
    ]
    for create, parameters, message in taken:
        assert refused(create, **parameters) == ("EntityAlreadyExists", message)


def test_an_account_has_300_groups(iam: Any) -> None:
    for number in range(299):
        iam.create_group(GroupName=f"g{number}")
    expected = ("LimitExceeded", "Cannot exceed quota for GroupsPerAccount: 300")
    assert refused(iam.create_group, GroupName="more") == expected


def test_a_user_has_two_access_keys(iam: Any) -> None:
    for _ in range(2):
        iam.create_access_key(UserName="ann")
    expected = ("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2")
    assert refused(iam.create_access_key, UserName="ann") == expected


def test_a_user_has_eight_mfa_devices(iam: Any) -> None:
    serials = [
        iam.create_virtual_mfa_device(VirtualMFADeviceName=f"d{number}")["VirtualMFADevice"]["SerialNumber"]
        for number in range(9)
    ]
    codes = {"UserName": "ann", "AuthenticationCode1": "123456", "AuthenticationCode2": "654321"}
    for serial in serials[:8]:
        iam.enable_mfa_device(SerialNumber=serial, **codes)
    expected = ("LimitExceeded", "Cannot exceed quota for MFADevicesPerUser: 8")
    assert refused(iam.enable_mfa_device, SerialNumber=serials[8], **codes) == expected


def test_a_user_has_five_ssh_keys(iam: Any) -> None:
    for number in range(5):
        iam.upload_ssh_public_key(UserName="ann", SSHPublicKeyBody=f"ssh-rsa AAAA{number}")
    expected = ("LimitExceeded", "Cannot exceed quota for PublicKeysPerUser: 5")
    assert refused(iam.upload_ssh_public_key, UserName="ann", SSHPublicKeyBody="ssh-rsa AAAA6") == expected


def test_an_account_has_100_openid_connect_providers(iam: Any) -> None:
    def create(number: int) -> Any:
        return iam.create_open_id_connect_provider(
            Url=f"https://127.0.0.1:8443/{number}", ClientIDList=["shop"], ThumbprintList=["a" * 40]
        )

    for number in range(100):
        create(number)
    expected = ("LimitExceeded", "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100")
    assert refused(create, number=100) == expected
