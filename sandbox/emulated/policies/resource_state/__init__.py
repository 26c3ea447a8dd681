"""What services keep of resources that condition keys show: one file a service, with a `state` function.

A file is named by the service in ARNs. `state(arn)` returns the tags of a resource and its service's own keys; a
service without a file has the tags that moto keeps for it. Which of the keys an action has is the Service
Authorization Reference's to say: `state_keys` returns those alone.

Reference: IAM user guide, reference_policies_condition-keys (aws:ResourceTag).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache

from sandbox.authorization.supported_keys import family, supported_keys
from sandbox.emulated.policies.reference import REFERENCE
from sandbox.emulated.policies.resource_state import moto_tags
from sandbox.emulated.policies.resource_state.state import ResourceState
from sandbox.iam.arn import Arn

_NO_SERVICES = ("localstack_tags", "moto_tags", "state", "tags")


@cache
def readers() -> Mapping[str, Callable[[Arn], ResourceState]]:
    """Return the function of each file, by the service in ARNs."""
    names = [found.name for found in pkgutil.iter_modules(__path__) if found.name not in _NO_SERVICES]
    return {name.rstrip("_"): importlib.import_module(f"{__name__}.{name}").state for name in names}


def state_keys(action: str, resource: str) -> dict[str, object]:
    """Return the condition keys that an action has of the state of an existing resource; none for a pattern of ARNs."""
    arn = Arn.parse(resource) if "*" not in resource else None
    if arn is None:
        return {}
    found = readers().get(arn.service, moto_tags.state)(arn)
    if not found.tags and not found.keys:
        return {}
    prefix, _, name = action.partition(":")
    entry = REFERENCE(prefix)
    if entry is None:
        return {}
    supported = supported_keys(entry, name, resource)
    shown = [
        named
        for service in dict.fromkeys(("aws", prefix, arn.service))
        if family(named := f"{service}:ResourceTag/") in supported
    ]
    keys: dict[str, object] = {f"{named}{key}": value for named in shown for key, value in found.tags.items()}
    return keys | {key: value for key, value in found.keys.items() if family(key) in supported}
