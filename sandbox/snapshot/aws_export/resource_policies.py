"""Resources that carry a policy, and VPC endpoints with theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Resource
from sandbox.origin import Origin
from sandbox.snapshot.aws_export.policies import exported_policy
from sandbox.snapshot.aws_export.responses import Responses
from sandbox.snapshot.resource_type import resource_types

_ACCOUNT = r"accounts/(\d+)/"


def policy_resources(responses: Responses, partition: str = "aws") -> Iterator[Resource]:
    """Yield every resource whose file is there, with or without a policy."""
    for known in filter(None, (found.exported for found in resource_types())):
        for name in sorted(responses.files):
            if (parts := known.matches(name.removesuffix(".json"))) is not None:
                response = responses.response(name)
                place = responses.origin(name, f"$.{'.'.join(known.policy)}")
                arn = known.arn.format(**parts, partition=partition)
                settings = known.settings(parts, partial(_further, responses, parts["account"]))
                yield _resource(place, parts["account"], arn, _member(response, known.policy), settings)


def endpoints(responses: Responses) -> Mapping[str, Policy]:
    """VPC endpoint id -> its policy."""
    return {
        str(described["VpcEndpointId"]): exported_policy(
            responses.origin(file, f"$.VpcEndpoints[{place}].PolicyDocument"),
            described["PolicyDocument"],
            f"policy of {described['VpcEndpointId']}",
        )
        for _, file, response in responses.matching(rf"{_ACCOUNT}endpoints-.+\.json")
        for place, described in enumerate(response.get("VpcEndpoints") or ())
        if described.get("PolicyDocument")
    }


def _further(responses: Responses, account: str, stem: str) -> Mapping[str, Any] | None:
    name = f"accounts/{account}/{stem}.json"
    return responses.response(name) if name in responses.files else None


def _member(response: Mapping[str, Any], path: tuple[str, ...]) -> object:
    found: Any = response
    for name in path:
        found = (found or {}).get(name)
    return found


def _resource(place: Origin, account: str, arn: str, text: object, settings: Mapping[str, object]) -> Resource:
    name = arn.rpartition(":")[2]
    policy = exported_policy(place, text, f"policy of {name}") if text else None
    return Resource(arn, account, policy, settings=settings, origin=place)
