"""Buckets, keys, topics, queues and VPC endpoints with their policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.iam.origin import Origin
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Resource
from sandbox.snapshot.aws_export.answers import Answers
from sandbox.snapshot.aws_export.policies import written

_ACCOUNT = r"accounts/(\d+)/"


def guarded(answers: Answers) -> Iterator[Resource]:
    """Every resource that was asked for, with or without a policy."""
    for found, file, answer in answers.matching(rf"{_ACCOUNT}bucket-(.+)\.json"):
        place, text = answers.origin(file, "$.Policy"), answer.get("Policy")
        yield _resource(place, account=found[1], arn=f"arn:aws:s3:::{found[2]}", text=text)
    for found, file, answer in answers.matching(rf"{_ACCOUNT}key-([a-z0-9-]+?-\d)-(.+)\.json"):
        arn = f"arn:aws:kms:{found[2]}:{found[1]}:key/{found[3]}"
        place, text = answers.origin(file, "$.Policy"), answer.get("Policy")
        yield _resource(place, account=found[1], arn=arn, text=text)
    for kind, member in (("topic", "TopicArn"), ("queue", "QueueArn")):
        for found, file, answer in answers.matching(rf"{_ACCOUNT}{kind}-.+\.json"):
            attributes = answer.get("Attributes") or {}
            arn = str(attributes.get(member))
            place, text = answers.origin(file, "$.Attributes.Policy"), attributes.get("Policy")
            yield _resource(place, account=found[1], arn=arn, text=text)


def endpoints(answers: Answers) -> Mapping[str, Policy]:
    """VPC endpoint id -> its policy."""
    return {
        str(said["VpcEndpointId"]): written(
            answers.origin(file, f"$.VpcEndpoints[{place}].PolicyDocument"),
            said["PolicyDocument"],
            f"policy of {said['VpcEndpointId']}",
        )
        for _, file, answer in answers.matching(rf"{_ACCOUNT}endpoints-.+\.json")
        for place, said in enumerate(answer.get("VpcEndpoints") or ())
        if said.get("PolicyDocument")
    }


def _resource(place: Origin, *, account: str, arn: str, text: object) -> Resource:
    name = arn.rpartition(":")[2]
    policy = written(place, text, f"policy of {name}") if text else None
    return Resource(arn, account, policy, origin=place)
