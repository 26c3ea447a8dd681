"""S3: versioning, encryption and ownership controls of buckets."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.properties import Input
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, ListOf, Text
from sandbox.provider.values import Values

BUCKET = Input(Text(), replaces=True, required=True)
OWNER = Input(Text(), replaces=True, unread=True)


class BucketVersioning(ResourceType):
    """The versioning of a bucket; AWS can suspend it, but never turn it off."""

    token = "aws:s3/bucketVersioning:BucketVersioning"
    service = "s3"
    identity = "{bucket}"
    properties: ClassVar = {
        "bucket": BUCKET,
        "expectedBucketOwner": OWNER,
        "mfa": Input(Text(), unread=True, secret=True),
        "versioningConfiguration": Input(
            Block(
                {
                    "status": Input(Text(choices=("Enabled", "Suspended", "Disabled")), "Status", required=True),
                    "mfaDelete": Input(Text(choices=("Enabled", "Disabled")), "MFADelete", computed=True),
                }
            ),
            "VersioningConfiguration",
            required=True,
        ),
    }

    def create(self, api: Api, inputs: Values) -> str:
        self._set(api, inputs)
        return str(inputs["bucket"])

    def _set(self, api: Api, inputs: Values) -> None:
        if inputs["versioningConfiguration"]["status"] == "Disabled":
            return  # the state of a new bucket; S3 refuses a request for it
        api(
            "PutBucketVersioning",
            Bucket=inputs["bucket"],
            MFA=inputs.get("mfa"),
            **self.request(inputs, "versioningConfiguration"),
        )

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetBucketVersioning", Bucket=identity)
        if found is None:
            return None
        return {"bucket": identity, **self.state({"VersioningConfiguration": {"Status": "Disabled", **found}})}

    @updates("versioningConfiguration")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self._set(api, inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if state["versioningConfiguration"]["status"] == "Enabled":
            api("PutBucketVersioning", Bucket=identity, VersioningConfiguration={"Status": "Suspended"})


class BucketServerSideEncryptionConfiguration(ResourceType):
    """The default encryption of a bucket; without it S3 encrypts with keys of its own."""

    token = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    service = "s3"
    identity = "{bucket}"
    properties: ClassVar = {
        "bucket": BUCKET,
        "expectedBucketOwner": OWNER,
        "rules": Input(
            ListOf(
                Block(
                    {
                        "applyServerSideEncryptionByDefault": Input(
                            Block(
                                {
                                    "sseAlgorithm": Input(
                                        Text(choices=("AES256", "aws:kms", "aws:kms:dsse")),
                                        "SSEAlgorithm",
                                        required=True,
                                    ),
                                    "kmsMasterKeyId": Input(Text(), "KMSMasterKeyID"),
                                }
                            ),
                            "ApplyServerSideEncryptionByDefault",
                        ),
                        "bucketKeyEnabled": Input(Flag(), "BucketKeyEnabled"),
                    }
                )
            ),
            "Rules",
            required=True,
        ),
    }

    def create(self, api: Api, inputs: Values) -> str:
        rules = self.request(inputs, "rules")
        api("PutBucketEncryption", Bucket=inputs["bucket"], ServerSideEncryptionConfiguration=rules)
        return str(inputs["bucket"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetBucketEncryption", Bucket=identity)
        if found is None:
            return None
        return {"bucket": identity, **self.state(found["ServerSideEncryptionConfiguration"])}

    @updates("rules")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self.create(api, inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteBucketEncryption", Bucket=identity)


class BucketOwnershipControls(ResourceType):
    """The ownership controls of a bucket: who owns objects that other accounts write."""

    token = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
    service = "s3"
    identity = "{bucket}"
    properties: ClassVar = {
        "bucket": BUCKET,
        "rule": Input(
            Block(
                {
                    "objectOwnership": Input(
                        Text(choices=("BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced")),
                        "ObjectOwnership",
                        required=True,
                    )
                }
            ),
            required=True,
        ),
    }

    def create(self, api: Api, inputs: Values) -> str:
        rules = [{"ObjectOwnership": inputs["rule"]["objectOwnership"]}]
        api("PutBucketOwnershipControls", Bucket=inputs["bucket"], OwnershipControls={"Rules": rules})
        return str(inputs["bucket"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetBucketOwnershipControls", Bucket=identity)
        if found is None:
            return None
        rule = found["OwnershipControls"]["Rules"][0]
        return {"bucket": identity, "rule": {"objectOwnership": rule["ObjectOwnership"]}}

    @updates("rule")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self.create(api, inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteBucketOwnershipControls", Bucket=identity)
