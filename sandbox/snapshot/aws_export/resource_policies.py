"""Resources that carry a policy, and VPC endpoints with theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.iam.origin import Origin
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Resource
from sandbox.snapshot.aws_export.policies import exported_policy
from sandbox.snapshot.aws_export.responses import Answers
from sandbox.snapshot.resource_type import resource_types

_ACCOUNT = r"accounts/(\d+)/"


def policy_resources(answers: Answers) -> Iterator[Resource]:
    """Yield every resource whose file is there, with or without a policy."""
    for known in filter(None, (found.exported for found in resource_types())):
        for name in sorted(answers.files):
            if (parts := known.matches(name.removesuffix(".json"))) is not None:
                answer = answers.answer(name)
                place = answers.origin(name, f"$.{'.'.join(known.policy)}")
                yield _resource(place, parts["account"], known.arn.format(**parts), _member(answer, known.policy))


def endpoints(answers: Answers) -> Mapping[str, Policy]:
    """VPC endpoint id -> its policy."""
    return {
        str(described["VpcEndpointId"]): exported_policy(
            answers.origin(file, f"$.VpcEndpoints[{place}].PolicyDocument"),
            described["PolicyDocument"],
            f"policy of {described['VpcEndpointId']}",
        )
        for _, file, answer in answers.matching(rf"{_ACCOUNT}endpoints-.+\.json")
        for place, described in enumerate(answer.get("VpcEndpoints") or ())
        if described.get("PolicyDocument")
    }


def _member(answer: Mapping[str, Any], path: tuple[str, ...]) -> object:
    found: Any = answer
    for name in path:
        found = (found or {}).get(name)
    return found


def _resource(place: Origin, account: str, arn: str, text: object) -> Resource:
    name = arn.rpartition(":")[2]
    policy = exported_policy(place, text, f"policy of {name}") if text else None
    return Resource(arn, account, policy, origin=place)
