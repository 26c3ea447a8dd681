"""The parameters of a call as boto3 takes them, from `requestParameters` of its CloudTrail event.

CloudTrail writes the names of the wire format with a small first letter, services add their own: EC2 wraps lists in
`{"items": [...]}` and calls them `instancesSet`, S3 names headers and query parameters, newer operations of EC2 wrap
the whole request in `CreateFlowLogsRequest`.
Reference: CloudTrail user guide, cloudtrail-event-reference-record-contents (requestParameters) and the examples of
events in the user guides of EC2 (monitor-with-cloudtrail), S3 (cloudtrail-logging-understanding-s3-entries), IAM
(cloudtrail-integration).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from sandbox.authorization.parameters import folded
from sandbox.facts.service_models import ServiceModel

_DEPTH = 16
"""Levels of nested parameters that are read; requests have fewer."""
_RENAMED: Mapping[tuple[str, str], str] = {
    ("s3", "bucketname"): "Bucket",
    ("sts", "principaltags"): "Tags",
    ("ec2", "groupset"): "SecurityGroupIds",
    ("ec2", "publicip"): "PublicIp",
}
"""Service and folded name -> the member, where no rule finds it."""
_WITH_FLAGS = "s3"
"""The service whose events have query parameters without a value, such as `acl`, that are named as headers are."""
_INSTANCES = "instancesSet"
"""Where RunInstances has the image, the number and the key of the instances."""


def parameters(given: Mapping[str, Any], model: ServiceModel, operation: str) -> dict[str, Any]:
    """Return the parameters of an operation, by the names of their members; what is no member keeps its name."""
    request = given
    if len(given) == 1:
        (name, inner), *_ = given.items()
        if name == f"{operation}Request" and isinstance(inner, Mapping):
            request = inner
    if operation == "RunInstances" and isinstance(request.get(_INSTANCES), Mapping):
        items = request[_INSTANCES].get("items") or [{}]
        request = {**{name: value for name, value in request.items() if name != _INSTANCES}, **items[0]}
    shape = model.input(operation)
    return _structure(request, model, shape, _DEPTH) if shape else dict(request)


def _structure(value: Mapping[str, Any], model: ServiceModel, shape: str, depth: int) -> dict[str, Any]:
    members = model.shape(shape)["members"]
    names = _names(model, shape)
    found: dict[str, Any] = {}
    for key, given in value.items():
        name = names.get(key) or names.get(folded(key)) or _RENAMED.get((model.service, folded(key)))
        if name is None or name not in members:
            found.setdefault(key, given)
            continue
        if name in found and key != name:
            continue  # the member's own name goes before an alias of it
        read = _value(given, model, members[name]["shape"], depth - 1)
        if read is not None and not (read == "" and model.service == _WITH_FLAGS):
            found[name] = read
    return found


def _value(value: Any, model: ServiceModel, name: str, depth: int) -> Any:
    if depth == 0 or value is None:
        return None
    shape = model.shape(name)
    match shape["type"]:
        case "structure":
            return _structure(value, model, name, depth) if isinstance(value, Mapping) else None
        case "list":
            member = shape["member"]["shape"]
            items = _items(value, pairs=_is_pair(model.shape(member)))
            return [one for item in items if (one := _value(item, model, member, depth - 1)) is not None]
        case "map":
            return dict(value) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else _scalar(value)


def _is_pair(shape: Mapping[str, Any]) -> bool:
    return {folded(name) for name in shape.get("members", {})} == {"key", "value"}


def _items(value: Any, *, pairs: bool) -> Iterator[Any]:
    """Yield the items of a list: as it is, in `{"items": [...]}`, in the only member of an object, or of a map."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, Mapping):
        if "items" in value:
            yield from _items(value["items"], pairs=pairs)
        elif len(value) == 1 and isinstance(next(iter(value.values())), list | Mapping):
            yield from _items(next(iter(value.values())), pairs=pairs)
        elif pairs and not {"key", "value"} & {folded(name) for name in value}:
            yield from ({"Key": key, "Value": text} for key, text in value.items())
        elif value:
            yield value
    elif value != "":
        yield value


def _scalar(value: Any) -> Any:
    """Return one value: as it is, the only one of a list, or that of an object with one value."""
    if isinstance(value, list):
        return _scalar(value[0]) if len(value) == 1 else None
    if isinstance(value, Mapping):
        if "content" in value:
            return _scalar(value["content"])
        return _scalar(next(iter(value.values()))) if len(value) == 1 else None
    return value


@lru_cache(maxsize=4096)
def _names(model: ServiceModel, shape: str) -> Mapping[str, str]:
    """Return the names by which events know members, as they are and folded; an exact one goes before an alias."""
    members = [(name, str(member.get("locationName", ""))) for name, member in model.shape(shape)["members"].items()]
    found = {name: name for name, _ in members}
    for name, _ in members:
        found.setdefault(folded(name), name)
    for name, location in members:
        if location:
            found.setdefault(folded(location), name)
    if model.service == "ec2":
        for name, location in members:
            for alias in _sets(folded(name), folded(location)):
                found.setdefault(alias, name)
    return found


def _sets(*names: str) -> Iterator[str]:
    """Yield what EC2 calls a list: `InstanceIds` is `instancesSet`, `VpcIds` is `vpcSet`, `Tags` is `tagSet`."""
    for name in filter(None, names):
        stems = dict.fromkeys((name, name.removesuffix("s"), name.removesuffix("ids"), name.removesuffix("id")))
        for stem in stems:
            yield from (f"{stem}set", f"{stem}sset", f"{stem}idset", stem, f"{stem}s")
