"""One resource of a plan or of a stack's state, in one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.origin import Origin

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How Pulumi writes a value that no preview can know."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned or deployed resource."""

    urn: str
    type: str
    account: str
    region: str
    id: str
    values: Mapping[str, Any]
    """Outputs where they are known, inputs elsewhere."""
    frames: tuple[Origin, ...] = field(default=())
    """Lines of the program that led to it, the innermost first."""
    dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Input -> URNs of the resources whose outputs it is made from."""

    @property
    def name(self) -> str:
        """The resource's name in the program."""
        return self.urn.rpartition("::")[2]

    @property
    def origin(self) -> Origin | None:
        """The line of the program that made it."""
        return self.frames[0] if self.frames else None

    def text(self, name: str) -> str | None:
        """Return a property that is a text; None for one that is absent or not known."""
        value = self.values.get(name)
        return value if isinstance(value, str) and value != UNKNOWN else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a property that is a list of texts; empty where absent."""
        value = self.values.get(name)
        return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
