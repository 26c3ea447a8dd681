"""Responses that AWS would give, built from an operation's output shape and what is known of the resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from botocore.model import ListShape, OperationModel, Shape, StringShape, StructureShape

from sandbox.needs.known import Known
from sandbox.needs.responses import responses_of

_DEEPEST = 8
"""Levels of nested structures; deeper ones are left out, as the resource types read none."""
_SETTLED = (
    "available",
    "active",
    "enabled",
    "attached",
    "associated",
    "succeeded",
    "success",
    "complete",
    "insync",
    "accepted",
    "pendingacceptance",
)
"""States in which nothing is waited for, without case and separators."""
_TOKENS = ("token", "marker", "istruncated")
"""Ends of members by which AWS says that a list goes on."""
_ERRORS = ("failurereason", "unsuccessful", "failures", "errors", "failedentries")
"""Members that a successful response leaves out or empty."""


def response(operation: OperationModel, request: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """Return a response to a request: of the resource that it names, or one item in each list.

    Values come from the request, then from the plan; identifiers that are in neither are the resource's id.
    """
    shape = operation.output_shape
    if shape is None:
        return {}
    named = {name.lower(): value for name, value in request.items()}
    singular = {name.removesuffix("s"): value[0] for name, value in named.items() if _is_texts(value)}
    built = _Builder(known, {**_filtered(request.get("Filters")), **singular, **named}).structure(shape, 0)
    own = responses_of(operation.service_model.service_name).get(operation.name)
    if own is not None:
        own(built, request, known)
    return built


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], str)


def _filtered(filters: object) -> dict[str, Any]:
    """Return the members that EC2's filters name: `association.subnet-id` is the member SubnetId of an association."""
    listed = filters if isinstance(filters, list) else []
    return {
        str(one.get("Name")).rpartition(".")[2].replace("-", ""): one["Values"][0]
        for one in listed
        if isinstance(one, Mapping) and one.get("Values")
    }


@dataclass(frozen=True)
class _Builder:
    known: Known
    request: Mapping[str, Any]

    def structure(self, shape: StructureShape, depth: int) -> dict[str, Any]:
        members = {} if depth > _DEEPEST else shape.members
        return {
            name: self.value(name, member, depth + 1)
            for name, member in members.items()
            if not name.lower().endswith(_TOKENS) and not name.lower().startswith(_ERRORS)
        }

    def value(self, name: str, shape: Shape, depth: int) -> Any:
        kind = shape.type_name
        given = self._given(name, kind)
        if isinstance(shape, StructureShape):
            return {**self.structure(shape, depth), **(given or {})}
        if isinstance(shape, ListShape):
            return self._list(name, shape, given, depth + 1)
        if given is not None:
            return given
        if isinstance(shape, StringShape):
            return self._text(name, shape)
        return _SCALARS.get(kind, dict)()

    def _list(self, name: str, shape: ListShape, given: list[Any] | None, depth: int) -> list[Any]:
        if given is None:
            return [self.value(name.removesuffix("s"), shape.member, depth)]
        if not isinstance(shape.member, StructureShape):
            return given
        return [{**self.structure(shape.member, depth), **item} for item in given if isinstance(item, Mapping)]

    def _given(self, name: str, kind: str) -> Any:
        for values in (self.request, self.known.values):
            value = values.get(name.lower())
            if isinstance(value, _TYPES.get(kind, ())) and value != "":
                return value
        return None

    def _text(self, name: str, shape: StringShape) -> str:
        if shape.enum:
            folded = {value.lower().replace("-", "").replace("_", "").replace(" ", ""): value for value in shape.enum}
            return str(next((folded[state] for state in _SETTLED if state in folded), shape.enum[0]))
        lowered = name.lower()
        if lowered.endswith("arn"):
            return str(self.known.values.get("arn") or self.known.identity)
        if lowered.endswith(("document", "policy", "content")):
            return "{}"
        return self.known.identity


_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "list": (list,),
    "structure": (dict,),
    "map": (dict,),
    "integer": (int,),
    "long": (int,),
    "boolean": (bool,),
}
_SCALARS: Mapping[str, Any] = {
    "integer": int,
    "long": int,
    "double": float,
    "float": float,
    "boolean": bool,
    "blob": bytes,
    "map": dict,
    "timestamp": lambda: datetime(2026, 1, 1, tzinfo=UTC),
}
