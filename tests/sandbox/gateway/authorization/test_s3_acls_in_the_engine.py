"""Access control lists, Object Ownership and Block Public Access decide calls of S3."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from sandbox.emulated.s3.canonical_user import canonical_user_id
from sandbox.engine import Engine
from sandbox.snapshot.aws_calls import without_account_prefix
from tests.sandbox.gateway.authorization.people import Client, People, allow, policy, refused

pytestmark = pytest.mark.engine

OPEN = {
    "BlockPublicAcls": False,
    "IgnorePublicAcls": False,
    "BlockPublicPolicy": False,
    "RestrictPublicBuckets": False,
}

ENABLED = [{"Type": "S3_POLICY", "Status": "ENABLED"}]


@pytest.fixture
def s3(client: Client, account: str) -> Any:
    """Return a client of the administrator of the bucket's account."""
    return client("s3", account=account)


@pytest.fixture
def people(client: Client, account: str) -> People:
    """Return users of the bucket's account."""
    return People(client, account)


@pytest.fixture
def other(client: Client, account: str) -> People:
    """Return users of another account."""
    return People(client, str(int(account) ^ 1))


@pytest.fixture
def bucket(s3: Any, account: str) -> str:
    """Return a bucket that takes objects of other accounts and has no Block Public Access."""
    name = f"lists-{account}"
    s3.create_bucket(Bucket=name, ObjectOwnership="ObjectWriter")
    s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=OPEN)
    return name


def anonymous(engine: Engine, path: str) -> int:
    try:
        with urlopen(f"{engine.endpoint}/{path}") as response:  # noqa: S310 - loopback
            return int(response.status)
    except HTTPError as error:
        with error:
            return error.code


def until(holds: Callable[[], bool]) -> None:
    for _ in range(50):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("It does not come true in 5 s.")


def opened_to(account: str, bucket: str, *actions: str) -> str:
    opened = actions or ("s3:PutObject", "s3:PutObjectAcl", "s3:GetObject")
    return policy(allow(*opened, resource=f"arn:aws:s3:::{bucket}/*", Principal={"AWS": account}))


def test_a_new_bucket_takes_no_lists(s3: Any, account: str) -> None:
    name = f"enforced-{account}"
    s3.create_bucket(Bucket=name)
    for acl in ("private", "public-read"):
        code, message = refused(s3.put_bucket_acl, Bucket=name, ACL=acl)
        assert (code, message) == ("AccessControlListNotSupported", "The bucket does not allow ACLs")
        assert refused(s3.put_object, Bucket=name, Key="a", ACL=acl)[0] == "AccessControlListNotSupported"
    s3.put_object(Bucket=name, Key="a", Body=b"x", ACL="bucket-owner-full-control")
    assert refused(s3.put_object_acl, Bucket=name, Key="a", ACL="private")[0] == "AccessControlListNotSupported"
    grants = s3.get_object_acl(Bucket=name, Key="a")["Grants"]
    assert [(grant["Grantee"]["ID"], grant["Permission"]) for grant in grants] == [
        (canonical_user_id(account), "FULL_CONTROL")
    ]


def test_a_bucket_is_not_created_with_a_list_that_it_would_not_have(s3: Any, account: str) -> None:
    other = f"id={canonical_user_id(str(int(account) ^ 1))}"
    code, _ = refused(s3.create_bucket, Bucket=f"a-{account}", GrantRead=other)
    assert code == "InvalidBucketAclWithObjectOwnership"
    code, _ = refused(s3.create_bucket, Bucket=f"a-{account}", ObjectOwnership="ObjectWriter", ACL="public-read")
    assert code == "InvalidBucketAclWithBlockPublicAccessError"


def test_lists_are_not_disabled_while_one_grants_to_others(s3: Any, bucket: str) -> None:
    s3.put_bucket_acl(Bucket=bucket, ACL="public-read")
    enforced = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    code, _ = refused(s3.put_bucket_ownership_controls, Bucket=bucket, OwnershipControls=enforced)
    assert code == "InvalidBucketAclWithObjectOwnership"
    s3.put_bucket_acl(Bucket=bucket, ACL="private")
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=enforced)


