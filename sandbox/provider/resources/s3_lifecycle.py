"""S3: lifecycle configurations."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.properties import Input
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.s3_settings import BUCKET, OWNER
from sandbox.provider.value_types import Flag, ListOf, Number, Text
from sandbox.provider.values import Values

DAYS = {"days": Input(Number(), "Days"), "date": Input(Text(), "Date")}
STORAGE = Input(Text(), "StorageClass", required=True)
PREFIX_AND_SIZES = {
    "prefix": Input(Text(), "Prefix"),
    "objectSizeGreaterThan": Input(Number(), "ObjectSizeGreaterThan"),
    "objectSizeLessThan": Input(Number(), "ObjectSizeLessThan"),
}
NONCURRENT = {
    "noncurrentDays": Input(Number(), "NoncurrentDays", required=True),
    "newerNoncurrentVersions": Input(Number(), "NewerNoncurrentVersions"),
}
RULE = Block(
    {
        "id": Input(Text(), "ID", required=True),
        "status": Input(Text(choices=("Enabled", "Disabled")), "Status", required=True),
        "filter": Input(Block(PREFIX_AND_SIZES), "Filter", computed=True),
        "expiration": Input(
            Block({**DAYS, "expiredObjectDeleteMarker": Input(Flag(), "ExpiredObjectDeleteMarker")}), "Expiration"
        ),
        "transitions": Input(ListOf(Block({**DAYS, "storageClass": STORAGE})), "Transitions"),
        "noncurrentVersionExpiration": Input(Block(NONCURRENT), "NoncurrentVersionExpiration"),
        "noncurrentVersionTransitions": Input(
            ListOf(Block({**NONCURRENT, "storageClass": STORAGE})), "NoncurrentVersionTransitions"
        ),
        "abortIncompleteMultipartUpload": Input(
            Block({"daysAfterInitiation": Input(Number(), "DaysAfterInitiation")}), "AbortIncompleteMultipartUpload"
        ),
    }
)


class BucketLifecycleConfiguration(ResourceType):
    """The lifecycle configuration of a bucket."""

    token = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
    service = "s3"
    identity = "{bucket}"
    properties: ClassVar = {
        "bucket": BUCKET,
        "expectedBucketOwner": OWNER,
        "rules": Input(ListOf(RULE), "Rules"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        rules = [{"Filter": {"Prefix": ""}, **rule} for rule in self.request(inputs, "rules").get("Rules", [])]
        api("PutBucketLifecycleConfiguration", Bucket=inputs["bucket"], LifecycleConfiguration={"Rules": rules})
        return str(inputs["bucket"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetBucketLifecycleConfiguration", Bucket=identity)
        return None if found is None else {"bucket": identity, **self.state(found)}

    @updates("rules")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self.create(api, inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteBucketLifecycle", Bucket=identity)
