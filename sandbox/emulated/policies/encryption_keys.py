"""The customer's KMS keys by which resources are encrypted, from the stores of their services."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from localstack.services.kms.models import kms_stores
from localstack.services.s3.models import S3Bucket, s3_stores
from localstack.services.sns.models import sns_stores
from localstack.services.sqs.models import sqs_stores
from moto.secretsmanager.models import secretsmanager_backends
from moto.ssm.models import ssm_backends

from sandbox.emulated.s3.buckets import find_bucket, find_object
from sandbox.iam.arn import Arn

type Place = tuple[str, str, str]
"""Partition, account, Region."""

_MANAGED = "alias/aws/"


def customer_key(place: Place, named: str | None) -> str | None:
    """Return the ARN of a customer's key named by its id, alias or ARN; None for a key that AWS manages.

    Args:
        place: Where a key is that is named without account and Region.
        named: The name; None or empty for none.

    """
    if not named or _MANAGED in named:
        return None
    partition, account, region = place
    arn = Arn.parse(named)
    if arn is not None:
        account, region, named = arn.account, arn.region, arn.resource
    if account not in kms_stores:
        return None
    store = kms_stores[account][region]
    if named.startswith("alias/"):
        alias = store.aliases.get(named)
        named = alias.metadata["TargetKeyId"] if alias is not None else ""
    found = store.keys.get(named.removeprefix("key/"))
    if found is None or found.metadata.get("KeyManager") == "AWS":
        return None
    return f"arn:{partition}:kms:{region}:{account}:key/{found.metadata['KeyId']}"


def _of_bucket(place: Place, name: str) -> str | None:
    """Return the key of a bucket's default encryption."""
    bucket = find_bucket(name)
    rule = ((bucket.encryption_rule if bucket else None) or {}).get("ApplyServerSideEncryptionByDefault") or {}
    return _in_bucket(place, bucket, rule.get("KMSMasterKeyID"))


def _of_object(place: Place, name: str) -> str | None:
    """Return the key of an object, named `bucket/key`, perhaps with `?versionId=`."""
    path, _, version = name.partition("?versionId=")
    bucket = find_bucket(path.partition("/")[0])
    key = path.partition("/")[2]
    if bucket is None:
        return None
    found = find_object(bucket, key, version or None)
    return _in_bucket(place, bucket, found.kms_key_id if found is not None else None)


def _of_upload(place: Place, name: str) -> str | None:
    """Return the key of a multipart upload, named `bucket/id`."""
    bucket = find_bucket(name.partition("/")[0])
    upload = bucket.multiparts.get(name.partition("/")[2]) if bucket is not None else None
    return _in_bucket(place, bucket, upload.object.kms_key_id if upload is not None else None)


def _in_bucket(place: Place, bucket: S3Bucket | None, named: str | None) -> str | None:
    if (
        bucket is None
        or not named
        or named == s3_stores[bucket.bucket_account_id][bucket.bucket_region].aws_managed_kms_key_id
    ):
        return None
    return customer_key((place[0], bucket.bucket_account_id, bucket.bucket_region), named)


def _of_queue(place: Place, name: str) -> str | None:
    arn = Arn.parse(name)
    if arn is None or arn.account not in sqs_stores:
        return None
    queue = sqs_stores[arn.account][arn.region].queues.get(arn.resource)
    named = queue.attributes.get("KmsMasterKeyId") if queue is not None else None
    return customer_key((place[0], arn.account, arn.region), named)


def _of_topic(place: Place, name: str) -> str | None:
    arn = Arn.parse(name)
    if arn is None or arn.account not in sns_stores:
        return None
    attributes = (sns_stores[arn.account][arn.region].topics.get(name) or {}).get("attributes") or {}
    named = attributes.get("KmsMasterKeyId") or attributes.get("kms_master_key_id")
    return customer_key((place[0], arn.account, arn.region), named)


def _of_secret(place: Place, name: str) -> str | None:
    partition, account, region = place
    arn = Arn.parse(name)
    if arn is not None:
        account, region = arn.account, arn.region
    if account not in secretsmanager_backends:
        return None
    known = list(secretsmanager_backends[account][region].secrets.values())
    found = next((one for one in known if name in (one.name, one.arn)), None)
    return customer_key((partition, account, region), found.kms_key_id) if found is not None else None


def _of_parameter(place: Place, name: str) -> str | None:
    _, account, region = place
    if account not in ssm_backends:
        return None
    found = ssm_backends[account][region]._parameters.get(name)  # noqa: SLF001 - moto has no other way to them
    secure = found is not None and found[-1].parameter_type == "SecureString"
    return customer_key(place, found[-1].keyid) if secure else None


FINDERS: Mapping[str, Callable[[Place, str], str | None]] = {
    "kms:customer-key": customer_key,
    "kms:key-of-bucket": _of_bucket,
    "kms:key-of-object": _of_object,
    "kms:key-of-parameter": _of_parameter,
    "kms:key-of-queue": _of_queue,
    "kms:key-of-secret": _of_secret,
    "kms:key-of-topic": _of_topic,
    "kms:key-of-upload": _of_upload,
}
"""Type for `call.find` -> what finds the ARN of the key by the name of what it encrypts."""