def test_a_grant_to_an_email_address_is_refused(s3: Any, bucket: str) -> None:
    code, _ = refused(s3.put_bucket_acl, Bucket=bucket, GrantRead='emailAddress="a@example.com"')
    assert code == "MethodNotAllowed"


def test_a_public_list_opens_an_object_and_block_public_access_closes_it(
    engine: Engine, client: Client, s3: Any, bucket: str, account: str
) -> None:
    s3.put_object(Bucket=bucket, Key="open", Body=b"x", ACL="public-read")
    s3.put_object(Bucket=bucket, Key="closed", Body=b"x")
    assert anonymous(engine, f"{bucket}/open") == 200
    assert anonymous(engine, f"{bucket}/closed") == 403
    assert anonymous(engine, bucket) == 403
    s3.put_bucket_acl(Bucket=bucket, ACL="public-read")
    assert anonymous(engine, bucket) == 200
    control = without_account_prefix(client("s3control", account=account))
    ignore = {**OPEN, "IgnorePublicAcls": True}
    control.put_public_access_block(AccountId=account, PublicAccessBlockConfiguration=ignore)
    assert anonymous(engine, f"{bucket}/open") == 403
    assert anonymous(engine, bucket) == 403
    control.delete_public_access_block(AccountId=account)
    assert anonymous(engine, f"{bucket}/open") == 200


def test_a_version_has_a_list_of_its_own(engine: Engine, s3: Any, bucket: str) -> None:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    closed = s3.put_object(Bucket=bucket, Key="a", Body=b"old")["VersionId"]
    opened = s3.put_object(Bucket=bucket, Key="a", Body=b"new", ACL="public-read")["VersionId"]
    assert anonymous(engine, f"{bucket}/a?versionId={opened}") == 200
    assert anonymous(engine, f"{bucket}/a?versionId={closed}") == 403


def test_an_object_belongs_to_its_writer(s3: Any, bucket: str, people: People, other: People) -> None:
    s3.put_bucket_policy(Bucket=bucket, Policy=opened_to(other.account, bucket))
    bob, ann = other.user("bob", allow("s3:*"))("s3"), people.user("ann", allow("s3:*"))("s3")
    bob.put_object(Bucket=bucket, Key="theirs", Body=b"x")
    code, message = refused(ann.get_object, Bucket=bucket, Key="theirs")
    assert code == "AccessDenied"
    assert message.endswith("because no resource-based policy allows the s3:GetObject action")
    assert bob.get_object(Bucket=bucket, Key="theirs")["Body"].read() == b"x"
    bob.put_object_acl(Bucket=bucket, Key="theirs", ACL="bucket-owner-full-control")
    assert ann.get_object(Bucket=bucket, Key="theirs")["Body"].read() == b"x"
    bob.put_object_acl(Bucket=bucket, Key="theirs", ACL="private")
    assert refused(ann.get_object, Bucket=bucket, Key="theirs")[0] == "AccessDenied"
    ann.delete_object(Bucket=bucket, Key="theirs")


def test_a_bucket_policy_does_not_cover_objects_of_others(s3: Any, bucket: str, people: People, other: People) -> None:
    actions = ("s3:PutObject", "s3:PutObjectAcl")
    ann = f"arn:aws:iam::{people.account}:user/ann"
    readers = allow("s3:GetObject", Principal={"AWS": ann}, resource=f"arn:aws:s3:::{bucket}/*")
    writers = allow(*actions, Principal={"AWS": other.account}, resource=f"arn:aws:s3:::{bucket}/*")
    call = people.user("ann")("s3").get_object
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(readers, writers))
    s3.put_object(Bucket=bucket, Key="ours", Body=b"x")
    other.user("bob", allow("s3:*"))("s3").put_object(Bucket=bucket, Key="theirs", Body=b"x")
    call(Bucket=bucket, Key="ours")
    assert refused(call, Bucket=bucket, Key="theirs")[0] == "AccessDenied"
    enforced = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=enforced)
    call(Bucket=bucket, Key="theirs")


