"""Pulumi's operations on a resource: create, read, update and delete, and their plans in a preview."""

from dataclasses import dataclass

from sandbox.provider.api import Api
from sandbox.provider.diff import differences
from sandbox.provider.errors import CallFailed, NeverReady, ProviderError
from sandbox.provider.naming import MADE, still_listed
from sandbox.provider.planning import Place, Plan, planned, with_place
from sandbox.provider.properties import Input
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.values import UNKNOWN, Secret, Values, blank, has_unknown


@dataclass(frozen=True)
class Found:
    """A resource that was read: its id, its state, and the inputs that give this state."""

    identity: str
    state: Values
    inputs: Values


class Unfinished(ProviderError):
    """A resource was created or changed in part: its state is kept, and the next update completes it."""

    def __init__(self, declared: ResourceType, found: Found, reason: ProviderError) -> None:
        super().__init__(reason.happened, reason.next_step)
        self.found = found
        self.state = sealed(declared, found.state)
        self.inputs = sealed(declared, found.inputs)


def plan_create(declared: ResourceType, urn: str, inputs: Values, place: Place) -> tuple[str, Values]:
    """Return the planned id and state of a resource that does not exist yet."""
    values = {name: value for name, value in inputs.items() if value is not None and name != MADE}
    identity_first = Plan(urn, place, with_place(values, place))
    template = declared.identity
    needs_outputs = isinstance(template, str) and any(
        f"{{{name}}}" in template for name in declared.all_properties() if name not in values
    )
    if not needs_outputs:
        values["id"] = planned(template, identity_first, "id")
    for name, known in declared.all_properties().items():
        if values.get(name) is None:
            value = (
                planned(known.plan, Plan(urn, place, with_place(values, place)), name) if _is_planned(known) else None
            )
            if value is not None:
                values[name] = value
    identity = values.pop("id", None) or planned(template, Plan(urn, place, with_place(values, place)), "id")
    return ("" if has_unknown(identity) else str(identity)), sealed(declared, values)


def _is_planned(known: object) -> bool:
    return not isinstance(known, Input) or known.computed


def plan_update(declared: ResourceType, urn: str, state: Values, inputs: Values, place: Place) -> Values:
    """Return the planned state after an update: new inputs, and what AWS chose as it is."""
    kept = {
        name: state[name]
        for name, known in declared.all_properties().items()
        if name in state and (not isinstance(known, Input) or known.computed)
    }
    _ = urn, place
    return sealed(declared, {name: value for name, value in {**kept, **inputs}.items() if name != MADE})


def create(declared: ResourceType, api: Api, inputs: Values) -> tuple[str, Values]:
    """Create and complete a resource, and return the id and state that are read back. Raises Unfinished."""
    identity = declared.create(api, inputs)
    try:
        declared.complete(api, identity, inputs)
    except ProviderError as reason:
        found = _after_failure(declared, api, identity, None, inputs)
        if found is None:
            raise
        raise Unfinished(declared, found, reason) from reason
    return identity, sealed(declared, _read_back(declared, api, identity, inputs).state)


def update(declared: ResourceType, api: Api, identity: str, old: Values, inputs: Values, *, state: Values) -> Values:
    """Call the updater of each changed property and return the state that is read back. Raises Unfinished."""
    changed = {difference.property for difference in differences(declared, old, inputs)}
    # An updater that changes the id is declared first, and knows the old one.
    at = declared.current_id(identity, inputs)
    try:
        for names, method in declared.updaters():
            if changed.intersection(names):
                getattr(declared, method)(api, at, inputs, old)
        if declared.tagged and changed & {"tags", "tagsAll"}:
            _retag(declared, api, at, inputs, state)
    except ProviderError as reason:
        found = _after_failure(declared, api, at, inputs)
        if found is None or not differences(declared, old, found.inputs):
            raise
        raise Unfinished(declared, found, reason) from reason
    return sealed(declared, _read_back(declared, api, at, inputs).state)


