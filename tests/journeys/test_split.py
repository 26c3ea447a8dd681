"""The estate with one stack for each layer and account."""

from __future__ import annotations

import json

import pytest

from sandbox.estate import load
from tests.journeys.clone import SMALL, UNKNOWN, Clone, make_sandbox_up, with_a_department
from tests.repository import CLONE

pytestmark = pytest.mark.journey


def state(clone: Clone, stack: str) -> list[dict[str, str]]:
    path = clone.root / ".sandbox" / "state" / ".pulumi" / "stacks" / "causeway" / f"{stack}.json"
    return list(json.loads(path.read_text())["checkpoint"]["latest"]["resources"])


def test_split_stacks_deploy_the_same_estate_and_refuse_the_other_form(empty: Clone) -> None:
    previews = json.loads(empty.output_of("preview", "--split", "--json"))  # with nothing running
    assert empty.status()["engine"] is None
    assert empty.processes() == []
    assert {step["op"] for plan in previews.values() for step in plan["steps"]} == {"create", "read"}
    planned = [{**step["newState"], "provider": ""} for plan in previews.values() for step in plan["steps"]]
    assert UNKNOWN not in json.dumps(planned)

    make_sandbox_up(empty, "--split")
    small = load(CLONE / SMALL)
    found = empty.status()
    assert set(found["stacks"]) == {"organization", "network", *small.accounts}
    assert set(found["accounts"]) == {small.organization.management.name, *small.accounts}

    again = json.loads(empty.output_of("up", "--split", "--json"))
    assert set(again["changes"]) == {"same", "read"}  # a StackReference: one stack reads another's outputs

    refusal = empty.refusal_of("up")
    assert "'split'" in refusal
    assert "`sandbox down`" in refusal
    assert set(empty.status()["stacks"]) == set(found["stacks"])

    for name, plan in previews.items():
        made = {resource["urn"] for resource in state(empty, name)}
        rest = made - {step["urn"] for step in plan["steps"]}
        assert {urn.split("::")[2] for urn in rest} <= {"pulumi:providers:pulumi"}  # for StackReference

    plans = json.loads(empty.output_of("preview", "--json"))
    assert set(plans) == set(found["stacks"])
    assert {step["op"] for plan in plans.values() for step in plan["steps"]} == {"same", "read"}

    grown = empty.root / "grown.yaml"
    grown.write_text(with_a_department((CLONE / SMALL).read_text()))
    plans = json.loads(empty.output_of("preview", "--json", "--estate", str(grown)))
    assert set(plans) == {*found["stacks"], "gifts"}
    assert {step["op"] for step in plans["gifts"]["steps"]} == {"create", "read"}
    assert {step["op"] for step in plans["mobile"]["steps"]} == {"same", "read"}
    assert UNKNOWN not in json.dumps([{**step["newState"], "provider": ""} for step in plans["gifts"]["steps"]])
    assert set(empty.status()["stacks"]) == set(found["stacks"])  # a preview creates none
