"""From Pulumi's events to progress lines and failures."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

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
"""What a person sees; resources that stay as they are get no line."""

STACK = "pulumi:pulumi:Stack"
"""The program itself: what it makes is told, not that it ran."""

FOLLOW_ON = ("update failed", "preview failed", "resource registration failed")
"""Messages that only repeat that something else failed."""


class Progress:
    """Listens to one stack: tells each step of an update as it ends, keeps counts and failures."""

    def __init__(self, stack: str, say: Callable[[str], None], *, steps: bool = True) -> None:
        self._stack = stack
        self._say = say
        self._steps = steps
        self._lock = threading.Lock()
        self.changes: Counter[str] = Counter()
        self.failures: list[Failure] = []
        self.outputs: dict[str, Any] = {}
        """What the stack hands to others, planned or real."""

    def __call__(self, event: EngineEvent) -> None:
        """Take one event, from whatever thread."""
        with self._lock:
            if event.res_outputs_event is not None:
                self._ended(event.res_outputs_event.metadata)
            elif event.diagnostic_event is not None:
                diagnostic = event.diagnostic_event
                if diagnostic.severity == "error":
                    self._failed(diagnostic.urn, diagnostic.message)
                elif diagnostic.severity == "warning":
                    self._say(f"warning: {explain(diagnostic.urn, diagnostic.message).message}")

    def _ended(self, step: StepEventMetadata) -> None:
        self.changes[str(step.op.value)] += 1
        if step.urn.split("::")[2].endswith(STACK):
            self.outputs = dict(step.new.outputs or {}) if step.new is not None else {}
        elif self._steps and step.op in VERB:
            self._say(f"{self._stack}: {VERB[step.op]} {name(step.urn)}")

    def _failed(self, urn: str | None, message: str) -> None:
        if message.strip() and not any(repeat in message for repeat in FOLLOW_ON):
            self.failures.append(explain(urn, message))
