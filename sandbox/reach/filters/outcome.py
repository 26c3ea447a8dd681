"""What of a set of headers passes a filter, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.origin import Origin
from sandbox.reach.headers import Boxes


@dataclass(frozen=True, slots=True)
class FilterOutcome:
    """The permitted and the denied part of a set of headers, each with the first rule that decided."""

    permitted: Boxes
    denied: Boxes
    component: str
    """Id of the security group or the network ACL that decided on the permitted part, else on the denied part."""
    permitted_by: str = ""
    permitted_origin: Origin | None = None
    denied_by: str = ""
    denied_origin: Origin | None = None
