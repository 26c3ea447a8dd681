"""The files that Pulumi writes: a preview's JSON, an exported stack, a stack's state; several stacks at once.

Reference: `pulumi preview --json`, `pulumi stack export`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.snapshot.errors import SourceMissing, SourceUnreadable

type Raw = Mapping[str, Any]

CONFIGURED = "causeway:estate"
"""A stack's configuration that names the estate file."""

_HOW = "Write one by `sandbox preview --json > plan.json`, `pulumi preview --json` or `pulumi stack export`."
GOING = ("delete", "delete-replaced", "discard", "discard-replaced", "read-discard")
"""Steps after which there is nothing, or nothing old."""


@dataclass(frozen=True, slots=True)
class PulumiFile:
    """Resources of all stacks in it, raw, by URN; and the stacks' configuration.

    In the order of their URNs: Pulumi writes them as they come, and that is never twice the same.
    """

    place: str
    resources: Mapping[str, Raw]
    config: Mapping[str, str]


def read_file(given: Path | Raw) -> PulumiFile:
    """Read a file or what was parsed of one; raises SourceMissing, SourceUnreadable."""
    if isinstance(given, Mapping):
        return _pulumi_file("the plan", given)
    try:
        document = json.loads(given.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceMissing(str(given), "there is no such file", _HOW) from None
    except ValueError as error:
        raise SourceUnreadable(str(given), f"it is not JSON ({error})", _HOW) from error
    if not isinstance(document, Mapping):
        raise SourceUnreadable(str(given), "it is neither a Pulumi plan nor a Pulumi state", _HOW)
    return _pulumi_file(str(given), document)


def merged(paths: Iterable[Path], estate: Path) -> Raw:
    """Several stacks' files as one document; a state does not name its estate file."""
    resources = [raw for path in paths for raw in read_file(path).resources.values()]
    return {"config": {CONFIGURED: str(estate)}, "deployment": {"resources": resources}}


def _pulumi_file(place: str, document: Raw) -> PulumiFile:
    config: dict[str, str] = {}
    resources: dict[str, Raw] = {}
    for stack in _stacks(place, document):
        _check_whole(place, stack)
        config.update(stack.get("config") or {})
        resources.update((str(raw["urn"]), raw) for raw in _resources(stack))
    return PulumiFile(place, dict(sorted(resources.items())), config)


def _stacks(place: str, document: Raw) -> Iterator[Raw]:
    if "steps" in document or "deployment" in document:
        yield document
    elif "checkpoint" in document:
        yield {"deployment": document["checkpoint"].get("latest") or {}}
    elif document and all(isinstance(stack, Mapping) and "steps" in stack for stack in document.values()):
        yield from document.values()
    else:
        raise SourceUnreadable(place, "it is neither a Pulumi plan nor a Pulumi state", _HOW)


def _check_whole(place: str, stack: Raw) -> None:
    """Refuse a preview that leaves out unchanged resources, as it does without --show-sames."""
    same = (stack.get("changeSummary") or {}).get("same", 0)
    shown = sum(step.get("op") == "same" for step in stack.get("steps") or ())
    if shown < same - 1:  # the stack itself counts, and is shown or not
        raise SourceUnreadable(
            place, f"it leaves out {same - shown} resources that stay as they are", "Add --show-sames to the preview."
        )


def _resources(stack: Raw) -> Iterator[Raw]:
    if "steps" not in stack:
        yield from (raw for raw in stack["deployment"].get("resources") or () if not raw.get("delete"))
        return
    for step in stack["steps"]:
        if step.get("op") not in GOING and step.get("newState"):
            yield step["newState"]
