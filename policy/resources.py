"""Resources of a stack as a policy pack receives them, in the form of Pulumi's own files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pulumi_policy import PolicyResource
from pulumi_policy.proxy import UnknownValueError

from sandbox.policytest.stack import UNKNOWN


def planned(resources: Sequence[PolicyResource]) -> list[dict[str, Any]]:
    """Return the resources of a stack with their providers, in the form of Pulumi's plans."""
    listed = [raw for resource in resources for raw in _raw(resource)]
    return list({raw["urn"]: raw for raw in listed}.values())


def _raw(resource: PolicyResource) -> Iterator[dict[str, Any]]:
    provider = resource.provider
    if provider is not None:
        yield {"urn": provider.urn, "type": provider.resource_type, "inputs": _plain(provider.props)}
    yield {  # a policy pack receives outputs and no id, which is one of them
        "urn": resource.urn,
        "type": resource.resource_type,
        "inputs": _plain(resource.props),
        "provider": f"{provider.urn}::planned" if provider else "",
    }


def _plain(value: Any) -> Any:
    """Return plain values in place of the proxies that raise for a value that a preview does not know."""
    if isinstance(value, Mapping):
        return {str(key): _plain(_known(value, key)) for key in value}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(_known(value, place)) for place in range(len(value))]
    if isinstance(value, float) and value.is_integer():
        return int(value)  # every number is a double on its way to a policy pack
    return value


def _known(values: Any, key: Any) -> Any:
    try:
        return values[key]
    except UnknownValueError:
        return UNKNOWN
