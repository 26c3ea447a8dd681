"""S3: buckets."""

from typing import ClassVar, Final

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.value_types import Flag, Text
from sandbox.provider.values import Values

FIRST_REGION: Final = "us-east-1"
DOMAIN: Final = "{bucket}.s3.{suffix}"
DELETION_BATCH: Final = 1000
# Hosted zone ids of the S3 website endpoints, by Region.
ZONES: Final = {
    "us-east-1": "Z3AQBSTGFYJSTF",
    "us-east-2": "Z2O1EMRO9K5GLX",
    "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M",
    "eu-central-1": "Z21DNDUVLTQW6Q",
    "eu-west-1": "Z1BKCTXD74EZPE",
    "eu-west-2": "Z3GKZC51ZF0DB4",
}


class Bucket(ResourceType):
    """A bucket; its settings are separate resource types."""

    token = "aws:s3/bucket:Bucket"
    service = "s3"
    identity = "{bucket}"
    tagged = True
    properties: ClassVar = {
        "bucket": Input(Text(canonical=str.lower), named=63, prefix="bucketPrefix", replaces=True),
        "bucketPrefix": Input(Text(), replaces=True, unread=True),
        "forceDestroy": Input(Flag(), default=False, unread=True),
        "objectLockEnabled": Input(Flag(), computed=True, plan=False, replaces=True),
        "arn": Output(plan="arn:{partition}:s3:::{bucket}"),
        "bucketDomainName": Output(plan=DOMAIN),
        "bucketRegion": Output(plan="{region}"),
        "bucketRegionalDomainName": Output(plan="{bucket}.s3.{region}.{suffix}"),
        "hostedZoneId": Output(plan=lambda plan: ZONES.get(plan.place.region)),
        "websiteDomain": Output(plan=None),
        "websiteEndpoint": Output(plan=None),
    }

    def create(self, api: Api, inputs: Values) -> str:
        away = api.place.region != FIRST_REGION
        api(
            "CreateBucket",
            Bucket=inputs["bucket"],
            CreateBucketConfiguration={"LocationConstraint": api.place.region} if away else None,
            ObjectLockEnabledForBucket=inputs.get("objectLockEnabled"),
        )
        return str(inputs["bucket"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs["tagsAll"]:
            api("PutBucketTagging", Bucket=identity, Tagging={"TagSet": pairs(inputs["tagsAll"])})

    def read(self, api: Api, identity: str) -> Values | None:
        location = api.find("GetBucketLocation", Bucket=identity)
        if location is None:
            return None
        place = api.place
        region = location.get("LocationConstraint") or FIRST_REGION
        tags = api.find("GetBucketTagging", Bucket=identity) or {}
        lock = api.find("GetObjectLockConfiguration", Bucket=identity) or {}
        locked = lock.get("ObjectLockConfiguration", {}).get("ObjectLockEnabled") == "Enabled"
        return {
            "bucket": identity,
            "objectLockEnabled": locked,
            "arn": f"arn:{place.partition}:s3:::{identity}",
            "bucketDomainName": f"{identity}.s3.{place.suffix}",
            "bucketRegion": region,
            "bucketRegionalDomainName": f"{identity}.s3.{region}.{place.suffix}",
            "hostedZoneId": ZONES.get(region),
            "tagsAll": unpaired(tags.get("TagSet")),
        }

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        wanted = {**{name: value for name, value in state["tagsAll"].items() if name not in drop}, **put}
        if wanted:
            api("PutBucketTagging", Bucket=identity, Tagging={"TagSet": pairs(wanted)})
        else:
            api("DeleteBucketTagging", Bucket=identity)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if state.get("forceDestroy") and api.find("HeadBucket", Bucket=identity) is not None:
            self._empty(api, identity)
        api("DeleteBucket", Bucket=identity)

    @staticmethod
    def _empty(api: Api, bucket: str) -> None:
        versions = [
            {"Key": found["Key"], "VersionId": found["VersionId"]}
            for member in ("Versions", "DeleteMarkers")
            for found in api.pages("ListObjectVersions", member, Bucket=bucket)
        ]
        for start in range(0, len(versions), DELETION_BATCH):
            api("DeleteObjects", Bucket=bucket, Delete={"Objects": versions[start : start + DELETION_BATCH]})


class BucketV2(Bucket):
    """The name of the same type in version 6 of the provider."""

    token = "aws:s3/bucketV2:BucketV2"
