"""What a service encrypts with a customer's key needs the permissions of its caller on that key."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.engine import Engine
from tests.sandbox.gateway.authorization.deliveries import Owner, Queue, denial
from tests.sandbox.gateway.authorization.people import Client, People, allow, deny, policy, refused

pytestmark = pytest.mark.engine


@pytest.fixture
def owner(client: Client, account: str) -> Owner:
    return lambda service: client(service, account=account)


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


@pytest.fixture
def key(owner: Owner) -> str:
    return str(owner("kms").create_key()["KeyMetadata"]["Arn"])


def via(service: str, **more: str) -> dict[str, Any]:
    return {"StringEquals": {"kms:ViaService": f"{service}.us-east-1.amazonaws.com", **more}}


def test_objects_are_written_and_read_with_permissions_on_the_bucket_key(
    owner: Owner, people: People, key: str
) -> None:
    s3, bucket = owner("s3"), f"vault-{people.account}"
    s3.create_bucket(Bucket=bucket)
    default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
    rules = {"Rules": [{"ApplyServerSideEncryptionByDefault": default}]}
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration=rules)
    ann = people.user("ann", allow("s3:*"))("s3")
    code, message = refused(ann.put_object, Bucket=bucket, Key="a", Body=b"x")
    assert code == "AccessDenied"
    assert f"is not authorized to perform: kms:GenerateDataKey on resource: {key}" in message
    ann.put_object(Bucket=bucket, Key="plain", Body=b"x", ServerSideEncryption="AES256")
    context = {"kms:EncryptionContext:aws:s3:arn": f"arn:aws:s3:::{bucket}/a"}
    writes = allow("kms:GenerateDataKey", resource=key, Condition=via("s3", **context))
    bob = people.user("bob", allow("s3:*"), writes)
    bob("s3").put_object(Bucket=bucket, Key="a", Body=b"x")
    assert refused(bob("kms").generate_data_key, KeyId=key, KeySpec="AES_256")[0] == "AccessDeniedException"
    assert refused(bob("s3").put_object, Bucket=bucket, Key="b", Body=b"x")[0] == "AccessDenied"
    assert "kms:Decrypt" in refused(bob("s3").get_object, Bucket=bucket, Key="a")[1]
    reader = people.user("reader", allow("s3:GetObject"), allow("kms:Decrypt", resource=key))("s3")
    assert reader.get_object(Bucket=bucket, Key="a")["Body"].read() == b"x"
    assert ann.get_object(Bucket=bucket, Key="plain")["Body"].read() == b"x"
    assert ann.head_object(Bucket=bucket, Key="a")["SSEKMSKeyId"] == key


def test_a_multipart_upload_needs_to_decrypt(owner: Owner, people: People, key: str) -> None:
    bucket = f"parts-{people.account}"
    owner("s3").create_bucket(Bucket=bucket)
    ann = people.user("ann", allow("s3:*"), allow("kms:GenerateDataKey"))("s3")
    kms = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
    upload = ann.create_multipart_upload(Bucket=bucket, Key="a", **kms)["UploadId"]
    part = {"Bucket": bucket, "Key": "a", "UploadId": upload, "PartNumber": 1, "Body": b"x"}
    assert "kms:Decrypt" in refused(ann.upload_part, **part)[1]


def test_the_managed_key_of_a_service_needs_no_permission(owner: Owner, people: People) -> None:
    bucket = f"managed-{people.account}"
    owner("s3").create_bucket(Bucket=bucket)
    ann = people.user("ann", allow("s3:*", "sqs:*"))
    ann("s3").put_object(Bucket=bucket, Key="a", Body=b"x", ServerSideEncryption="aws:kms")
    assert ann("s3").get_object(Bucket=bucket, Key="a")["Body"].read() == b"x"
    queue = Queue(owner)
    queue.sqs.set_queue_attributes(QueueUrl=queue.url, Attributes={"KmsMasterKeyId": "alias/aws/sqs"})
    ann("sqs").send_message(QueueUrl=queue.url, MessageBody="1")


def test_an_address_condition_is_about_the_client_and_not_about_the_service(
    owner: Owner, people: People, key: str
) -> None:
    bucket = f"near-{people.account}"
    owner("s3").create_bucket(Bucket=bucket)
    elsewhere = {"NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"}}
    ann, bob = (
        people.user(name, allow("s3:*", "kms:*"), deny("*", Condition=condition))("s3")
        for name, condition in (
            ("ann", elsewhere),
            ("bob", {**elsewhere, "Bool": {"aws:ViaAWSService": "false"}}),
        )
    )
    kms = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
    assert "kms:GenerateDataKey" in refused(ann.put_object, Bucket=bucket, Key="a", Body=b"x", **kms)[1]
    bob.put_object(Bucket=bucket, Key="a", Body=b"x", **kms)


def test_an_encrypted_topic_delivers_to_an_encrypted_queue_with_the_key_policy(
    engine: Engine, owner: Owner, people: People, key: str
) -> None:
    queue, sns, account = Queue(owner), owner("sns"), people.account
    queue.admit("sns")
    queue.sqs.set_queue_attributes(QueueUrl=queue.url, Attributes={"KmsMasterKeyId": key})
    topic = sns.create_topic(Name="news", Attributes={"KmsMasterKeyId": key})["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue.arn)
    ann = people.user("ann", allow("sns:Publish"))("sns")
    code, message = refused(ann.publish, TopicArn=topic, Message="a")
    assert (code, "kms:GenerateDataKey" in message) == ("AuthorizationError", True)
    people.iam.put_user_policy(
        UserName="ann", PolicyName="own", PolicyDocument=policy(allow("sns:Publish"), allow("kms:*", resource=key))
    )
    ann.publish(TopicArn=topic, Message="a")
    assert denial(engine, account, "kms:GenerateDataKey", service="sns").operation == "SendMessage"
    delegation = {"AWS": f"arn:aws:iam::{account}:root"}
    document = policy(
        allow("kms:*", Principal=delegation),
        allow(
            "kms:GenerateDataKey*",
            "kms:Decrypt",
            Principal={"Service": "sns.amazonaws.com"},
            Condition={"ArnEquals": {"aws:SourceArn": topic}},
        ),
    )
    owner("kms").put_key_policy(KeyId=key, PolicyName="default", Policy=document)
    ann.publish(TopicArn=topic, Message="b")
    assert [body["Message"] for body in queue.receive()] == ["b"]


def test_a_consumer_of_an_encrypted_queue_needs_to_decrypt(owner: Owner, people: People, key: str) -> None:
    queue = Queue(owner)
    queue.sqs.set_queue_attributes(QueueUrl=queue.url, Attributes={"KmsMasterKeyId": key})
    ann = people.user("ann", allow("sqs:*"))("sqs")
    assert "kms:Decrypt" in refused(ann.receive_message, QueueUrl=queue.url)[1]


def test_a_secret_is_read_with_permission_on_its_key(owner: Owner, people: People, key: str) -> None:
    owner("secretsmanager").create_secret(Name="login", KmsKeyId=key, SecretString="x")
    ann = people.user("ann", allow("secretsmanager:*"))("secretsmanager")
    assert "kms:Decrypt" in refused(ann.get_secret_value, SecretId="login")[1]
    assert "kms:GenerateDataKey" in refused(ann.put_secret_value, SecretId="login", SecretString="y")[1]
    arn = owner("secretsmanager").describe_secret(SecretId="login")["ARN"]
    condition = via("secretsmanager", **{"kms:EncryptionContext:SecretARN": arn})
    reads = allow("kms:Decrypt", resource=key, Condition=condition)
    bob = people.user("bob", allow("secretsmanager:*"), reads)("secretsmanager")
    assert bob.get_secret_value(SecretId="login")["SecretString"] == "x"
    ann.create_secret(Name="plain", SecretString="x")


def test_a_secure_string_is_read_with_permission_on_its_key(owner: Owner, people: People, key: str) -> None:
    given = {"Name": "/shop/login", "Type": "SecureString", "KeyId": key, "Value": "x"}
    ann = people.user("ann", allow("ssm:*"))("ssm")
    assert "kms:Encrypt" in refused(ann.put_parameter, **given)[1]
    owner("ssm").put_parameter(**given)
    assert "kms:Decrypt" in refused(ann.get_parameter, Name="/shop/login", WithDecryption=True)[1]
    ann.get_parameter(Name="/shop/login")
    condition = via("ssm")
    bob = people.user("bob", allow("ssm:*"), allow("kms:Decrypt", resource=key, Condition=condition))("ssm")
    assert bob.get_parameter(Name="/shop/login", WithDecryption=True)["Parameter"]["Value"] == "x"
