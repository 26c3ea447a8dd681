"""Guardrail: no internet gateways except in the accounts to which the estate allows one."""

from __future__ import annotations

from typing import Any

from accounts.document import Document, document
from accounts.guardrail import Guardrail, GuardrailContext

_INTERNET_GATEWAY_ACTIONS = (
    "ec2:AttachInternetGateway",
    "ec2:CreateDefaultVpc",
    "ec2:CreateEgressOnlyInternetGateway",
    "ec2:CreateInternetGateway",
)
_BYPASSES = (
    "ec2:AcceptVpcPeeringConnection",
    "ec2:CreateClientVpnEndpoint",
    "ec2:CreateVpcPeeringConnection",
    "ec2:CreateVpnConnection",
    "globalaccelerator:CreateAccelerator",
    "globalaccelerator:CreateCustomRoutingAccelerator",
)


def _document(context: GuardrailContext) -> Document:
    allowed = sorted(context.account_ids[name] for name, account in context.estate.accounts.items() if account.internet)
    statement: dict[str, Any] = {
        "Sid": "DenyInternetGateway",
        "Effect": "Deny",
        "Action": list(_INTERNET_GATEWAY_ACTIONS),
        "Resource": "*",
    }
    if allowed:
        statement["Condition"] = {"StringNotEquals": {"aws:PrincipalAccount": allowed}}
    return document(
        statement,
        {"Sid": "DenyHubBypass", "Effect": "Deny", "Action": list(_BYPASSES), "Resource": "*"},
    )


GUARDRAIL = Guardrail(
    name="no-internet-gateway",
    kind="SERVICE_CONTROL_POLICY",
    why="One internet gateway or peering makes a private address plan public; only accounts with `internet: true` may.",
    reference="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_vpc.html",
    document=_document,
)
