"""The types of value that the model expects at each path of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt
from pydantic import BaseModel

from sandbox.estate.source import Key, Steps

_PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "IPv4Address": "192.0.2.1",
        "IPv4Network": "192.0.2.0/24",
        "IPv4Interface": "192.0.2.1/30",
        "str": "placeholder",
    }
)
"""Text that reads as each scalar type: addresses from the range for documentation (RFC 5737)."""


@dataclass(frozen=True)
class FieldType:
    """The type of value at one path: a model, a mapping, a list or a scalar."""

    type: Any
    minimum: int = 1
    """The minimum number, where it is one."""
    required: bool = True
    description: str = ""

    @property
    def model(self) -> type[BaseModel] | None:
        """The model class, if the value is a model."""
        return self.type if isinstance(self.type, type) and issubclass(self.type, BaseModel) else None

    @property
    def keys(self) -> tuple[str, ...] | None:
        """The keys that a mapping may have; None where any key is valid, or where the value is not a mapping."""
        if self.model is not None:
            return tuple(self.model.model_fields)
        if get_origin(self.type) is dict and get_origin(get_args(self.type)[0]) is Literal:
            return get_args(get_args(self.type)[0])
        return None

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        return self.model is not None or get_origin(self.type) is dict

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return get_origin(self.type) is tuple

    @property
    def choices(self) -> tuple[str, ...]:
        """The valid values, where the value is one of a list."""
        return tuple(map(str, get_args(self.type))) if get_origin(self.type) is Literal else ()

    def child(self, step: Key) -> FieldType:
        """Return the type of the value under a key, or at an index."""
        if self.model is not None:
            return _fields(self.model)[str(step)]
        arguments = get_args(self.type)
        if get_origin(self.type) is dict:
            return _field_type(arguments[1])
        return _field_type(arguments[0] if Ellipsis in arguments else arguments[int(step)])

    def item_or_none(self, place: int) -> FieldType | None:
        """Return the type of the value at an index, or None beyond the end of a list of fixed length."""
        arguments = get_args(self.type)
        return self.child(place) if Ellipsis in arguments or place < len(arguments) else None

    def placeholder(self) -> object:
        """Return a plain value that is valid for this type."""
        if self.model is not None:
            fields = _fields(self.model)
            return {name: field_type.placeholder() for name, field_type in fields.items() if field_type.required}
        match get_origin(self.type):
            case origin if origin is Literal:
                return get_args(self.type)[0]
            case origin if origin is dict:
                return {}
            case origin if origin is tuple:
                count = len([each for each in get_args(self.type) if each is not Ellipsis])
                return tuple(self.child(place).placeholder() for place in range(count))
        if self.type is bool:
            return False
        return self.minimum if self.type is int else _PLACEHOLDERS[self.type.__name__]


def at(model: type[BaseModel], steps: Steps) -> FieldType:
    """Return the type of value that a model expects at a path."""
    field_type = FieldType(model)
    for step in steps:
        field_type = field_type.child(step)
    return field_type


@cache
def _fields(model: type[BaseModel]) -> Mapping[str, FieldType]:
    return {
        name: _field_type(
            field.annotation,
            tuple(field.metadata),
            required=field.is_required(),
            description=field.description or "",
        )
        for name, field in model.model_fields.items()
    }


def _field_type(
    annotation: Any, metadata: tuple[Any, ...] = (), *, required: bool = True, description: str = ""
) -> FieldType:
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        extra = [each for part in more for each in (part.metadata if hasattr(part, "metadata") else (part,))]
        return _field_type(inner, (*metadata, *extra), required=required, description=description)
    if isinstance(annotation, UnionType) or get_origin(annotation) is Union:
        annotation = next(each for each in get_args(annotation) if each is not NoneType)
        return _field_type(annotation, metadata, required=required, description=description)
    minimum = next((_minimum(each) for each in metadata if isinstance(each, Ge | Gt)), 1)
    if not description and isinstance(annotation, type) and issubclass(annotation, BaseModel):
        description = (annotation.__doc__ or "").partition("\n")[0]
    return FieldType(annotation, minimum, required, description)


def _minimum(bound: Ge | Gt) -> int:
    value: Any = bound.ge if isinstance(bound, Ge) else bound.gt
    return int(value) if isinstance(bound, Ge) else int(value) + 1
