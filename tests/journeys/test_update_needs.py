"""What `sandbox iam needs` derives from the default estate's plan is what its deployment called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import boto3
import pytest

from sandbox import settings
from sandbox.estate import load
from sandbox.needs.needed import needs
from sandbox.needs.planned_update import read_update
from sandbox.snapshot.plan_cache import project_plans
from tests.journeys.clone import Clone

pytestmark = pytest.mark.journey

DEPLOYER, SESSION = ":user/deployer", "/causeway"
"""Ends of the ARNs that the programs call as: the deployer, and the session of each provider's role."""
REGIONS = ("us-east-1", "us-west-2")
SOME = 300
"""Different calls that the test compares at least; the default estate has some 500."""


def events(deployed: Clone, account: str) -> Iterator[dict[str, Any]]:
    """Yield the events of an account that the program's providers called until the estate was deployed."""
    endpoint = deployed.status()["endpoint"]
    for region in REGIONS:
        session = boto3.Session(aws_access_key_id=account, aws_secret_access_key="x", region_name=region)
        with closing(session.client("cloudtrail", endpoint_url=endpoint)) as client:
            for page in client.get_paginator("lookup_events").paginate(EndTime=deployed.deployed):
                for event in page["Events"]:
                    found = json.loads(event["CloudTrailEvent"])
                    if str(found["userIdentity"].get("arn", "")).endswith((DEPLOYER, SESSION)):
                        yield found


def test_the_derived_calls_of_the_default_estate_are_those_of_its_deployment(deployed: Clone) -> None:
    known = settings.read({"root": deployed.root}, {})
    update = read_update(project_plans(known, load(Path(deployed.root) / "estate.yaml")), deployed.root)
    found = needs(update, f"arn:aws:iam::{update.management}:user/deployer")
    assert found.unknown == ()
    derived = {(one.principal.split(":")[4], source.operation) for one in found.needed for source in one.sources}
    made = {
        (event["userIdentity"]["accountId"], event["eventName"])
        for account in {account for account, _ in derived}
        for event in events(deployed, account)
    }
    assert len(made) > SOME
    assert (sorted(made - derived), sorted(derived - made)) == ([], [])
