"""Properties of resource types: inputs that programs set, outputs that only AWS sets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.provider.planning import Plan
from sandbox.provider.value_types import MapOf, Text, ValueType
from sandbox.provider.values import UNKNOWN

Planned = str | Callable[[Plan], Any] | Any
"""A template ("arn:{partition}:..."), a function of the plan, or a value."""


@dataclass(frozen=True)
class Input:
    """A property that programs set."""

    kind: ValueType = field(default_factory=Text)
    member: str | None = None
    """The member in AWS's requests and responses; None where the type's methods handle it."""
    required: bool = False
    replaces: bool = False
    default: Any = None
    computed: bool = False
    """AWS chooses the value where the program gives none (upstream: optional and computed)."""
    plan: Planned = UNKNOWN
    """The planned value of a computed input that the program leaves out."""
    unread: bool = False
    """AWS does not return it (a password, `forceDestroy`): it is kept as the program gave it."""
    secret: bool = False
    named: int = 0
    """Longest name allowed; a name is generated where the program gives none. 0: no name is generated."""
    suffix: tuple[str, str] | None = None
    """An input that is a flag, and the suffix of generated names where it is true (`fifoTopic`, `.fifo`)."""
    prefix: str | None = None
    """The property that has a prefix for the generated name (`namePrefix`)."""


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
