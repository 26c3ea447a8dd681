"""Decide whether a resource or a principal may join a share, and whether it needs an invitation; without I/O."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.principals import NotAPrincipalError, Principal
from sandbox.emulated.ram.resource_types import NotAnArn, NotShareable, ResourceType, SharedResource, read_resource
from sandbox.emulated.ram.sharing import Lookup


@dataclass(frozen=True)
class AdmittedPrincipal:
    """A principal that may join."""

    principal: Principal
    external: bool
    """Whether it is outside the owner's organization."""
    invited: bool
    """Whether it must accept an invitation before anything is shared."""


@dataclass(frozen=True)
class ShareContext:
    """The share and its organization, when a principal is to join."""

    owner: str
    allow_external: bool
    types: Collection[ResourceType]
    """The types of the resources in the share."""
    lookup: Lookup
    has_unit: Callable[[str], bool]
    """Whether the owner's organization has the unit of that id."""
    sharing_enabled: bool
    """Whether the owner's organization enabled sharing."""


def admit_resource(arn: str, owner: str, region: str) -> SharedResource:
    """Return the resource if the owner may put it into a share of this Region."""
    try:
        resource = read_resource(arn)
    except NotAnArn as bad:
        raise malformed(arn) from bad
    except NotShareable as bad:
        raise AwsError(
            "MalformedArnException", f"You cannot share the selected resource type. The ARN is {arn}."
        ) from bad
    if resource.owner != owner:
        raise AwsError(
            "OperationNotPermittedException", f"Account {owner} does not own {arn}: only its owner can share it."
        )
    home = resource.region if resource.type.scope == "REGIONAL" else "us-east-1"
    if home != region:
        raise AwsError("InvalidParameterException", f"{arn} can be shared from region {home} only, not from {region}.")
    return resource


def admit_principal(text: str, context: ShareContext) -> AdmittedPrincipal:
    """Return the principal if it may join, and whether it must accept an invitation."""
    try:
        principal = Principal.parse(text)
    except NotAPrincipalError as bad:
        raise AwsError(
            "InvalidParameterException", f"Principal ID {text} is malformed. Verify the ID and try again."
        ) from bad
    match principal.kind:
        case "organization" | "unit":
            return _admit_tree(principal, context)
        case "service":
            return AdmittedPrincipal(principal, external=False, invited=False)
        case "account" | "identity":
            return _admit_account(principal, context)


def _admit_tree(principal: Principal, context: ShareContext) -> AdmittedPrincipal:
    place = context.lookup(context.owner)
    known = place is not None and context.sharing_enabled and place.organization_id == principal.organization
    if principal.kind == "organization":
        if not known:
            raise AwsError("UnknownResourceException", f"Organization {principal.organization} could not be found.")
    elif not known:
        raise AwsError(
            "UnknownResourceException",
            f"OrganizationalUnit {principal.unit} in unknown organization could not be found.",
        )
    elif not context.has_unit(principal.unit):
        raise AwsError("UnknownResourceException", f"OrganizationalUnit {principal.unit} could not be found.")
    return AdmittedPrincipal(principal, external=False, invited=False)


def _admit_account(principal: Principal, context: ShareContext) -> AdmittedPrincipal:
    if principal.kind == "account" and principal.account == context.owner:
        raise AwsError(
            "InvalidParameterException",
            f"Account {context.owner} owns the resource share: it needs no share with itself.",
        )
    if principal.kind == "identity":
        blocking = next((each.name for each in context.types if not each.identities), None)
        if blocking:
            raise AwsError(
                "OperationNotPermittedException", f"{blocking} cannot be shared with single IAM roles or users."
            )
    inside = _inside(principal.account, context)
    if not inside:
        if not context.allow_external:
            raise AwsError(
                "OperationNotPermittedException",
                f"The resource share does not allow external principals, and {principal.text} is outside"
                " your AWS organization, or sharing with it is not enabled.",
            )
        bound = next((each.name for each in context.types if each.organization_only), None)
        if bound:
            raise AwsError("OperationNotPermittedException", organization_only(bound))
    return AdmittedPrincipal(principal, external=not inside, invited=not inside and principal.account != context.owner)


def _inside(account: str, context: ShareContext) -> bool:
    if account == context.owner:
        return True
    mine, theirs = context.lookup(context.owner), context.lookup(account)
    together = mine is not None and theirs is not None and mine.organization_id == theirs.organization_id
    return together and context.sharing_enabled


def organization_only(type_name: str) -> str:
    """Return AWS's message for a type that cannot be shared outside the organization."""
    return (
        f"The resource you are attempting to share ({type_name}) can only be shared within your AWS Organization."
        " This error may also occur if you have not enabled sharing with your AWS organization."
    )


def malformed(arn: str) -> AwsError:
    """Make the error for a malformed ARN."""
    return AwsError(
        "MalformedArnException", f"The specified resource ARN {arn} is not valid. Verify the ARN and try again."
    )
