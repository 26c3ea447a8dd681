"""The estate with one stack for each layer and account."""

from __future__ import annotations

import json
import re

import boto3
import pytest

from sandbox.estate import load
from tests.journeys.clone import SMALL, UNKNOWN, Clone, make_sandbox_up, with_a_department
from tests.repository import CLONE

pytestmark = pytest.mark.journey


def vpcs_of(clone: Clone, account: str) -> set[str]:
    keys = {"aws_access_key_id": account, "aws_secret_access_key": "x", "region_name": "us-east-1"}
    ec2 = boto3.Session(**keys).client("ec2", endpoint_url=clone.status()["endpoint"])
    try:
        return {vpc["CidrBlock"] for vpc in ec2.describe_vpcs()["Vpcs"]}
    finally:
        ec2.close()


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


def test_a_department_that_left_the_estate_file_is_destroyed(empty: Clone) -> None:
    grown = empty.root / "grown.yaml"
    grown.write_text(with_a_department((CLONE / SMALL).read_text()))
    make_sandbox_up(empty, "--split", "--estate", str(grown))
    kept = {"organization", *load(CLONE / SMALL).accounts}
    assert set(empty.status()["stacks"]) == {*kept, "gifts"}
    account = empty.status()["accounts"]["gifts"]["id"]
    assert "10.37.0.0/20" in vpcs_of(empty, account)
    owned = [each for each in state(empty, "gifts") if each["type"].startswith("aws:")]

    plans = json.loads(empty.output_of("preview", "--json", "--estate", SMALL))
    assert set(plans) == {*kept, "gifts"}
    assert {step["op"] for step in plans["gifts"]["steps"]} == {"delete", "discard"}  # a StackReference is discarded
    assert {step["urn"] for step in plans["gifts"]["steps"]} >= {each["urn"] for each in owned}
    done = json.loads(empty.output_of("up", "--split", "--json", "--estate", SMALL))
    assert done["changes"]["delete"] >= len(owned)
    assert set(empty.status()["stacks"]) == kept
    assert empty.status()["accounts"]["gifts"]["id"] == account  # it stays in the organization, as after `up`
    assert "10.37.0.0/20" not in vpcs_of(empty, account)
    again = json.loads(empty.output_of("up", "--split", "--json", "--estate", SMALL))
    assert set(again["changes"]) == {"same", "read"}

    moved = empty.root / "moved.yaml"
    renamed = re.sub(r"\bnetwork\b(?=[:,\]])", "hub", (CLONE / SMALL).read_text())
    moved.write_text(renamed.replace("  units:", "  account_roles: {network: hub}\n  units:", 1))
    refusal = empty.refusal_of("up", "--split", "--estate", str(moved))
    assert "Stack network is of no account of the estate file and cannot be destroyed" in refusal
    assert "`sandbox down`" in refusal
    assert set(empty.status()["stacks"]) == kept
