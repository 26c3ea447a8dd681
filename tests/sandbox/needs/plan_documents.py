"""Plans of a small program, as `pulumi preview --json` prints them."""

from __future__ import annotations

import json
from typing import Any

MANAGEMENT, MEMBER = "111111111111", "222222222222"
DEPLOYER = f"arn:aws:iam::{MANAGEMENT}:user/deployer"
ROLE = f"arn:aws:iam::{MEMBER}:role/OrganizationAccountAccessRole"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:all::shop::{token}::{name}"


def provider(name: str, **inputs: object) -> dict[str, Any]:
    """Return the step that creates a provider."""
    made = urn("pulumi:providers:aws", name)
    return {"op": "create", "urn": made, "newState": {"urn": made, "type": "pulumi:providers:aws", "inputs": inputs}}


def step(op: str, token: str, name: str, by: str, *, old: Any = None, new: Any = None, line: int = 7) -> dict[str, Any]:
    """Return a step on a resource; `old` and `new` are its inputs, `old` also its outputs."""
    whole = {
        "urn": urn(token, name),
        "type": token,
        "provider": f"{urn('pulumi:providers:aws', by)}::id",
        "sourcePosition": f"project:///__main__.py#{line}",
    }
    found: dict[str, Any] = {"op": op, "urn": whole["urn"]}
    if old is not None:
        found["oldState"] = {**whole, "id": old.get("bucket", name), "inputs": old, "outputs": old}
    if new is not None:
        found["newState"] = {**whole, "inputs": new}
    return found


def plan(*steps: dict[str, Any], **more: object) -> dict[str, Any]:
    """Return a plan by a deployer of the management account, with a provider in it and one in the member account."""
    providers = (
        provider("management", region="us-east-1", allowedAccountIds=json.dumps([MANAGEMENT])),
        provider("member", region="eu-west-1", assumeRoles=json.dumps([{"roleArn": ROLE, "sessionName": "up"}])),
    )
    return {"config": {}, "steps": [*providers, *steps], "changeSummary": {"create": len(steps)}, **more}


def bucket(name: str, **tags: str) -> dict[str, Any]:
    """Return the inputs of a bucket."""
    return {"bucket": name, "forceDestroy": False, "tags": tags, "tagsAll": tags}
