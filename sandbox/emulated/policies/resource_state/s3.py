"""Objects: the tags that s3:ExistingObjectTag shows. Buckets have none in conditions.

Tags of buckets are for access control only where attribute-based access control is enabled for the bucket; it is
disabled by default, and PutBucketAbac is not offered.

Reference: S3 user guide, buckets-tagging-enable-abac and tagging-and-policies; Service Authorization Reference,
list_amazons3 (s3:ExistingObjectTag).
"""

from __future__ import annotations

from localstack.services.s3.models import s3_stores
from localstack.services.s3.utils import get_unique_key_id

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.s3.buckets import find_bucket, find_object
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the keys of the current version of an object."""
    bucket, _, key = arn.resource.partition("/")
    found = find_bucket(bucket) if key else None
    kept = find_object(found, key) if found is not None else None
    if found is None or kept is None:
        return ABSENT
    store = s3_stores[found.bucket_account_id][found.bucket_region]
    tags = store.tags.get_tags(get_unique_key_id(bucket, key, kept.version_id))
    return ResourceState(keys={f"s3:ExistingObjectTag/{name}": value for name, value in tags.items()})
