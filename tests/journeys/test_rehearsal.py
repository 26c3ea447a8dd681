"""The events of the default estate's deployment, rehearsed against a new SCP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.journeys.clone import Clone

pytestmark = pytest.mark.journey

WITH_VPC = 7
"""Accounts of the default estate that have a VPC: legacy, network and the five departments."""
NEVER = {"unknown_operation", "no_mapping", "invalid_record", "no_parameters"}
"""Reasons that no event of the sandbox has."""


def test_a_new_scp_would_have_denied_the_vpcs_of_the_deployment(deployed: Clone, tmp_path: Path) -> None:
    policy = tmp_path / "no-vpcs.json"
    statement = {"Sid": "NoVpcs", "Effect": "Deny", "Action": "ec2:CreateVpc", "Resource": "*"}
    policy.write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    change = ("--change", str(policy), "--attach", "root", "--snapshot", "live", "--events", "live")
    found = json.loads(deployed.output_of("iam", "rehearse", *change, "--json"))
    assert found["events"] > 1000
    assert found["damage"] == []
    assert {line["action"] for line in found["denied"]} == {"ec2:CreateVpc"}
    assert {line["origin"] for line in found["denied"]} == {f"{policy}:1"}
    assert len({line["principal"].split(":")[4] for line in found["denied"]}) == WITH_VPC
    assert found["outcomes"]["newly_denied"] == sum(line["count"] for line in found["denied"])
    assert not NEVER & {one["reason"] for one in found["not_judged"]}
