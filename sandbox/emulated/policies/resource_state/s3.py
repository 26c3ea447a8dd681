"""Objects: the tags that s3:ExistingObjectTag shows. Buckets have none in conditions.

Tags of buckets are for access control only where attribute-based access control is enabled for the bucket; it is
disabled by default, and PutBucketAbac is not offered.

Reference: S3 user guide, buckets-tagging-enable-abac and tagging-and-policies; Service Authorization Reference,
list_amazons3 (s3:ExistingObjectTag).
"""

from __future__ import annotations

from localstack.services.s3.models import S3DeleteMarker, s3_stores
from localstack.services.s3.utils import get_unique_key_id

from sandbox.emulated.policies.resource_policies.s3 import ANY_REGION, owner_of
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the keys of the current version of an object."""
    bucket, _, key = arn.resource.partition("/")
    owner = owner_of(bucket) if key else None
    found = s3_stores[owner][ANY_REGION].buckets.get(bucket) if owner is not None else None
    kept = found.objects.get(key) if found is not None else None
    if owner is None or found is None or kept is None or isinstance(kept, S3DeleteMarker):
        return ABSENT
    tags = s3_stores[owner][found.bucket_region].tags.get_tags(get_unique_key_id(bucket, key, kept.version_id))
    return ResourceState(keys={f"s3:ExistingObjectTag/{name}": value for name, value in tags.items()})
