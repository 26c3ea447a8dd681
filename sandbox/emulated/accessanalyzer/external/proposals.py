"""The resource of an access preview: the one that exists, with what the preview's configuration replaces.

Reference: Access Analyzer API reference, Configuration and its members: what a configuration leaves out is that of
the existing resource, and an empty policy is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sandbox.emulated.accessanalyzer.errors import invalid
from sandbox.emulated.accessanalyzer.external.resources import Place, PolicyResource, resources_in
from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.policies.policy_cache import policy
from sandbox.emulated.s3.acl import GROUP_ADDRESSES
from sandbox.emulated.s3.canonical_user import account_of
from sandbox.iam.kms_grant import grant_setting
from sandbox.iam.snapshot import Resource

type Settings = dict[str, object]

_MEMBERS: Mapping[str, tuple[str, str, str, str]] = {
    "ecrRepository": ("AWS::ECR::Repository", "ecr", ":ecr:", "repositoryPolicy"),
    "iamRole": ("AWS::IAM::Role", "sts", ":role/", "trustPolicy"),
    "kmsKey": ("AWS::KMS::Key", "kms", ":kms:", "keyPolicies"),
    "s3Bucket": ("AWS::S3::Bucket", "s3", ":s3:::", "bucketPolicy"),
    "secretsManagerSecret": ("AWS::SecretsManager::Secret", "secretsmanager", ":secretsmanager:", "secretPolicy"),
    "snsTopic": ("AWS::SNS::Topic", "sns", ":sns:", "topicPolicy"),
    "sqsQueue": ("AWS::SQS::Queue", "sqs", ":sqs:", "queuePolicy"),
}
"""Member of a configuration -> type, prefix of actions, part of the ARN, and the member of the policy."""
_GROUPS = {address: name for name, address in GROUP_ADDRESSES.items()}


def proposed_resource(place: Place, arn: str, configuration: Mapping[str, Any]) -> PolicyResource:
    """Return a resource as a configuration proposes it; raises for one that is not previewed here."""
    given = {name: value for name, value in configuration.items() if value is not None}
    if len(given) != 1:
        raise invalid(f"configurations.{arn} must have exactly one member.")
    ((member, values),) = given.items()
    if member not in _MEMBERS or values.get("accessPoints"):
        raise NotEmulatedError("accessanalyzer", "CreateAccessPreview", f"a configuration of {member}")
    type_, service, part, policy_member = _MEMBERS[member]
    if part not in arn:
        raise invalid(f"configurations: {arn} is not the ARN of a resource of type {type_}.")
    existing = next((one for one in resources_in(place) if one.arn == arn), None)
    found = existing or PolicyResource(arn, type_, service, place.account, None)
    text = values.get(policy_member)
    if isinstance(text, Mapping):
        text = text.get("default")
    if text is not None:
        found = replace(found, policy=policy("proposed policy", text) if text else None)
    if member == "iamRole":
        return found
    resource = found.resource or Resource(arn, place.account)
    settings = {**resource.settings, **_SETTINGS.get(member, _no_settings)(values)}
    return replace(found, resource=replace(resource, settings=settings))


def _no_settings(_values: Mapping[str, Any]) -> Settings:
    return {}


def _of_key(values: Mapping[str, Any]) -> Settings:
    grants = values.get("grants")
    return {} if grants is None else {"grants": [grant_setting(_as_listed(one)) for one in grants]}


def _as_listed(grant: Mapping[str, Any]) -> dict[str, Any]:
    """Return a grant as ListGrants shows it: its members begin with a capital."""
    return {f"{name[0].upper()}{name[1:]}": value for name, value in grant.items() if name != "constraints"}


def _of_bucket(values: Mapping[str, Any]) -> Settings:
    found: Settings = {}
    if (block := values.get("bucketPublicAccessBlock")) is not None:
        found["restrict_public_buckets"] = block["restrictPublicBuckets"]
        found["ignore_public_acls"] = block["ignorePublicAcls"]
    if (grants := values.get("bucketAclGrants")) is not None:
        named = [(_grantee(one["grantee"]), one["permission"]) for one in grants]
        found["acl"] = [{"grantee": name, "permission": permission} for name, permission in named if name]
    return found


def _grantee(grantee: Mapping[str, str]) -> str | None:
    return _GROUPS.get(grantee.get("uri", "")) or account_of(grantee.get("id", ""))


_SETTINGS: Mapping[str, Callable[[Mapping[str, Any]], Settings]] = {"kmsKey": _of_key, "s3Bucket": _of_bucket}
