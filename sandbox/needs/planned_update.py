"""A planned update: its steps, each with the credentials that its calls are made with, and the policies after it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.iam.snapshot import Snapshot
from sandbox.needs.credentials import Credentials, credentials_of
from sandbox.needs.known import Other
from sandbox.needs.step_calls import Step
from sandbox.origin import Origin
from sandbox.provider.configuration import AssumedRole
from sandbox.provider.planning import Place
from sandbox.provider.registry import resource_types
from sandbox.provider.values import Values
from sandbox.snapshot import plan
from sandbox.snapshot.plan.accounts import Home, Management, homes, management, providers
from sandbox.snapshot.plan.estate_file import estate_file
from sandbox.snapshot.plan.files import GOING, PulumiFile, read_file
from sandbox.snapshot.plan.frames import frames
from sandbox.snapshot.plan.resource import Planned
from sandbox.snapshot.plan.resources import plain_value, planned_resources
from sandbox.snapshot.source_map import Program

type Raw = Mapping[str, Any]


@dataclass(frozen=True)
class PlannedStep:
    """One step on one AWS resource."""

    step: Step
    credentials: Credentials
    origin: Origin | None
    """The line of the program that has the resource."""


@dataclass(frozen=True)
class InvokedFunction:
    """A function that the program invokes, such as `aws.get_availability_zones`."""

    token: str
    args: Values
    place: Place
    credentials: Credentials
    stack: str = ""
    """The stack whose program it is; empty for a plan that does not name it."""


@dataclass(frozen=True)
class PlannedUpdate:
    """What an update does, and the policies after it."""

    steps: tuple[PlannedStep, ...]
    resources: tuple[Planned, ...]
    snapshot: Snapshot
    management: str
    """Id of the account of the update's own credentials."""
    functions: tuple[InvokedFunction, ...] = field(default=())
    unserved: tuple[str, ...] = field(default=())
    """URNs of resources of types that the sandbox's provider does not serve."""

    stack: str | None = None
    """The stack whose steps count; None for all. The others are there for their ids and policies."""

    def chosen(self, urn: str) -> bool:
        """Return whether a resource is of the stack."""
        return self.stack is None or _stack(urn) == self.stack


def _stack(urn: str) -> str:
    return urn.split(":")[2]


def read_update(
    given: Path | Raw, root: Path, folder: Path | None = None, states: Iterable[Path] = ()
) -> PlannedUpdate:
    """Return the update of a plan.

    Args:
        given: What `pulumi preview --json` or `sandbox preview --json` wrote: a file, or what was parsed of one.
        root: Folder of the project: names of files are relative to it.
        folder: Folder that holds `Pulumi.yaml`; None where it is the project's own.
        states: States of the deployed stacks, for the resources that the plan leaves as they are.

    Raises:
        SourceMissing: There is no such file.
        SourceUnreadable: It is no plan.
        FactUnknown: It does not name the management account.

    """
    before = {urn: raw for state in states for urn, raw in read_file(state).resources.items()}
    document = read_document(given)
    file = read_file(_after(document, before) if before else given)
    owner = management(file, estate_file(file, root))
    program = Program(root, folder)
    resources = planned_resources(file, owner, program)
    reader = _Reader(file, owner, program, before, resources)
    served = resource_types()
    steps = [raw for raw in _expanded(list(_steps(document))) if _is_aws(raw)]
    return PlannedUpdate(
        steps=tuple(reader.step(raw) for raw in steps if _type(raw) in served),
        resources=resources,
        snapshot=plan.read(_after(document, before) if before else given, root, folder),
        management=owner.id,
        functions=tuple(_function(raw, stack) for stack, raw in _functions(document)),
        unserved=tuple(str(raw["urn"]) for raw in steps if _type(raw) not in served),
    )


