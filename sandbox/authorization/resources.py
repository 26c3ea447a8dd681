"""The resources that an action of a call is decided on."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall
from sandbox.authorization.parameters import Parameters, names_for
from sandbox.authorization.service_reference import ActionEntry, ServiceEntry
from sandbox.authorization.service_rules import ServiceRules


def resources(call: OperationCall, entry: ServiceEntry, action: ActionEntry, rules: ServiceRules) -> tuple[str, ...]:
    """Return the ARNs that an action is decided on; `*` for one that names no resource.

    A required type that the call does not identify, because the resource does not exist yet or because the call is
    about all of them, is the ARN with a wildcard, as AWS decides it.
    """
    if not action.types or call.operation in rules.whole_service:
        return ("*",)
    if call.operation in rules.behind:
        return (_behind(call, entry, rules),)
    parameters = Parameters(call.parameters)
    chosen = rules.types.get(call.operation, tuple(action.types))
    found: dict[str, None] = {}
    for kind in chosen:
        identified = tuple(_identified(call, entry, kind, parameters, rules))
        if not identified and (action.types.get(kind) or len(chosen) == 1):
            identified = tuple(entry.formats[kind].fill(place(call), {}))
        found.update(dict.fromkeys(identified))
    return tuple(found) or ("*",)


def place(call: OperationCall) -> dict[str, str]:
    """Return the variables of an ARN that say where a resource is."""
    return {"Partition": call.partition, "Region": call.region, "Account": call.account}


def _behind(call: OperationCall, entry: ServiceEntry, rules: ServiceRules) -> str:
    kind, parameter = rules.behind[call.operation]
    texts = Parameters(call.parameters).texts((parameter,))
    found = call.find(f"{entry.prefix}:{kind}", texts[0]) if texts else None
    return found or next(entry.formats[kind].fill(place(call), {}))


def _identified(
    call: OperationCall, entry: ServiceEntry, kind: str, parameters: Parameters, rules: ServiceRules
) -> Iterator[str]:
    """Yield the ARNs of a resource type that the parameters identify."""
    form = entry.formats[kind]
    given = [text for text in parameters.arns if form.matches(text)]
    if given or not form.variables:
        yield from given
        return
    own = rules.identifiers.get(f"{call.operation}.{kind}") or rules.identifiers.get(kind, ())
    values: dict[str, tuple[str, ...]] = {}
    for variable in form.variables:
        names = own if own and variable == form.variables[-1] else rules.variables.get(variable, ())
        texts = parameters.texts(names or names_for(kind, variable))
        convert = rules.convert.get(variable)
        values[variable] = tuple(filter(None, map(convert, texts))) if convert else texts
    identity = values[form.variables[-1]]
    if not identity:
        return
    for arn in form.fill(place(call), values):
        yield (call.find(f"{entry.prefix}:{kind}", identity[0]) if len(identity) == 1 else None) or arn
