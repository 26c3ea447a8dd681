"""The permissions that a planned update needs: each with who needs it, and the steps that call it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

from sandbox.authorization import NoMapping, OperationCall, Requirement, requirements
from sandbox.authorization.registry import action_prefix
from sandbox.authorization.service_reference import Reference, reference_of
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam.requested_region import region_of_service
from sandbox.needs.assigned_ids import AssignedIds
from sandbox.needs.credentials import Credentials
from sandbox.needs.errors import CallsUnknown
from sandbox.needs.model import Needed, Needs, Source
from sandbox.needs.planned_names import PlannedNames
from sandbox.needs.planned_update import InvokedFunction, PlannedStep, PlannedUpdate
from sandbox.needs.recording import Call, service_model
from sandbox.needs.step_calls import function_calls, step_calls
from sandbox.provider.planning import Place


def needs(update: PlannedUpdate, deployer: str) -> Needs:
    """Return the permissions that an update needs.

    Args:
        update: The planned update.
        deployer: ARN of the user or role that runs it.

    """
    collector = _Collector(update, deployer)
    for invoked in update.functions:
        if invoked.stack in {"", update.stack} or update.stack is None:
            collector.add_function(invoked)
    for planned in update.steps:
        if update.chosen(planned.step.urn):
            collector.add(planned)
    return collector.needs()


@cache
def reference() -> Reference:
    """Return the Service Authorization Reference."""
    return reference_of(catalogue().raw)


class _Collector:
    def __init__(self, update: PlannedUpdate, deployer: str) -> None:
        self._deployer, self._management = deployer, update.management
        self._names = PlannedNames(update.resources)
        self._assigned = AssignedIds(update.steps)
        self._tags = {
            arn: tags for made in update.resources if (arn := made.text("arn")) and (tags := _tags(made.values))
        }
        self._found: dict[tuple[object, ...], tuple[Requirement, dict[Source, None]]] = {}
        self._unknown = [
            f"{urn}: the sandbox's provider does not serve the type, so its calls are not known"
            for urn in filter(update.chosen, update.unserved)
        ]
        self._assumed: set[str] = set()

    def add(self, planned: PlannedStep) -> None:
        """Add the permissions of one step."""
        step, credentials = planned.step, planned.credentials
        try:
            calls = step_calls(step)
        except CallsUnknown as error:
            self._unknown.append(error.happened)
            return
        if not calls:
            return
        if credentials.own_key:
            self._unknown.append(f"{step.urn}: its provider has an access key, whose owner the plan does not state")
            return
        self._add_calls(
            calls, credentials, step.place, partial(Source, step.urn, step.operation, origin=planned.origin)
        )

    def add_function(self, invoked: InvokedFunction) -> None:
        """Add the permissions of a function."""
        try:
            calls = function_calls(invoked.token, invoked.args, invoked.place)
        except CallsUnknown as error:
            self._unknown.append(error.happened)
            return
        source = partial(Source, invoked.token, "invoke", origin=None)
        self._add_calls(calls, invoked.credentials, invoked.place, source)

    def _add_calls(
        self, calls: Iterable[Call], credentials: Credentials, place: Place, source: Callable[..., Source]
    ) -> None:
        for number, call in enumerate(calls):
            if not number and repr(credentials.roles) not in self._assumed:
                self._assumed.add(repr(credentials.roles))
                self._assume(credentials, place.region)
            self._add(credentials.principal(self._deployer), call, place, source(operation=call.operation))

    def needs(self) -> Needs:
        """Return what was added."""
        needed = tuple(
            Needed(
                str(key[0]),
                requirement.action,
                requirement.resource,
                self._assigned.pattern(requirement.resource),
                requirement.context,
                tuple(sources),
            )
            for key, (requirement, sources) in self._found.items()
        )
        return Needs(needed, tuple(self._unknown))

    def _assume(self, credentials: Credentials, region: str) -> None:
        """Add the permissions to assume the roles of a provider, one from the session of the other."""
        caller, account = self._deployer, self._management
        for role in credentials.roles:
            call = Call("sts", region, "AssumeRole", {"RoleArn": role.arn, **dict(role.request)})
            source = Source(credentials.provider, "configure", "AssumeRole", None)
            self._add(caller, call, Place(account, region), source)
            caller, account = role.arn, role.account

    def _add(self, principal: str, call: Call, place: Place, source: Source) -> None:
        try:
            found = list(self._requirements(call, place))
        except NoMapping as unknown:
            self._unknown.append(f"{source.urn}: {unknown}")
            return
        for requirement in found:
            key = (principal, requirement.action, requirement.resource, repr(sorted(requirement.context.items())))
            self._found.setdefault(key, (requirement, {}))[1][source] = None

    def _requirements(self, call: Call, place: Place) -> Iterator[Requirement]:
        model = service_model(call.service)
        operation = OperationCall(
            service=call.service,
            prefix=action_prefix(call.service, model.signing_name),
            operation=call.operation,
            parameters=call.parameters,
            account=place.account,
            region=call.region,
            partition=place.partition,
            find=partial(self._names.find, place.account),
        )
        keys = {"aws:RequestedRegion": region_of_service(call.service) or call.region}
        for requirement in requirements(operation, reference()):
            tags = {} if call.operation.startswith("Create") else self._tags.get(requirement.resource, {})
            yield Requirement(requirement.action, requirement.resource, {**keys, **tags, **requirement.context})


def _tags(values: Mapping[str, object]) -> dict[str, object]:
    tags = values.get("tagsAll")
    return {f"aws:ResourceTag/{name}": value for name, value in tags.items()} if isinstance(tags, Mapping) else {}
