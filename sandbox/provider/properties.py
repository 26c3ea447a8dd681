"""Properties of resource types: inputs that programs set, outputs that only AWS sets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.provider.planning import Plan
from sandbox.provider.value_types import MapOf, Text, ValueType
from sandbox.provider.values import UNKNOWN

Planned = str | Callable[[Plan], Any] | Any
"""A template ("arn:{partition}:..."), a function of the plan, or a plain value."""


@dataclass(frozen=True)
class Input:
    """A property that programs set."""

    kind: ValueType = field(default_factory=Text)
    member: str | None = None
    """AWS's name for it in requests and answers; None when the type's own methods carry it."""
    required: bool = False
    replaces: bool = False
    default: Any = None
    computed: bool = False
    """The service chooses when the program doesn't (upstream: optional and computed)."""
    plan: Planned = UNKNOWN
    """What a preview shows for a computed one that the program leaves out."""
    unread: bool = False
    """The service never tells it (a password, `forceDestroy`): kept as the program gave it."""
    secret: bool = False
    named: int = 0
    """Longest name allowed; a name is made from the resource's own when the program gives none."""
    suffix: tuple[str, str] | None = None
    """A flag among the inputs, and what made names end in where it is true (`fifoTopic`, `.fifo`)."""
    prefix: str | None = None
    """The property that holds a prefix for the made name (`namePrefix`)."""


@dataclass(frozen=True)
class Output:
    """A property that only the service sets."""

    kind: ValueType = field(default_factory=Text)
    member: str | None = None
    plan: Planned = UNKNOWN
    secret: bool = False


TAGS: Mapping[str, Input | Output] = {
    "tags": Input(MapOf()),
    "tagsAll": Output(MapOf()),
}
REGION: Mapping[str, Input | Output] = {"region": Input(Text(), replaces=True, computed=True, plan="{region}")}
