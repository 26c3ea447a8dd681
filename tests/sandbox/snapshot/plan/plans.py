"""Plans of a few resources in two accounts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sandbox.iam.snapshot import Snapshot

MANAGEMENT, MEMBER = "111111111111", "222222222222"
type PlanResource = dict[str, Any]
type Read = Callable[..., Snapshot]


def plan_resource(kind: str, name: str, account: str = MANAGEMENT, /, **inputs: Any) -> PlanResource:
    provider = "management" if account == MANAGEMENT else "member"
    return {
        "urn": f"urn:pulumi:all::causeway::{kind}::{name}",
        "type": kind,
        "inputs": inputs,
        "provider": f"urn:pulumi:all::causeway::pulumi:providers:aws::{provider}::id",
        "stackTrace": [
            {"sourcePosition": "project:///../../site-packages/pulumi_aws/x.py#1"},
            {"sourcePosition": "project:///accounts/layers.py#7"},
            {"sourcePosition": "project:///sandbox/deploy/program_host/host.py#3"},
        ],
    }


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def providers() -> list[PlanResource]:
    role = json.dumps([{"roleArn": f"arn:aws:iam::{MEMBER}:role/OrganizationAccountAccessRole"}])
    inputs = {"management": {"allowedAccountIds": json.dumps([MANAGEMENT])}, "member": {"assumeRoles": role}}
    return [
        {
            "urn": f"urn:pulumi:all::causeway::pulumi:providers:aws::{name}",
            "type": "pulumi:providers:aws",
            "inputs": provider_inputs,
        }
        for name, provider_inputs in inputs.items()
    ]
