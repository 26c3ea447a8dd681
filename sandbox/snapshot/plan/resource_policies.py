"""Resources of a plan that carry a policy, and VPC endpoints with theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Resource
from sandbox.provider.values import Unknown
from sandbox.snapshot.default_policies import DEFAULTS
from sandbox.snapshot.plan.policies import Scribe
from sandbox.snapshot.plan.resource import Planned


class Separate(NamedTuple):
    """A type that gives another resource its policy, in `policy`."""

    target: str
    """The property that names it: by id, name, URL or ARN."""


ARNS: Mapping[str, str] = {
    "aws:s3/bucket:Bucket": "arn:aws:s3:::{bucket}",
    "aws:kms/key:Key": "arn:aws:kms:{region}:{account}:key/{id}",
    "aws:sns/topic:Topic": "arn:aws:sns:{region}:{account}:{name}",
    "aws:sqs/queue:Queue": "arn:aws:sqs:{region}:{account}:{name}",
    "aws:secretsmanager/secret:Secret": "{id}",
}
SEPARATE: Mapping[str, Separate] = {
    "aws:s3/bucketPolicy:BucketPolicy": Separate("bucket"),
    "aws:kms/keyPolicy:KeyPolicy": Separate("keyId"),
    "aws:sns/topicPolicy:TopicPolicy": Separate("arn"),
    "aws:sqs/queuePolicy:QueuePolicy": Separate("queueUrl"),
    "aws:secretsmanager/secretPolicy:SecretPolicy": Separate("secretArn"),
}
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
ENDPOINT_POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"
BUCKET_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
HANDLED = frozenset((*ARNS, *SEPARATE, ENDPOINT, ENDPOINT_POLICY, BUCKET_BLOCK, ACCOUNT_BLOCK))


def guarded(resources: Iterable[Planned], scribe: Scribe) -> Iterator[Resource]:
    """Every resource that may carry a policy, with or without one."""
    listed = tuple(resources)
    apart = {(made.account, made.text(said.target)): made for made in listed if (said := SEPARATE.get(made.type))}
    shut = frozenset(_shut(listed))
    for made in listed:
        if made.type in ARNS:
            arn = _arn(made)
            names = (made.id, arn, made.text("bucket"), made.text("name"), made.text("keyId"), made.text("url"))
            separate = next((apart[made.account, name] for name in names if (made.account, name) in apart), None)
            tags = made.values.get("tagsAll") or made.values.get("tags") or {}
            blocked = made.type.startswith("aws:s3/") and {(made.account, None), (made.account, made.id)} & shut
            settings = {"restrict_public_buckets": True} if blocked else {}
            policy = _written(separate, arn, scribe) if separate else _own(made, arn, scribe)
            yield Resource(
                arn,
                made.account,
                policy,
                tags if isinstance(tags, Mapping) else {},
                origin=made.origin,
                settings=settings,
            )


def endpoints(resources: Iterable[Planned], scribe: Scribe) -> Mapping[str, Policy]:
    """VPC endpoint id -> its policy; one without has full access, and is no layer."""
    found: dict[str, Policy] = {}
    for made in resources:
        if made.type in (ENDPOINT, ENDPOINT_POLICY) and isinstance(made.values.get("policy"), str | Mapping):
            identity = made.id if made.type == ENDPOINT else made.text("vpcEndpointId") or made.id
            found[identity] = scribe.policy(f"policy of {identity}", made.values["policy"], made)
    return found


def _shut(listed: Iterable[Planned]) -> Iterator[tuple[str, str | None]]:
    """Account and bucket where Block Public Access ignores public bucket policies; None for all of the account's."""
    for made in listed:
        if made.type in (BUCKET_BLOCK, ACCOUNT_BLOCK) and made.values.get("restrictPublicBuckets"):
            yield made.account, made.text("bucket") if made.type == BUCKET_BLOCK else None


def _arn(made: Planned) -> str:
    known = made.text("arn")
    if known:
        return known
    names = {name: made.text(name) or made.id for name in ("bucket", "name")}
    return ARNS[made.type].format(region=made.region, account=made.account, id=made.id, **names)


def _own(made: Planned, arn: str, scribe: Scribe) -> Policy | None:
    text = made.values.get("policy")
    if text is None or isinstance(text, Unknown):
        default = DEFAULTS.get(arn.split(":")[2])
        text = default(made.account, arn) if default else None
    return scribe.policy(_named(arn), text, made) if text else None


def _written(made: Planned, arn: str, scribe: Scribe) -> Policy:
    return scribe.policy(_named(arn), made.values.get("policy"), made)


def _named(arn: str) -> str:
    """As in exported files, which know a resource's name in the program as little as AWS does."""
    return f"policy of {arn.rpartition(':')[2]}"
