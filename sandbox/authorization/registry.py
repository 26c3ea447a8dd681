"""Registration by presence: services with exceptions, one file each in `sandbox/authorization/services`."""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache

from sandbox.authorization.service_rules import ServiceRules

FOLDER = "sandbox.authorization.services"
_NONE = ServiceRules()


@cache
def rules_of(service: str) -> ServiceRules:
    """Return the `RULES` of a service, by botocore's name of it; the defaults for one without a file."""
    name = f"{FOLDER}.{service.replace('-', '_')}"
    if importlib.util.find_spec(name) is None:
        name = f"{name}_"  # a name that Python reserves, such as lambda
        if importlib.util.find_spec(name) is None:
            return _NONE
    found = importlib.import_module(name).RULES
    assert isinstance(found, ServiceRules), name  # noqa: S101 - a wrong file of ours
    return found


def action_prefix(service: str, signing_name: str) -> str:
    """Return the prefix of a service's IAM actions, by botocore's names of the service and of its signatures."""
    return rules_of(service).prefix or signing_name
