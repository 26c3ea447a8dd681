"""Progress of updates and plans: from Pulumi's events to steps, counts and failures."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from pulumi.automation import EngineEvent, OpType
from pulumi.automation.events import StepEventMetadata

from sandbox.deploy.errors import Failure
from sandbox.deploy.failure import explain, name

VERB = {
    OpType.CREATE: "create",
    OpType.UPDATE: "update",
    OpType.DELETE: "delete",
    OpType.REPLACE: "replace",
    OpType.CREATE_REPLACEMENT: "create",
    OpType.DELETE_REPLACED: "delete",
    OpType.READ: "read",
    OpType.IMPORT: "adopt",
}
"""Operations that change something; other resources are only checked."""

CHECK = "check"

KEEP = "keep"
"""Pulumi calls it a deletion and tells AWS nothing of it: the resource leaves the stack, and stays on AWS as it is."""

STACK = "pulumi:pulumi:Stack"

FOLLOW_ON = ("update failed", "preview failed", "resource registration failed")
"""Messages that only repeat that something else failed."""


@dataclass(frozen=True)
class Step:
    """What Pulumi does with one resource."""

    stack: str
    verb: str
    resource: str
    """Pulumi type and name."""

    def __str__(self) -> str:
        return f"{self.stack}: {self.verb} {self.resource}"


class StepListener(Protocol):
    """Takes the steps of an update, from several threads."""

    def expect(self, resources: int) -> None:
        """Take the number of resources that the last update of this estate had."""

    def begun(self, step: Step) -> None:
        """Take a step that began."""

    def ended(self, step: Step) -> None:
        """Take a step that ended."""


class StepLog:
    """A log file with a line for each resource that was changed."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        path.write_text("")

    def expect(self, resources: int) -> None:
        """Ignore the expected number."""

    def begun(self, step: Step) -> None:
        """Ignore the beginning of a step."""

    def ended(self, step: Step) -> None:
        """Append the step with its time."""
        if step.verb != CHECK:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {step}\n")


class Progress:
    """The events of one stack: passes steps on, counts operations and collects failures."""

    def __init__(self, stack: str, notify: Callable[[str], None], listeners: Sequence[StepListener] = ()) -> None:
        self._stack = stack
        self._notify = notify
        self._listeners = listeners
        self._lock = threading.Lock()
        self.changes: Counter[str] = Counter()
        self.failures: list[Failure] = []
        self.outputs: dict[str, Any] = {}
        """The stack's outputs, planned or real."""

    def __call__(self, event: EngineEvent) -> None:
        """Take one event, from any thread."""
        with self._lock:
            if event.resource_pre_event is not None:
                self._begun(event.resource_pre_event.metadata)
            elif event.res_outputs_event is not None:
                self._ended(event.res_outputs_event.metadata)
            elif event.diagnostic_event is not None:
                diagnostic = event.diagnostic_event
                if diagnostic.severity == "error":
                    self._failed(diagnostic.urn, diagnostic.message)
                elif diagnostic.severity == "warning":
                    self._notify(f"warning: {explain(diagnostic.urn, diagnostic.message).message}")

    def _begun(self, metadata: StepEventMetadata) -> None:
        if not _is_stack(metadata):
            for listener in self._listeners:
                listener.begun(self._step(metadata))

    def _ended(self, metadata: StepEventMetadata) -> None:
        self.changes[KEEP if _is_kept(metadata) else str(metadata.op.value)] += 1
        if _is_stack(metadata):
            self.outputs = dict(metadata.new.outputs or {}) if metadata.new is not None else {}
            return
        for listener in self._listeners:
            listener.ended(self._step(metadata))

    def _step(self, metadata: StepEventMetadata) -> Step:
        verb = KEEP if _is_kept(metadata) else VERB.get(metadata.op, CHECK)
        return Step(self._stack, verb, name(metadata.urn))

    def _failed(self, urn: str | None, message: str) -> None:
        if message.strip() and not any(repeat in message for repeat in FOLLOW_ON):
            self.failures.append(explain(urn, message))


def _is_kept(metadata: StepEventMetadata) -> bool:
    deleted = metadata.op in (OpType.DELETE, OpType.DELETE_REPLACED)
    return deleted and metadata.old is not None and bool(metadata.old.retain_on_delete)


def kept(step: Mapping[str, Any]) -> bool:
    """Return whether a step of a plan takes a resource out of the stack that stays on AWS."""
    return step["op"] in ("delete", "delete-replaced") and bool((step.get("oldState") or {}).get("retainOnDelete"))


def _is_stack(metadata: StepEventMetadata) -> bool:
    return metadata.urn.split("::")[2].endswith(STACK)
