"""Deletions in IAM that dependents prevent, through the engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.gateway.authorization.people import Client, allow, policy, refused

pytestmark = pytest.mark.engine

TRUST = policy({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})
READ = "arn:aws:iam::aws:policy/ReadOnlyAccess"
OWN = policy(allow("sqs:*"))


@pytest.fixture
def iam(client: Client, account: str) -> Any:
    iam = client("iam", account=account)
    iam.create_user(UserName="ann")
    iam.create_group(GroupName="people")
    iam.create_role(RoleName="job", AssumeRolePolicyDocument=TRUST)
    return iam


def _managed(iam: Any) -> str:
    return str(iam.create_policy(PolicyName="managed", PolicyDocument=OWN)["Policy"]["Arn"])


@pytest.mark.parametrize(
    ("hold", "release"),
    [
        (
            lambda iam, arn: iam.attach_user_policy(UserName="ann", PolicyArn=arn),
            lambda iam, arn: iam.detach_user_policy(UserName="ann", PolicyArn=arn),
        ),
        (
            lambda iam, arn: iam.attach_group_policy(GroupName="people", PolicyArn=arn),
            lambda iam, arn: iam.detach_group_policy(GroupName="people", PolicyArn=arn),
        ),
        (
            lambda iam, arn: iam.attach_role_policy(RoleName="job", PolicyArn=arn),
            lambda iam, arn: iam.detach_role_policy(RoleName="job", PolicyArn=arn),
        ),
        (
            lambda iam, arn: iam.put_role_permissions_boundary(RoleName="job", PermissionsBoundary=arn),
            lambda iam, _arn: iam.delete_role_permissions_boundary(RoleName="job"),
        ),
        (
            lambda iam, arn: iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=arn),
            lambda iam, _arn: iam.delete_user_permissions_boundary(UserName="ann"),
        ),
    ],
)
def test_a_managed_policy_in_use_is_kept(
    iam: Any, hold: Callable[[Any, str], Any], release: Callable[[Any, str], Any]
) -> None:
    arn = _managed(iam)
    hold(iam, arn)
    expected = ("DeleteConflict", "Cannot delete a policy attached to entities.")
    assert refused(iam.delete_policy, PolicyArn=arn) == expected
    release(iam, arn)
    iam.delete_policy(PolicyArn=arn)
    assert refused(iam.delete_policy, PolicyArn=arn)[0] == "NoSuchEntity"


def test_a_managed_policy_with_several_versions_is_kept(iam: Any) -> None:
    arn = _managed(iam)
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=OWN, SetAsDefault=True)
    code, message = refused(iam.delete_policy, PolicyArn=arn)
    assert code == "DeleteConflict"
    assert message.startswith("This policy has more than one version.")
    assert refused(iam.delete_policy_version, PolicyArn=arn, VersionId="v2")[0] == "DeleteConflict"
    iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
    iam.delete_policy(PolicyArn=arn)


def _key(iam: Any) -> Callable[[], Any]:
    key = iam.create_access_key(UserName="ann")["AccessKey"]["AccessKeyId"]
    return lambda: iam.delete_access_key(UserName="ann", AccessKeyId=key)


def _password(iam: Any) -> Callable[[], Any]:
    iam.create_login_profile(UserName="ann", Password="Lang-und-sicher-1")
    return lambda: iam.delete_login_profile(UserName="ann")


def _group(iam: Any) -> Callable[[], Any]:
    iam.add_user_to_group(GroupName="people", UserName="ann")
    return lambda: iam.remove_user_from_group(GroupName="people", UserName="ann")


def _inline(iam: Any) -> Callable[[], Any]:
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=OWN)
    return lambda: iam.delete_user_policy(UserName="ann", PolicyName="own")


def _attached(iam: Any) -> Callable[[], Any]:
    iam.attach_user_policy(UserName="ann", PolicyArn=READ)
    return lambda: iam.detach_user_policy(UserName="ann", PolicyArn=READ)


def _ssh_key(iam: Any) -> Callable[[], Any]:
    made = iam.upload_ssh_public_key(UserName="ann", SSHPublicKeyBody="ssh-rsa AAAA")["SSHPublicKey"]
    return lambda: iam.delete_ssh_public_key(UserName="ann", SSHPublicKeyId=made["SSHPublicKeyId"])


def _git_credential(iam: Any) -> Callable[[], Any]:
    made = iam.create_service_specific_credential(UserName="ann", ServiceName="codecommit.amazonaws.com")
    found = made["ServiceSpecificCredential"]["ServiceSpecificCredentialId"]
    return lambda: iam.delete_service_specific_credential(UserName="ann", ServiceSpecificCredentialId=found)


@pytest.mark.parametrize(
    ("hold", "remedy"),
    [
        (_key, "must delete access keys"),
        (_password, "must delete login profile"),
        (_group, "must remove users from group"),
        (_inline, "must delete policies"),
        (_attached, "must detach all policies"),
        (_ssh_key, "must remove referenced objects"),
        (_git_credential, "must remove referenced objects"),
    ],
)
def test_a_user_with_dependents_is_kept(iam: Any, hold: Callable[[Any], Callable[[], Any]], remedy: str) -> None:
    release = hold(iam)
    assert refused(iam.delete_user, UserName="ann") == ("DeleteConflict", f"Cannot delete entity, {remedy} first.")
    release()
    iam.delete_user(UserName="ann")
    assert refused(iam.delete_user, UserName="ann")[0] == "NoSuchEntity"


def test_a_group_with_members_or_policies_is_kept(iam: Any) -> None:
    iam.add_user_to_group(GroupName="people", UserName="ann")
    expected = ("DeleteConflict", "Cannot delete entity, must remove users from group first.")
    assert refused(iam.delete_group, GroupName="people") == expected
    iam.remove_user_from_group(GroupName="people", UserName="ann")
    iam.attach_group_policy(GroupName="people", PolicyArn=READ)
    assert refused(iam.delete_group, GroupName="people")[1] == "Cannot delete entity, must detach all policies first."
    iam.detach_group_policy(GroupName="people", PolicyArn=READ)
    iam.put_group_policy(GroupName="people", PolicyName="own", PolicyDocument=OWN)
    assert refused(iam.delete_group, GroupName="people")[1] == "Cannot delete entity, must delete policies first."
    iam.delete_group_policy(GroupName="people", PolicyName="own")
    iam.delete_group(GroupName="people")
    assert refused(iam.delete_group, GroupName="people")[0] == "NoSuchEntity"


def test_a_role_with_policies_or_instance_profile_is_kept(iam: Any) -> None:
    iam.create_instance_profile(InstanceProfileName="box")
    iam.add_role_to_instance_profile(InstanceProfileName="box", RoleName="job")
    expected = ("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.")
    assert refused(iam.delete_role, RoleName="job") == expected
    assert refused(iam.delete_instance_profile, InstanceProfileName="box") == expected
    iam.remove_role_from_instance_profile(InstanceProfileName="box", RoleName="job")
    iam.delete_instance_profile(InstanceProfileName="box")
    iam.put_role_policy(RoleName="job", PolicyName="own", PolicyDocument=OWN)
    assert refused(iam.delete_role, RoleName="job")[1] == "Cannot delete entity, must delete policies first."
    iam.delete_role_policy(RoleName="job", PolicyName="own")
    iam.delete_role(RoleName="job")
    assert refused(iam.delete_role, RoleName="job")[0] == "NoSuchEntity"


def test_a_service_linked_role_is_deleted_by_its_own_operation(iam: Any) -> None:
    name = iam.create_service_linked_role(AWSServiceName="access-analyzer.amazonaws.com")["Role"]["RoleName"]
    assert refused(iam.delete_role, RoleName=name)[0] == "UnmodifiableEntity"
    assert json.dumps(iam.delete_service_linked_role(RoleName=name)["DeletionTaskId"])
