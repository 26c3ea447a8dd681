"""Resources of a plan that carry a policy, and VPC endpoints with theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Resource
from sandbox.provider.values import Unknown
from sandbox.snapshot.plan.policies import PolicyReader
from sandbox.snapshot.plan.resource import Planned
from sandbox.snapshot.resource_type import ResourceType, resource_types

ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
ENDPOINT_POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"


def tokens() -> frozenset[str]:
    """Return the types of Pulumi's that are read here."""
    return frozenset((ENDPOINT, ENDPOINT_POLICY)).union(*(known.tokens for known in resource_types()))


def policy_resources(resources: Iterable[Planned], reader: PolicyReader) -> Iterator[Resource]:
    """Yield every resource that may carry a policy, with or without one."""
    listed = tuple(resources)
    types = {known.token: known for known in resource_types()}
    targets = {known.policy_token: known.policy_target for known in types.values()}
    separate = {(made.account, made.text(targets[made.type])): made for made in listed if made.type in targets}
    for made in listed:
        if made.type in types:
            known = types[made.type]
            arn = _arn(made, known)
            names = (made.id, arn, made.text("bucket"), made.text("name"), made.text("keyId"), made.text("url"))
            apart = next((separate[made.account, name] for name in names if (made.account, name) in separate), None)
            tags = made.values.get("tagsAll") or made.values.get("tags") or {}
            yield Resource(
                arn,
                made.account,
                _written(apart, arn, reader) if apart else _own(made, arn, known, reader),
                tags if isinstance(tags, Mapping) else {},
                origin=made.origin,
                settings=known.settings(made, listed),
            )


def endpoints(resources: Iterable[Planned], reader: PolicyReader) -> Mapping[str, Policy]:
    """VPC endpoint id -> its policy; one without has full access, and is not a layer."""
    found: dict[str, Policy] = {}
    for made in resources:
        if made.type in (ENDPOINT, ENDPOINT_POLICY) and isinstance(made.values.get("policy"), str | Mapping):
            identity = made.id if made.type == ENDPOINT else made.text("vpcEndpointId") or made.id
            found[identity] = reader.policy(f"policy of {identity}", made.values["policy"], made)
    return found


def _arn(made: Planned, known: ResourceType) -> str:
    names = {name: made.text(name) or made.id for name in ("bucket", "name")}
    return made.text("arn") or known.arn.format(region=made.region, account=made.account, id=made.id, **names)


def _own(made: Planned, arn: str, known: ResourceType, reader: PolicyReader) -> Policy | None:
    text = made.values.get("policy")
    if text is None or isinstance(text, Unknown):
        text = known.default_policy(made.account, arn) if known.default_policy else None
    return reader.policy(_named(arn), text, made) if text else None


def _written(made: Planned, arn: str, reader: PolicyReader) -> Policy:
    return reader.policy(_named(arn), made.values.get("policy"), made)


def _named(arn: str) -> str:
    """As in exported files, which know a resource's name in the program as little as AWS does."""
    return f"policy of {arn.rpartition(':')[2]}"
