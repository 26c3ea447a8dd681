"""Resources of a plan that affect access and are not read: each is named in the snapshot's notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sandbox.iam.document_text import parsed_document
from sandbox.snapshot.plan import callers, organization, resource_policies
from sandbox.snapshot.plan.resource import Planned
from sandbox.snapshot.resource_type import ResourceType, resource_types

_HANDLED = callers.HANDLED | resource_policies.tokens() | organization.HANDLED
_NO_LAYER = frozenset(
    (
        "aws:iam/accountAlias:AccountAlias",
        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
        "aws:iam/instanceProfile:InstanceProfile",
        "aws:iam/accessKey:AccessKey",
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        "aws:iam/samlProvider:SamlProvider",
        "aws:organizations/delegatedAdministrator:DelegatedAdministrator",
    )
)
"""They say who people are or what is done elsewhere, and decide no request."""
_GRANTS = ("aws:kms/grant:Grant", "aws:s3/bucketAcl:BucketAcl")


def unread_resources(resources: Iterable[Planned]) -> Iterator[str]:
    """Yield a message for each resource that is left out."""
    listed = tuple(resources)
    yield from _without_resource(listed)
    for made in listed:
        if made.type in _HANDLED or made.type in _NO_LAYER:
            continue
        if made.type in _GRANTS or made.type.startswith(("aws:iam/", "aws:organizations/")):
            yield f"{made.name} ({made.type}) bears on access and is not read"
        else:
            yield from (
                f"{made.name} ({made.type}): the policy in {name} is not read"
                for name, value in made.values.items()
                if isinstance(value, str | Mapping) and _is_policy(value)
            )


def _without_resource(listed: tuple[Planned, ...]) -> Iterator[str]:
    """Yield a message for each policy, or statement of a policy, of a resource that is not listed."""
    for known in resource_types():
        holders = [(one, resource_policies.arn_of(one, known)) for one in listed if one.type == known.token]
        for made in listed:
            if made.type in (known.policy_token, known.permission_token) and not any(
                made.account == one.account and _is_of(made, one, arn, known) for one, arn in holders
            ):
                yield f"{made.name} ({made.type}): its policy is of a resource that is not in the plan"


def _is_of(made: Planned, holder: Planned, arn: str, known: ResourceType) -> bool:
    if made.type == known.permission_token:
        return known.permission(made, holder, arn) is not None
    return made.text(known.policy_target) in resource_policies.names_of(holder, arn)


def _is_policy(value: object) -> bool:
    if isinstance(value, str) and '"Statement"' not in value:
        return False
    document = parsed_document(value)
    return isinstance(document, Mapping) and "Statement" in document
