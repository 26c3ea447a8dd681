"""S3: bucket policies and public access blocks."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.s3_settings import BUCKET
from sandbox.provider.value_types import Document, Flag, Text
from sandbox.provider.values import Values

SWITCHES = {
    "blockPublicAcls": Input(Flag(), "BlockPublicAcls", default=False),
    "blockPublicPolicy": Input(Flag(), "BlockPublicPolicy", default=False),
    "ignorePublicAcls": Input(Flag(), "IgnorePublicAcls", default=False),
    "restrictPublicBuckets": Input(Flag(), "RestrictPublicBuckets", default=False),
}


class BucketPolicy(ResourceType):
    """The policy of a bucket."""

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
    """The public access block of a bucket."""

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
    """The public access block of an account."""

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
