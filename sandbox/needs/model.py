"""What a planned update needs and what is lacking, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.iam import EvaluationTrace
from sandbox.origin import Origin


@dataclass(frozen=True)
class Source:
    """One step that calls."""

    urn: str
    step: str
    """Pulumi's name of the step: create, update, ...; `configure` where a provider assumes its role."""
    operation: str
    """The operation that it calls."""
    origin: Origin | None
    """The line of the program that has the resource."""

    @property
    def resource(self) -> str:
        """The type and the name of the resource in the program."""
        kind, _, name = self.urn.partition("::")[2].partition("::")[2].rpartition("::")
        return f"{kind.rpartition('$')[2]} {name}"


@dataclass(frozen=True)
class Needed:
    """One permission that the update needs."""

    principal: str
    """ARN of the role or user that calls."""
    action: str
    resource: str
    """The ARN, with planned ids; or `*`."""
    pattern: str
    """The ARN with `*` for what AWS assigns in this update."""
    context: Mapping[str, object]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Needs:
    """What a planned update needs."""

    needed: tuple[Needed, ...]
    unknown: tuple[str, ...] = field(default=())
    """Steps whose calls are not known, with the reason."""

    @property
    def actions(self) -> int:
        """The number of different actions."""
        return len({one.action for one in self.needed})

    @property
    def principals(self) -> tuple[str, ...]:
        """ARNs of the roles and users that call, in the order of the update."""
        return tuple(dict.fromkeys(one.principal for one in self.needed))


@dataclass(frozen=True)
class Missing:
    """A needed permission that is denied, and its evaluation."""

    needed: Needed
    trace: EvaluationTrace

    @property
    def where(self) -> Origin | None:
        """The line of the statement that denies; None where no statement allows."""
        deciding = self.trace.deciding
        return deciding[0].policy.where(deciding[0].statement.index) if deciding else None


@dataclass(frozen=True)
class Lack:
    """What one role or user lacks."""

    principal: str
    missing: tuple[Missing, ...]
    statements: tuple[Mapping[str, object], ...]
    """To add to its own policies; none where its own policies are not what denies."""
    denied: tuple[Missing, ...] = field(default=())
    """Denied with these statements too, by another layer; evaluated with them."""
