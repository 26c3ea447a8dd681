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
    separate_types = {known.policy_token: known for known in types.values() if known.policy_token}
    separate = {
        (made.account, made.text(separate_types[made.type].policy_target)): made
        for made in listed
        if made.type in separate_types
    }
    for made in listed:
        if made.type in types:
            known = types[made.type]
            arn = arn_of(made, known)
            names = ((made.account, name) for name in names_of(made, arn))
            apart = next((separate[name] for name in names if name in separate), None)
            tags = made.values.get("tagsAll") or made.values.get("tags") or {}
            yield Resource(
                arn,
                made.account,
                _written(apart, known.policy_property, arn, reader)
                if apart
                else _own(made, arn, known, reader) or _permissions(made, arn, known, listed),
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


def names_of(made: Planned, arn: str) -> tuple[str, ...]:
    """Return the names under which another resource may give a resource its policy."""
    names = (made.id, arn, made.text("bucket"), made.text("name"), made.text("keyId"), made.text("url"))
    return tuple(filter(None, names))


def arn_of(made: Planned, known: ResourceType) -> str:
    """Return the ARN of a resource of a type."""
    names = {name: made.text(name) or made.id for name in ("bucket", "name")}
    return made.text("arn") or known.arn.format(region=made.region, account=made.account, id=made.id, **names)


def _own(made: Planned, arn: str, known: ResourceType, reader: PolicyReader) -> Policy | None:
    text = made.values.get(known.policy_property)
    if text is None or isinstance(text, Unknown):
        text = known.default_policy(made.account, arn) if known.default_policy else None
    return reader.policy(_named(arn), text, made) if text else None


def _permissions(made: Planned, arn: str, known: ResourceType, listed: Iterable[Planned]) -> Policy | None:
    """Return the policy of the statements that other resources add; None without any."""
    added = [one for one in listed if one.type == known.permission_token and one.account == made.account]
    written = [(one, statement) for one in added if (statement := known.permission(one, made, arn)) is not None]
    if not written:
        return None
    document = {"Version": "2012-10-17", "Statement": [statement for _, statement in written]}
    origins = tuple(one.origin for one, _ in written)
    return Policy(_named(arn), document, None, origins[0], origins)


def _written(made: Planned, name: str, arn: str, reader: PolicyReader) -> Policy:
    return reader.policy(_named(arn), made.values.get(name), made)


def _named(arn: str) -> str:
    """As in exported files, which know a resource's name in the program as little as AWS does."""
    return f"policy of {arn.rpartition(':')[2]}"
