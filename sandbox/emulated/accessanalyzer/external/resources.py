"""The resources with policies of an account in a Region, from the stores of the running services.

A role is analyzed in every Region, a bucket in its own.
Reference: IAM user guide, access-analyzer-resources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from localstack.services.kms.models import kms_stores
from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.services.s3.models import s3_stores
from localstack.services.sns.models import sns_stores
from localstack.services.sqs.models import sqs_stores
from moto.ecr.models import ecr_backends
from moto.iam.models import iam_backends
from moto.secretsmanager.models import secretsmanager_backends

from sandbox.emulated.policies import principals
from sandbox.emulated.policies.resource_policies import resource_of
from sandbox.emulated.s3.buckets import ANY_REGION
from sandbox.iam import Policy
from sandbox.iam.snapshot import Resource

_SERVICE_LINKED = ":role/aws-service-role/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where resources are looked for."""

    partition: str
    account: str
    region: str


@dataclass(frozen=True, slots=True)
class PolicyResource:
    """A resource, its type and what grants access to it."""

    arn: str
    type: str
    service: str
    """Prefix of its actions."""
    owner: str
    policy: Policy | None
    resource: Resource | None = None
    """With what the service keeps beside the policy; None for a role."""


def resources_in(place: Place) -> Iterator[PolicyResource]:
    """Yield the resources of an account in a Region, each type in order of the ARNs."""
    for arn in _roles(place):
        found = principals.role(place.account, place.partition, arn)
        if found is not None:
            yield PolicyResource(arn, "AWS::IAM::Role", "sts", place.account, found.trust)
    for (type_, service), listed in _LISTS.items():
        for arn in sorted(listed(place)):
            resource = resource_of(arn)
            if resource is not None:
                yield PolicyResource(arn, type_, service, place.account, resource.policy, resource)


def _roles(place: Place) -> list[str]:
    known = iam_backends[place.account][place.partition].roles.values() if place.account in iam_backends else ()
    return sorted(str(role.arn) for role in list(known) if _SERVICE_LINKED not in role.arn)


def _buckets(place: Place) -> list[str]:
    if place.account not in s3_stores:
        return []
    known = list(s3_stores[place.account][ANY_REGION].buckets.values())
    return [f"arn:{place.partition}:s3:::{one.name}" for one in known if one.bucket_region == place.region]


def _keys(place: Place) -> list[str]:
    known = list(kms_stores[place.account][place.region].keys.values()) if place.account in kms_stores else []
    return [str(one.metadata["Arn"]) for one in known if one.metadata.get("KeyManager") != "AWS"]


def _queues(place: Place) -> list[str]:
    known = list(sqs_stores[place.account][place.region].queues.values()) if place.account in sqs_stores else []
    return [str(one.arn) for one in known]


def _topics(place: Place) -> list[str]:
    return list(sns_stores[place.account][place.region].topics) if place.account in sns_stores else []


def _functions(place: Place) -> list[str]:
    known = list(lambda_stores[place.account][place.region].functions) if place.account in lambda_stores else []
    return [f"arn:{place.partition}:lambda:{place.region}:{place.account}:function:{name}" for name in known]


def _secrets(place: Place) -> list[str]:
    if place.account not in secretsmanager_backends:
        return []
    return [str(one.arn) for one in list(secretsmanager_backends[place.account][place.region].secrets.values())]


def _repositories(place: Place) -> list[str]:
    if place.account not in ecr_backends:
        return []
    return [str(one.arn) for one in list(ecr_backends[place.account][place.region].repositories.values())]


_LISTS: Mapping[tuple[str, str], Callable[[Place], list[str]]] = {
    ("AWS::ECR::Repository", "ecr"): _repositories,
    ("AWS::KMS::Key", "kms"): _keys,
    ("AWS::Lambda::Function", "lambda"): _functions,
    ("AWS::S3::Bucket", "s3"): _buckets,
    ("AWS::SNS::Topic", "sns"): _topics,
    ("AWS::SQS::Queue", "sqs"): _queues,
    ("AWS::SecretsManager::Secret", "secretsmanager"): _secrets,
}
"""Type and prefix of its actions -> the ARNs of such resources."""
