"""A principal finds the resources whose policies name it, its account, its role or everyone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.access.applicable_policies import targets
from sandbox.access.granting_resources import GrantingResources
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Resource
from tests.sandbox.access.snapshots import ACCOUNT, EVERYTHING, READER, policy, snapshot

BUCKET = "arn:aws:s3:::pictures"


def found(**statement: Any) -> dict[str, tuple[str, ...]]:
    named = policy("bucket", {"Effect": "Allow", "Action": "s3:*", "Resource": "*"} | statement)
    evaluator = Evaluator(replace(snapshot(EVERYTHING), resources={BUCKET: Resource(BUCKET, ACCOUNT, named)}))
    request, _ = evaluator.request_and_layers(READER, "s3:GetObject", "*", None)
    return dict(GrantingResources(targets(evaluator)).of(request.principal, READER))


@pytest.mark.parametrize(
    "principal",
    ["*", {"AWS": ACCOUNT}, {"AWS": READER}, {"AWS": f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/check"}],
)
def test_a_policy_that_names_the_principal_is_found(principal: Any) -> None:
    assert found(Principal=principal) == {"s3": (BUCKET, f"{BUCKET}/any")}


@pytest.mark.parametrize("statement", [{"Principal": {"AWS": "444455556666"}}, {"Principal": "*", "Effect": "Deny"}])
def test_a_policy_that_grants_it_nothing_is_not_found(statement: dict[str, Any]) -> None:
    assert not found(**statement)