def _after_failure(
    declared: ResourceType, api: Api, identity: str, inputs: Values | None, state: Values | None = None
) -> Found | None:
    """Return the resource after a failure; None where it can't be read."""
    try:
        return read(declared, api, identity, inputs, state)
    except ProviderError:
        return None


def _retag(declared: ResourceType, api: Api, identity: str, inputs: Values, state: Values) -> None:
    has, wants = dict(state.get("tagsAll") or {}), dict(inputs.get("tagsAll") or {})
    put = {name: value for name, value in wants.items() if has.get(name) != value}
    drop = [name for name in has if name not in wants]
    declared.retag(api, identity, state, put, drop)


def delete(declared: ResourceType, api: Api, identity: str, state: Values) -> None:
    """Delete a resource; one that is gone already counts as deleted."""
    try:
        declared.delete(api, declared.current_id(identity, state), state)
    except CallFailed as refused:
        if not api.is_missing(refused):
            raise


def _read_back(declared: ResourceType, api: Api, identity: str, inputs: Values) -> Found:
    found = read(declared, api, identity, inputs)
    pause, until = 0.1, api.clock.now() + api.seconds
    while found is None:
        if api.clock.now() + pause > until:
            raise NeverReady(api.urn, "gone", ("there",), api.seconds)
        api.clock.sleep(pause)
        pause *= 2
        found = read(declared, api, identity, inputs)
    return found


def read(
    declared: ResourceType, api: Api, identity: str, inputs: Values | None, state: Values | None = None
) -> Found | None:
    """Return the resource, with values as the inputs have them where both are equivalent; None when it is gone.

    `inputs` are None for an import: then every input is returned, AWS's own choices too.
    """
    known = {**(state or {}), **(inputs or {})}
    identity = declared.current_id(identity, known)
    remote = declared.read(api, identity)
    if remote is None:
        return None
    given = inputs or state
    for name in declared.exclusive:
        if given and name not in given:
            remote.pop(name, None)
        elif name not in remote:
            remote[name] = declared.read_exclusive(api, identity, name)
    if declared.regional:
        remote.setdefault("region", api.place.region)
    if declared.tagged:
        remote["tags"] = _own_tags(remote.get("tagsAll") or {}, known.get("tags"), api.default_tags)
    values = {
        name: _equivalent(name, declaration, remote, known) for name, declaration in declared.all_properties().items()
    }
    now = {name: value for name, value in values.items() if value is not None}
    made = still_listed(declared, known, now, imported=inputs is None)
    return Found(identity, now, {**_inputs(declared, now, inputs), **made})


def _equivalent(name: str, declaration: object, remote: Values, known: Values) -> object:
    if not isinstance(declaration, Input):
        return remote.get(name)
    if declaration.unread:
        return known.get(name, declaration.default)
    value = remote.get(name)
    if name in known and declaration.kind.same(value, known[name]):
        return known[name]
    if value in (None, "", [], {}):
        return declaration.default if declaration.kind.same(value, declaration.default) else None
    return value


def _own_tags(every: dict[str, str], own: object, defaults: dict[str, str]) -> dict[str, str] | None:
    """Return the tags of a resource that are not the provider's default tags."""
    mine = own if isinstance(own, dict) else {}
    left = {name: value for name, value in every.items() if name in mine or defaults.get(name) != value}
    return left or None


def _inputs(declared: ResourceType, state: Values, known: Values | None) -> Values:
    """Return the inputs that give this state; a refresh leaves out what AWS chose."""
    inputs: Values = {}
    for name, declaration in declared.inputs().items():
        value = state.get(name)
        given = known is not None and name in known
        if value is None or (not given and (blank(value) or (known is not None and declaration.computed))):
            continue
        inputs[name] = value
    if declared.regional and "region" in state:
        inputs["region"] = state["region"]
    if declared.tagged:
        inputs["tagsAll"] = state.get("tagsAll") or {}
    return inputs


def sealed(declared: ResourceType, values: Values) -> Values:
    """Return the values with those of secret properties marked as secrets."""
    every = declared.all_properties()
    return {
        name: Secret(value) if name in every and every[name].secret and value is not UNKNOWN else value
        for name, value in values.items()
    }
