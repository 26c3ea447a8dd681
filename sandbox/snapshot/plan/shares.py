"""RAM shares of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.snapshot.plan.resource import Planned
from sandbox.snapshot.shares import Share

SHARE = "aws:ram/resourceShare:ResourceShare"
RESOURCE = "aws:ram/resourceAssociation:ResourceAssociation"
PRINCIPAL = "aws:ram/principalAssociation:PrincipalAssociation"


def shares(resources: Iterable[Planned]) -> Iterator[Share]:
    """Yield every share with its resources and principals."""
    listed = tuple(resources)
    for made in listed:
        if made.type == SHARE:
            arn = made.text("arn") or made.id
            yield Share(
                arn,
                made.text("name") or made.name,
                made.account,
                tuple(_associated(listed, RESOURCE, arn, "resourceArn")),
                tuple(_associated(listed, PRINCIPAL, arn, "principal")),
                frozenset(made.texts("permissionArns")),
                made.origin,
            )


def _associated(listed: Iterable[Planned], kind: str, share: str, member: str) -> Iterator[str]:
    found = (made.text(member) for made in listed if made.type == kind and made.text("resourceShareArn") == share)
    return (text for text in found if text)