def test_the_bucket_owner_is_preferred_where_the_writer_grants_it_full_control(
    s3: Any, bucket: str, people: People, other: People
) -> None:
    preferred = {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=preferred)
    s3.put_bucket_policy(Bucket=bucket, Policy=opened_to(other.account, bucket, "s3:PutObject", "s3:PutObjectAcl"))
    bob, ann = other.user("bob", allow("s3:*"))("s3"), people.user("ann", allow("s3:*"))("s3")
    bob.put_object(Bucket=bucket, Key="given", Body=b"x", ACL="bucket-owner-full-control")
    bob.put_object(Bucket=bucket, Key="kept &", Body=b"x")
    upload = bob.create_multipart_upload(Bucket=bucket, Key="parts", ACL="bucket-owner-full-control")["UploadId"]
    part = bob.upload_part(Bucket=bucket, Key="parts", UploadId=upload, PartNumber=1, Body=b"x")["ETag"]
    parts = {"Parts": [{"ETag": part, "PartNumber": 1}]}
    bob.complete_multipart_upload(Bucket=bucket, Key="parts", UploadId=upload, MultipartUpload=parts)
    ann.get_object(Bucket=bucket, Key="given")
    ann.get_object(Bucket=bucket, Key="parts")
    assert refused(ann.get_object, Bucket=bucket, Key="kept &")[0] == "AccessDenied"
    owners = {one["Key"]: one["Owner"]["ID"] for one in s3.list_objects(Bucket=bucket)["Contents"]}
    assert owners == {
        "given": canonical_user_id(people.account),
        "kept &": canonical_user_id(other.account),
        "parts": canonical_user_id(people.account),
    }


def test_a_list_grants_an_account_what_its_own_policies_allow(s3: Any, bucket: str, other: People) -> None:
    s3.put_object(Bucket=bucket, Key="a", Body=b"x", GrantRead=f"id={canonical_user_id(other.account)}")
    assert other.user("bob", allow("s3:GetObject"))("s3").get_object(Bucket=bucket, Key="a")["Body"].read() == b"x"
    assert refused(other.user("amy")("s3").get_object, Bucket=bucket, Key="a")[0] == "AccessDenied"


def test_a_list_is_a_condition_of_policies(bucket: str, people: People) -> None:
    put = allow("s3:PutObject", "s3:PutObjectAcl", Condition={"StringEquals": {"s3:x-amz-acl": "private"}})
    call = people.user("ann", put)("s3").put_object
    call(Bucket=bucket, Key="a", ACL="private")
    assert refused(call, Bucket=bucket, Key="a", ACL="public-read")[0] == "AccessDenied"
    assert refused(call, Bucket=bucket, Key="a")[0] == "AccessDenied"


def post(engine: Engine, by: Any, bucket: str, key: str, **fields: str) -> tuple[int, str]:
    """Upload a form that a client has signed."""
    conditions = [{name: value} for name, value in fields.items()]
    form = by.generate_presigned_post(bucket, key, Fields=fields, Conditions=conditions)["fields"]
    parts = [(f'name="{name}"', value) for name, value in form.items()] + [('name="file"; filename="a"', "x")]
    lines = "".join(f"--B\r\nContent-Disposition: form-data; {name}\r\n\r\n{value}\r\n" for name, value in parts)
    headers = {"Content-Type": "multipart/form-data; boundary=B"}
    sent = Request(f"{engine.endpoint}/{bucket}", f"{lines}--B--\r\n".encode(), headers)  # noqa: S310 - loopback
    try:
        with urlopen(sent) as response:  # noqa: S310 - the same
            return int(response.status), response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_form_needs_the_permissions_of_an_upload(engine: Engine, bucket: str, s3: Any, people: People) -> None:
    place = f"arn:aws:s3:::{bucket}/up/*"
    ann = people.user("ann", allow("s3:PutObject", resource=place))("s3")
    assert post(engine, ann, bucket, "up/a")[0] == 204
    status, text = post(engine, ann, bucket, "down/a")
    assert status == 403
    assert f"s3:PutObject on resource: arn:aws:s3:::{bucket}/down/a" in text
    status, text = post(engine, ann, bucket, "up/b", acl="public-read")
    assert status == 403
    assert "s3:PutObjectAcl" in text
    amy = people.user("amy", allow("s3:PutObject", "s3:PutObjectAcl", resource=place))("s3")
    assert post(engine, amy, bucket, "up/b", acl="public-read")[0] == 204
    assert anonymous(engine, f"{bucket}/up/b") == 200
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={**OPEN, "BlockPublicAcls": True})
    status, text = post(engine, amy, bucket, "up/c", acl="public-read")
    assert status == 403
    assert "BlockPublicAcls" in text


