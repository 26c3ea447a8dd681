"""Resources of a plan with account, region, id and outputs, which are planned where a preview leaves them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.provider.lifecycle import plan_create
from sandbox.provider.planning import Place
from sandbox.provider.properties import Input
from sandbox.provider.registry import resource_types
from sandbox.provider.values import Secret
from sandbox.snapshot.plan.accounts import Home, Management, homes
from sandbox.snapshot.plan.files import PulumiFile
from sandbox.snapshot.plan.frames import frames
from sandbox.snapshot.plan.identity import identified
from sandbox.snapshot.plan.resource import UNKNOWN, Planned
from sandbox.snapshot.source_map import Program


def planned_resources(file: PulumiFile, owner: Management, program: Program) -> tuple[Planned, ...]:
    """Return every AWS resource of the file, in its order; lines that the file lacks come from the program."""
    places = homes(file, owner)
    return tuple(_planned(raw, places, owner, program) for raw in file.resources.values() if _is_aws(raw))


def _is_aws(raw: Mapping[str, Any]) -> bool:
    return str(raw.get("type", "")).startswith("aws:")


def _planned(raw: Mapping[str, Any], places: Mapping[str, Home], owner: Management, program: Program) -> Planned:
    urn = str(raw["urn"])
    provider = str(raw.get("provider") or "").rpartition("::")[0]
    home = places.get(provider, Home(owner.id, owner.region))
    inputs = {name: plain_value(value) for name, value in (raw.get("inputs") or {}).items()}
    region = str(inputs.get("region") or home.region)
    outputs = {name: plain_value(value) for name, value in (raw.get("outputs") or {}).items()}
    identity = str(raw.get("id") or "")
    if not outputs:
        identity, outputs = _foreseen(urn, str(raw["type"]), inputs, Place(home.account, region))
    lines = frames(raw, program.root, program.folder or program.root) or program.frames(urn)
    depends = {name: tuple(urns or ()) for name, urns in (raw.get("propertyDependencies") or {}).items()}
    return Planned(urn, str(raw["type"]), home.account, region, identity, {**inputs, **outputs}, lines, depends)


def _foreseen(urn: str, token: str, shown: Mapping[str, Any], place: Place) -> tuple[str, dict[str, Any]]:
    """Return the id and outputs of the provider's own preview, under the values that the file shows."""
    declared = resource_types().get(token)
    if declared is None:
        return UNKNOWN, {}
    given = {name: value for name, value in shown.items() if isinstance(declared.all_properties().get(name), Input)}
    planned, sealed = plan_create(declared, urn, given, place)
    state = {name: value.value if isinstance(value, Secret) else value for name, value in sealed.items()}
    known = {name: value for name, value in shown.items() if value is not None}
    return identified(shown, planned, state) or planned or UNKNOWN, {**state, **known}


def plain_value(value: Any) -> Any:
    """Return a secret's text where the file shows it."""
    if isinstance(value, Mapping) and "4dabf18193072939515e22adb298388d" in value:
        shown = value.get("plaintext")
        return shown if shown is not None else UNKNOWN
    return value
