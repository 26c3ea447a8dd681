"""Converts between Pulumi's protobuf structs and plain Python values."""

from typing import Any, Final

from google.protobuf import struct_pb2

from sandbox.provider.errors import UnsupportedValue
from sandbox.provider.values import UNKNOWN, Secret, Values

# From Pulumi's resource provider protocol.
SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - the mark, no secret
OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN_TEXT: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def from_struct(struct: struct_pb2.Struct) -> Values:
    """Return plain values: without nulls, whole numbers as int, secrets in plain text."""
    decoded = {name: from_value(value) for name, value in struct.fields.items()}
    return {name: value for name, value in decoded.items() if value is not None}


def from_value(value: struct_pb2.Value) -> Any:
    """Return one plain value."""
    match value.WhichOneof("kind"):
        case "string_value":
            return UNKNOWN if value.string_value == UNKNOWN_TEXT else value.string_value
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() else number
        case "bool_value":
            return value.bool_value
        case "list_value":
            return [from_value(item) for item in value.list_value.values]
        case "struct_value":
            return _from_marked(value.struct_value)
    return None


def _from_marked(struct: struct_pb2.Struct) -> Any:
    if SIGNATURE not in struct.fields:
        return from_struct(struct)
    signature = struct.fields[SIGNATURE].string_value
    if signature in (SECRET, OUTPUT):
        return from_value(struct.fields["value"]) if "value" in struct.fields else UNKNOWN
    raise UnsupportedValue(signature)


def to_struct(values: Values) -> struct_pb2.Struct:
    """Return a protobuf struct of the values, without those that are None."""
    return struct_pb2.Struct(fields={name: to_value(value) for name, value in values.items() if value is not None})


def to_value(value: Any) -> struct_pb2.Value:  # noqa: PLR0911 - one return a kind
    """Return one protobuf value."""
    match value:
        case None:
            return struct_pb2.Value(null_value=struct_pb2.NULL_VALUE)
        case Secret(value=inner):
            marked = {SIGNATURE: struct_pb2.Value(string_value=SECRET), "value": to_value(inner)}
            return struct_pb2.Value(struct_value=struct_pb2.Struct(fields=marked))
        case bool():
            return struct_pb2.Value(bool_value=value)
        case int() | float():
            return struct_pb2.Value(number_value=value)
        case str():
            return struct_pb2.Value(string_value=value)
        case list() | tuple():
            return struct_pb2.Value(list_value=struct_pb2.ListValue(values=[to_value(item) for item in value]))
        case dict():
            return struct_pb2.Value(struct_value=to_struct(value))
    if value is UNKNOWN:
        return struct_pb2.Value(string_value=UNKNOWN_TEXT)
    raise TypeError(f"{type(value).__name__} has no representation in Pulumi's protocol")