def test_a_canonical_user_of_a_policy_is_its_account(s3: Any, bucket: str, other: People) -> None:
    named = {"Principal": {"CanonicalUser": canonical_user_id(other.account)}}
    s3.put_bucket_policy(
        Bucket=bucket, Policy=policy(allow("s3:ListBucket", resource=f"arn:aws:s3:::{bucket}", **named))
    )
    other.user("bob", allow("s3:ListBucket"))("s3").list_objects_v2(Bucket=bucket)


@pytest.fixture(params=["bucket", "account", "organization"])
def blocked(request: pytest.FixtureRequest, client: Client, s3: Any, bucket: str, account: str) -> str:
    """Return a bucket with Block Public Access, set for it, its account or its organization."""
    block = dict.fromkeys(OPEN, True)
    if request.param == "bucket":
        s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)
    elif request.param == "account":
        control = without_account_prefix(client("s3control", account=account))
        control.put_public_access_block(AccountId=account, PublicAccessBlockConfiguration=block)
    else:
        organizations = client("organizations", account=account)
        organizations.create_organization(FeatureSet="ALL")
        root = organizations.list_roots()["Roots"][0]["Id"]
        organizations.enable_policy_type(RootId=root, PolicyType="S3_POLICY")
        until(lambda: organizations.list_roots()["Roots"][0]["PolicyTypes"] == ENABLED)
        content = {"s3_attributes": {"public_access_block_configuration": {"@@assign": "all"}}}
        made = organizations.create_policy(Name="block", Description="", Type="S3_POLICY", Content=json.dumps(content))
        organizations.attach_policy(PolicyId=made["Policy"]["PolicySummary"]["Id"], TargetId=root)
    return bucket


def test_block_public_access_refuses_what_would_be_public(blocked: str, people: People) -> None:
    ann = people.user("ann", allow("s3:*"))("s3")
    public = policy(
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{blocked}/*"}
    )
    code, message = refused(ann.put_bucket_policy, Bucket=blocked, Policy=public)
    assert code == "AccessDenied"
    assert message == (
        f"User: arn:aws:iam::{people.account}:user/ann is not authorized to perform: s3:PutBucketPolicy on resource: "
        f'"arn:aws:s3:::{blocked}" because public policies are blocked by the BlockPublicPolicy '
        "block public access setting"
    )
    calls: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (ann.put_bucket_acl, {"ACL": "authenticated-read"}),
        (ann.put_object, {"Key": "a", "ACL": "public-read"}),
        (ann.create_multipart_upload, {"Key": "a", "GrantRead": "uri=http://acs.amazonaws.com/groups/global/AllUsers"}),
    ]
    for call, given in calls:
        code, message = refused(call, Bucket=blocked, **given)
        assert code == "AccessDenied"
        assert "public access control lists (ACLs) are blocked by the BlockPublicAcls" in message
    ann.put_bucket_policy(Bucket=blocked, Policy=opened_to(people.account, blocked))
    ann.put_object(Bucket=blocked, Key="a", Body=b"x", ACL="private")


def test_the_status_of_a_policy_is_whether_it_is_public(s3: Any, bucket: str, account: str) -> None:
    assert refused(s3.get_bucket_policy_status, Bucket=bucket)[0] == "NoSuchBucketPolicy"
    for principal, public in (("*", True), ({"AWS": account}, False)):
        written = allow("s3:GetObject", Principal=principal, resource=f"arn:aws:s3:::{bucket}/*")
        s3.put_bucket_policy(Bucket=bucket, Policy=policy(written))
        assert s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]["IsPublic"] is public
