"""KMS: keys and aliases."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Document, Flag, Number, Text
from sandbox.provider.values import Values


def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    """Return tags in KMS's form."""
    return [{"TagKey": name, "TagValue": value} for name, value in tags.items()]


class Key(ResourceType):
    """A key; one that is pending deletion counts as gone."""

    token = "aws:kms/key:Key"
    service = "kms"
    identity = "{uuid}"
    tagged = True
    eventual = ("MalformedPolicyDocumentException",)
    seconds = 60
    properties: ClassVar = {
        "description": Input(Text(), "Description", computed=True, plan=""),
        "policy": Input(Document(), "Policy", computed=True),
        "keyUsage": Input(Text(), "KeyUsage", default="ENCRYPT_DECRYPT", replaces=True),
        "customerMasterKeySpec": Input(Text(), "KeySpec", default="SYMMETRIC_DEFAULT", replaces=True),
        "multiRegion": Input(Flag(), "MultiRegion", computed=True, plan=False, replaces=True),
        "bypassPolicyLockoutSafetyCheck": Input(Flag(), default=False, unread=True),
        "enableKeyRotation": Input(Flag(), default=False),
        "rotationPeriodInDays": Input(
            Number(90, 2560), computed=True, plan=lambda plan: 365 if plan.values.get("enableKeyRotation") else None
        ),
        "isEnabled": Input(Flag(), default=True),
        "deletionWindowInDays": Input(Number(7, 30), unread=True),
        "arn": Output(member="Arn", plan="arn:{partition}:kms:{region}:{account}:key/{id}"),
        "keyId": Output(member="KeyId", plan="{id}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateKey",
            **self.request(inputs),
            BypassPolicyLockoutSafetyCheck=inputs.get("bypassPolicyLockoutSafetyCheck"),
            Tags=tag_list(inputs["tagsAll"]),
        )
        return str(made["KeyMetadata"]["KeyId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        if inputs.get("enableKeyRotation"):
            self.rotate(api, identity, inputs, {})
        if not inputs.get("isEnabled", True):
            self.switch(api, identity, inputs, {})

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("DescribeKey", KeyId=identity)
        if found is None or found["KeyMetadata"]["KeyState"] in ("PendingDeletion", "PendingReplicaDeletion"):
            return None
        key = found["KeyMetadata"]
        rotation = self._rotation(api, identity, key)
        tags = api.pages("ListResourceTags", "Tags", KeyId=identity)
        return {
            **self.state(key),
            "policy": api("GetKeyPolicy", KeyId=identity, PolicyName="default")["Policy"],
            "isEnabled": key["Enabled"],
            "enableKeyRotation": bool(rotation.get("KeyRotationEnabled")),
            "rotationPeriodInDays": rotation.get("RotationPeriodInDays"),
            "tagsAll": {tag["TagKey"]: tag["TagValue"] for tag in tags},
        }

    @staticmethod
    def _rotation(api: Api, identity: str, key: Values) -> dict[str, Any]:
        rotates = key.get("KeySpec") == "SYMMETRIC_DEFAULT" and key["Enabled"]
        status = api("GetKeyRotationStatus", KeyId=identity) if rotates else {}
        return status if status.get("KeyRotationEnabled") else {}

    @updates("description")
    def describe(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateKeyDescription", KeyId=identity, Description=inputs.get("description") or "")

    @updates("policy")
    def rewrite(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("PutKeyPolicy", KeyId=identity, PolicyName="default", Policy=inputs["policy"])

    @updates("enableKeyRotation", "rotationPeriodInDays")
    def rotate(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if inputs.get("enableKeyRotation"):
            api("EnableKeyRotation", KeyId=identity, RotationPeriodInDays=inputs.get("rotationPeriodInDays"))
        else:
            api("DisableKeyRotation", KeyId=identity)

    @updates("isEnabled")
    def switch(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("EnableKey" if inputs.get("isEnabled") else "DisableKey", KeyId=identity)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagResource", KeyId=identity, Tags=tag_list(put))
        if drop:
            api("UntagResource", KeyId=identity, TagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if self.read(api, identity) is not None:
            api("ScheduleKeyDeletion", KeyId=identity, PendingWindowInDays=state.get("deletionWindowInDays"))


class Alias(ResourceType):
    """An alias of a key."""

    token = "aws:kms/alias:Alias"
    service = "kms"
    identity = "{name}"
    properties: ClassVar = {
        "name": Input(
            Text(canonical=lambda name: "alias/" + name.removeprefix("alias/")),
            "AliasName",
            named=256,
            prefix="namePrefix",
            replaces=True,
        ),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "targetKeyId": Input(Text(canonical=lambda key: key.rpartition("key/")[2]), "TargetKeyId", required=True),
        "arn": Output(member="AliasArn", plan="arn:{partition}:kms:{region}:{account}:{name}"),
        "targetKeyArn": Output(
            plan=lambda plan: plan.fill(
                "arn:{partition}:kms:{region}:{account}:key/" + str(plan.values["targetKeyId"]).rpartition("key/")[2]
            )
        ),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("CreateAlias", **self.request(inputs))
        return str(inputs["name"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = next((alias for alias in api.pages("ListAliases", "Aliases") if alias["AliasName"] == identity), None)
        if found is None or "TargetKeyId" not in found:
            return None
        key_arn = found["AliasArn"].rpartition(":")[0] + f":key/{found['TargetKeyId']}"
        return {**self.state(found), "targetKeyArn": key_arn}

    @updates("targetKeyId")
    def point(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateAlias", AliasName=identity, TargetKeyId=inputs["targetKeyId"])

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteAlias", AliasName=identity)
