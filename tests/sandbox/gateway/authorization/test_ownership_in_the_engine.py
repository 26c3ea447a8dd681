"""Grants of keys, Block Public Access and default policies decide calls across accounts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.snapshot.aws_calls import without_account_prefix
from tests.sandbox.gateway.authorization.people import Client, People, allow, policy, refused

pytestmark = pytest.mark.engine


@pytest.fixture
def owner(client: Client, account: str) -> Callable[[str], Any]:
    """Return clients of the account's administrator."""
    return lambda service: client(service, account=account)


@pytest.fixture
def other(client: Client, account: str) -> People:
    """Return users of another account."""
    return People(client, str(int(account) ^ 1))


def arn_of(people: People, name: str) -> str:
    return f"arn:aws:iam::{people.account}:user/{name}"


def test_a_grant_opens_a_key_to_its_grantee(owner: Callable[[str], Any], other: People) -> None:
    kms = owner("kms")
    key = kms.create_key()["KeyMetadata"]
    bob = other.user("bob", allow("kms:*"))
    call, given = bob("kms").encrypt, {"KeyId": key["Arn"], "Plaintext": b"x"}
    assert refused(call, **given)[0] == "AccessDeniedException"
    grant = kms.create_grant(KeyId=key["KeyId"], GranteePrincipal=arn_of(other, "bob"), Operations=["Encrypt"])
    call(**given)
    assert refused(bob("kms").describe_key, KeyId=key["Arn"])[0] == "AccessDeniedException"
    kms.revoke_grant(KeyId=key["KeyId"], GrantId=grant["GrantId"])
    assert refused(call, **given)[0] == "AccessDeniedException"


def test_a_grant_requires_its_encryption_context(owner: Callable[[str], Any], other: People) -> None:
    kms = owner("kms")
    key = kms.create_key()["KeyMetadata"]
    kms.create_grant(
        KeyId=key["KeyId"],
        GranteePrincipal=arn_of(other, "bob"),
        Operations=["Encrypt"],
        Constraints={"EncryptionContextSubset": {"app": "shop"}},
    )
    call = other.user("bob", allow("kms:*"))("kms").encrypt
    given = {"KeyId": key["Arn"], "Plaintext": b"x"}
    assert refused(call, **given)[0] == "AccessDeniedException"
    assert refused(call, **given, EncryptionContext={"app": "Shop"})[0] == "AccessDeniedException"
    call(**given, EncryptionContext={"app": "shop", "day": "1"})


def test_the_default_policy_of_a_key_leaves_its_account_to_decide(
    client: Client, account: str, owner: Callable[[str], Any], other: People
) -> None:
    key = owner("kms").create_key()["KeyMetadata"]["Arn"]
    people = People(client, account)
    people.user("ann", allow("kms:DescribeKey"))("kms").describe_key(KeyId=key)
    assert refused(people.user("amy")("kms").describe_key, KeyId=key)[0] == "AccessDeniedException"
    assert refused(other.user("bob", allow("*"))("kms").describe_key, KeyId=key)[0] == "AccessDeniedException"


def test_the_default_policy_of_a_topic_is_for_its_account(
    client: Client, account: str, owner: Callable[[str], Any], other: People
) -> None:
    """Reference: SNS developer guide, sns-access-policy-use-cases (the default policy): its owner alone publishes."""
    topic = owner("sns").create_topic(Name="orders")["TopicArn"]
    people = People(client, account)
    people.user("ann", allow("sns:Publish"))("sns").publish(TopicArn=topic, Message="x")
    assert refused(other.user("bob", allow("*"))("sns").publish, TopicArn=topic, Message="x")[0] == "AuthorizationError"


@pytest.mark.parametrize("level", ["bucket", "account"])
def test_block_public_access_ignores_a_public_policy(
    account: str, owner: Callable[[str], Any], other: People, level: str
) -> None:
    s3, control, bucket = owner("s3"), without_account_prefix(owner("s3control")), f"public-{level}-{account}"
    s3.create_bucket(Bucket=bucket)
    s3.delete_public_access_block(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a", Body=b"x")
    public = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(public))
    call = other.user(f"bob-{level}", allow("s3:GetObject"))("s3").get_object
    call(Bucket=bucket, Key="a")
    block = {"RestrictPublicBuckets": True}
    if level == "bucket":
        s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)
    else:
        control.put_public_access_block(AccountId=account, PublicAccessBlockConfiguration=block)
    assert refused(call, Bucket=bucket, Key="a")[0] == "AccessDenied"
    if level == "bucket":
        s3.delete_public_access_block(Bucket=bucket)
    else:
        control.delete_public_access_block(AccountId=account)
    call(Bucket=bucket, Key="a")


def test_block_public_access_leaves_a_policy_that_names_an_account(
    account: str, owner: Callable[[str], Any], other: People
) -> None:
    s3, bucket = owner("s3"), f"named-{account}"
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a", Body=b"x")
    named = {**allow("s3:GetObject", resource=f"arn:aws:s3:::{bucket}/*"), "Principal": {"AWS": other.account}}
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [named]}))
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={"RestrictPublicBuckets": True})
    assert other.user("bob", allow("s3:*"))("s3").get_object(Bucket=bucket, Key="a")["Body"].read() == b"x"


@pytest.mark.parametrize("prefix", ["", "%", "arn:", "http://x/"])
def test_an_object_of_another_account_is_not_copied(
    account: str, owner: Callable[[str], Any], other: People, prefix: str
) -> None:
    bucket, own = f"theirs-{account}", f"own-{account}"
    owner("s3").create_bucket(Bucket=bucket)
    owner("s3").put_object(Bucket=bucket, Key="secret", Body=b"x")
    bob = other.user("bob", allow("s3:*"))("s3")
    bob.create_bucket(Bucket=own)
    source = f"{prefix}{bucket}/secret" if prefix != "%" else f"%74{bucket[1:]}/secret"

    def replace_source(request: Any, **_: Any) -> None:
        del request.headers["x-amz-copy-source"]  # botocore encodes what it is given
        request.headers["x-amz-copy-source"] = source

    bob.meta.events.register("before-sign.s3.CopyObject", replace_source)
    try:
        assert refused(bob.copy_object, Bucket=own, Key="k", CopySource="x/x")[0] == "AccessDenied"
    finally:
        bob.meta.events.unregister("before-sign.s3.CopyObject", replace_source)
