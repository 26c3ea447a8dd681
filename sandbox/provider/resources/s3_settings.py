"""S3: what a bucket, or an account's buckets together, are set to."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.declaration import Input, ResourceType, updates
from sandbox.provider.kinds import Block, Document, Flag, ListOf, Number, Text
from sandbox.provider.values import Values

SWITCHES = {
    "blockPublicAcls": Input(Flag(), "BlockPublicAcls", default=False),
    "blockPublicPolicy": Input(Flag(), "BlockPublicPolicy", default=False),
    "ignorePublicAcls": Input(Flag(), "IgnorePublicAcls", default=False),
    "restrictPublicBuckets": Input(Flag(), "RestrictPublicBuckets", default=False),
}
BUCKET = Input(Text(), replaces=True, required=True)
OWNER = Input(Text(), replaces=True, unread=True)


class BucketPolicy(ResourceType):
    """Who may use a bucket."""

    token = "aws:s3/bucketPolicy:BucketPolicy"
    service = "s3"
    identity = "{bucket}"
    eventual = ("MalformedPolicy Invalid principal",)
    properties: ClassVar = {"bucket": BUCKET, "policy": Input(Document(), required=True)}

    def create(self, api: Api, inputs: Values) -> str:
        api("PutBucketPolicy", Bucket=inputs["bucket"], Policy=inputs["policy"])
        return str(inputs["bucket"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetBucketPolicy", Bucket=identity)
        return None if found is None else {"bucket": identity, "policy": found["Policy"]}

    @updates("policy")
    def rewrite(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self.create(api, inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteBucketPolicy", Bucket=identity)


class BucketPublicAccessBlock(ResourceType):
    """Four locks against publicity."""

    token = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
    service = "s3"
    identity = "{bucket}"
    properties: ClassVar = {"bucket": BUCKET, **SWITCHES, "skipDestroy": Input(Flag(), unread=True)}

    def create(self, api: Api, inputs: Values) -> str:
        api("PutPublicAccessBlock", Bucket=inputs["bucket"], PublicAccessBlockConfiguration=self.request(inputs))
        return str(inputs["bucket"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetPublicAccessBlock", Bucket=identity)
        return None if found is None else {"bucket": identity, **self.state(found["PublicAccessBlockConfiguration"])}

    @updates(*SWITCHES)
    def switch(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self.create(api, inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if not state.get("skipDestroy"):
            api("DeletePublicAccessBlock", Bucket=identity)


class AccountPublicAccessBlock(ResourceType):
    """The same four for all buckets of an account."""

    token = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
    service = "s3control"
    identity = "{accountId}"
    regional = False
    delete_first = True
    properties: ClassVar = {"accountId": Input(Text(), computed=True, replaces=True, plan="{account}"), **SWITCHES}

    def create(self, api: Api, inputs: Values) -> str:
        account = str(inputs.get("accountId") or api.place.account)
        api("PutPublicAccessBlock", AccountId=account, PublicAccessBlockConfiguration=self.request(inputs))
        return account

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetPublicAccessBlock", AccountId=identity)
        if found is None:
            return None
        return {"accountId": identity, **self.state(found["PublicAccessBlockConfiguration"])}

    @updates(*SWITCHES)
    def switch(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self.create(api, inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeletePublicAccessBlock", AccountId=identity)


class BucketVersioning(ResourceType):
    """Whether a bucket keeps versions; AWS knows no way back to "never", only "suspended"."""

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
            return  # what a bucket is from the start; S3 refuses to be told so
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
    """How objects are encrypted; without it S3 encrypts with keys of its own."""

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
    """Who owns objects that others write."""

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
    """When objects move to cheaper storage, and when they go."""

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