class _Reader:
    def __init__(
        self,
        file: PulumiFile,
        owner: Management,
        program: Program,
        before: Mapping[str, Raw],
        resources: Iterable[Planned],
    ) -> None:
        self._owner, self._program = owner, program
        self._planned = {made.urn: made for made in resources}
        both = PulumiFile(file.place, {**before, **file.resources}, file.config)
        self._homes = homes(both, owner)
        self._credentials = {urn: credentials_of(urn, inputs) for urn, inputs in providers(both).items()}
        self._others = {made.id: Other(made.account, made.values) for made in _owners_last(self._planned.values())}

    def step(self, raw: Raw) -> PlannedStep:
        """Return one step of the plan."""
        old, new = raw.get("oldState") or {}, raw.get("newState") or {}
        shown = new or old
        urn = str(raw["urn"])
        provider = str(shown.get("provider") or raw.get("provider") or "").rpartition("::")[0]
        home = self._homes.get(provider, Home(self._owner.id, self._owner.region))
        inputs, old_inputs = _plain(new.get("inputs")), _plain(old.get("inputs"))
        planned = self._planned.get(urn)
        created = str(raw["op"]) in CREATIONS and planned is not None
        state = dict(planned.values) if created and planned else _plain(old.get("outputs") or new.get("outputs"))
        identity = planned.id if created and planned else str(old.get("id") or new.get("id") or "")
        region = (inputs or old_inputs).get("region") or home.region
        step = Step(
            str(raw["op"]),
            urn,
            resource_types()[_type(raw)],
            Place(home.account, str(region)),
            identity,
            state,
            inputs,
            old_inputs,
            self._others,
        )
        root, folder = self._program.root, self._program.folder or self._program.root
        lines = frames(shown, root, folder) or self._program.frames(urn)
        credentials = self._credentials.get(provider, Credentials(provider))
        return PlannedStep(step, credentials, lines[0] if lines else None)


def _owners_last(resources: Iterable[Planned]) -> list[Planned]:
    """Return the resources, those last that have an id of their own: an accepter has that of what it accepts."""
    return sorted(resources, key=lambda made: made.id not in [v for v in made.values.values() if isinstance(v, str)])


CREATIONS = ("create", "create-replacement")


def read_document(given: Path | Raw) -> Raw:
    """Return what a plan's file holds."""
    if isinstance(given, Mapping):
        return given
    found: Raw = json.loads(given.read_text(encoding="utf-8"))
    return found


def _steps(document: Raw) -> Iterator[Raw]:
    if "steps" in document:
        yield from document["steps"]
        return
    for stack in document.values():
        if isinstance(stack, Mapping):
            yield from stack.get("steps") or ()


def _functions(document: Raw) -> Iterator[tuple[str, Raw]]:
    for name, stack in {"": document}.items() if "steps" in document else document.items():
        yield from ((name, raw) for raw in stack.get("functions") or ())


def _function(raw: Raw, stack: str) -> InvokedFunction:
    roles = tuple(AssumedRole(role["arn"], tuple(role["request"].items())) for role in raw["roles"])
    place = Place(str(raw["account"]), str(raw["args"].get("region") or raw["region"]))
    token = str(raw["function"])
    return InvokedFunction(token, dict(raw["args"]), place, Credentials(token, roles), stack)


def _expanded(steps: list[Raw]) -> Iterator[Raw]:
    """Yield the steps; a replacement as the creation and the deletion that most plans leave out."""
    shown = {(str(step["urn"]), str(step["op"])) for step in steps}
    for step in steps:
        if step.get("op") != "replace":
            yield step
            continue
        parts = {"create-replacement": {"oldState": None}, "delete-replaced": {"newState": None}}
        yield from ({**step, "op": op, **without} for op, without in parts.items() if (step["urn"], op) not in shown)


def state_after(document: Raw, states: Iterable[Path]) -> Raw:
    """Return the state after the update of a plan, in the form of an exported stack.

    Args:
        document: What was parsed of a preview's JSON; it may leave out resources that stay as they are.
        states: States of the deployed stacks.

    """
    return _after(document, {urn: raw for state in states for urn, raw in read_file(state).resources.items()})


def _after(document: Raw, before: Mapping[str, Raw]) -> Raw:
    resources = dict(before)
    for step in _steps(document):
        urn = str(step["urn"])
        if step.get("newState"):
            resources[urn] = step["newState"]
        elif step.get("op") in GOING:
            resources.pop(urn, None)
    stacks = [document] if "steps" in document else [stack for stack in document.values() if isinstance(stack, Mapping)]
    config = {name: value for stack in stacks for name, value in (stack.get("config") or {}).items()}
    return {"config": config, "deployment": {"resources": list(resources.values())}}


def _is_aws(raw: Raw) -> bool:
    return _type(raw).startswith("aws:")


def _type(raw: Raw) -> str:
    return str(raw["urn"]).split("::")[-2].rpartition("$")[2]


def _plain(values: Mapping[str, Any] | None) -> Values:
    return {name: plain_value(value) for name, value in (values or {}).items()}
