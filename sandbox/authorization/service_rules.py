"""The type of a service's exceptions; the default of each is that of a service without any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sandbox.authorization.call import OperationCall, Requirement

type Special = Callable[[OperationCall], Iterable[Requirement]]
"""Return requirements of a call."""

type Context = Callable[[OperationCall, str], Mapping[str, object]]
"""Return condition keys of a call and one of its resources."""


def _nothing(_call: OperationCall) -> Iterable[Requirement]:
    return ()


def _as_given(call: OperationCall) -> OperationCall:
    return call


def _no_context(_call: OperationCall, _resource: str) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True, kw_only=True)
class ServiceRules:
    """One service's exceptions from the mapping by names."""

    read: Callable[[OperationCall], OperationCall] = _as_given
    """Return the call with parameters of one form, where the service takes several."""
    prefix: str | None = None
    """The prefix in IAM actions where it is not botocore's signing name."""
    actions: Mapping[str, str] = field(default_factory=dict)
    """Operation -> the action, without prefix, whose name differs from the operation's."""
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Resource type, or `Operation.type` -> the parameters that hold the last variable of its ARN."""
    variables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Variable of an ARN -> the parameters that hold it."""
    types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Operation -> the resource types that it names here, where the reference lists more."""
    convert: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Variable of an ARN -> what makes its value of the parameter's."""
    whole_service: frozenset[str] = frozenset()
    """Operations that name no resource although the reference lists types for their action: Resource is `*`."""
    special: Mapping[str, Special] = field(default_factory=dict)
    """Operation -> what makes its requirements; `*` for every operation of the service."""
    beside: Special = _nothing
    """Requirements beside those of the operation itself, for every operation of the service."""
    context: Context = _no_context
    """Condition keys of a requirement on a resource, beside those that parameters of their names hold."""
    behind: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Operation -> a resource type and the parameter behind which one exists, such as an association's id."""
    tag_action: str | None = None
    """The action, without prefix, that a call with tags needs as well; by default the service's own tagging action."""
    passes: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Operation -> the places of role ARNs in its parameters (`Targets[].RoleArn`) and the service that gets each."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Condition key -> the parameters that hold its value, where the names differ."""
