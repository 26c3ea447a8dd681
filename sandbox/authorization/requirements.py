"""The requirements of a call: by names and ARN formats, or by the exceptions of its service."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.condition_keys import keys_on_resource, parameter_keys
from sandbox.authorization.created_tags import with_created_tags
from sandbox.authorization.errors import NoMapping
from sandbox.authorization.passed_roles import passed_roles
from sandbox.authorization.registry import rules_of
from sandbox.authorization.resources import resources
from sandbox.authorization.service_reference import Reference
from sandbox.authorization.service_rules import ServiceRules
from sandbox.authorization.tag_on_create import tag_requirements


def requirements(call: OperationCall, reference: Reference) -> tuple[Requirement, ...]:
    """Return what the caller of an operation must be allowed, each of them.

    Args:
        call: The call, with its parameters as boto3 takes them.
        reference: Gives the entry of a service in the Service Authorization Reference.

    Raises:
        NoMapping: Neither the reference nor the service's exceptions know the operation.

    """
    rules = rules_of(call.service)
    call = rules.read(call)
    special = rules.special.get(call.operation) or rules.special.get("*")
    own = special(call) if special else by_names(call, reference, rules)
    return (*with_created_tags(own, reference), *rules.beside(call), *passed_roles(call, rules))


def by_names(call: OperationCall, reference: Reference, rules: ServiceRules) -> Iterator[Requirement]:
    """Yield the requirements of an operation whose action has its name, or one that the service's rules state."""
    entry = reference(call.prefix)
    action = entry.actions.get(rules.actions.get(call.operation, call.operation).lower()) if entry else None
    if entry is None or action is None:
        raise NoMapping(call.service, call.operation)
    context = parameter_keys(call, action.keys, rules.keys)
    found = resources(call, entry, action, rules)
    for resource in found:
        own = keys_on_resource(context, entry, action, resource)
        yield Requirement(f"{entry.prefix}:{action.name}", resource, {**own, **rules.context(call, resource)})
    yield from tag_requirements(call, entry, action, rules, found)
