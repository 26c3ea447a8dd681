"""The scripts of the guide run unchanged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import Engine

GUIDE = (Path(__file__).parents[2] / "docs" / "how-to.md").read_text()


def block(heading: str, language: str) -> str:
    """Return the first code block under a heading of the guide."""
    section = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return section.partition(f"```{language}\n")[2].partition("```")[0]


@pytest.mark.engine
def test_default_vpcs_are_deleted_except_one_in_use(engine: Engine, client: Callable[..., Any], account: str) -> None:
    script = block("Delete the default VPCs", "python")
    used = client("ec2", account=account, region="us-west-2")
    subnet = used.describe_subnets()["Subnets"][0]["SubnetId"]
    used.create_network_interface(SubnetId=subnet)
    environment = os.environ | {
        "AWS_ENDPOINT_URL": engine.endpoint,
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)

    for service in ("describe_vpcs", "describe_subnets", "describe_internet_gateways"):
        found = getattr(client("ec2", account=account), service)()
        assert not [each for key, each in found.items() if key != "ResponseMetadata" and each], service
    assert used.describe_vpcs()["Vpcs"]
    assert used.describe_internet_gateways()["InternetGateways"]
    lines = done.stdout.splitlines()
    assert next(line for line in lines if line.startswith("us-west-2")).endswith("is in use: left alone")
    assert len([line for line in lines if line.endswith("deleted")]) > 10


@pytest.mark.engine
def test_a_managed_policy_that_the_engine_lacks_is_refused(client: Callable[..., Any], account: str) -> None:
    iam = client("iam", account=account)
    trust = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam.create_role(RoleName="reader", AssumeRolePolicyDocument=document)
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        iam.attach_role_policy(RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/NewerThanTheTable")
    iam.attach_role_policy(RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
