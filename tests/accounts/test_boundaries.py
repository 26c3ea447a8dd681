"""The boundary of a department: what it allows to an administrator, and that no role can remove it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.boundaries import CHANGES, POLICY_CHANGES, REMOVALS, ROLE_CHANGES, boundary
from accounts.document import to_json
from sandbox.estate import Estate
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide

FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
HOME = "arn:aws:iam::200000000005"
OURS = f"{HOME}:policy/boundary"
QUOTA = 6144
"""Characters of a managed policy."""

type Allowed = Callable[..., bool]


@pytest.fixture
def allowed(estate: Estate) -> Allowed:
    """Return whether an administrator with this boundary, and without SCPs, is allowed to do something."""
    layers = Layers(
        identity=PolicySet.of([FULL], Kind.IDENTITY), boundaries=(PolicySet.of([boundary(estate)], Kind.BOUNDARY),)
    )

    def is_allowed(action: str, resource: str = "*", boundary_named: str | None = None) -> bool:
        context = {"iam:PermissionsBoundary": boundary_named} if boundary_named else {}
        principal = "arn:aws:sts::200000000005:assumed-role/deployer/ann"
        return decide(Request.of(principal, action, resource, context=context), layers).decision is Decision.ALLOW

    return is_allowed


def test_the_departments_own_work_is_allowed(allowed: Allowed) -> None:
    for action in ("ec2:RunInstances", "s3:CreateBucket", "dynamodb:CreateTable", "iam:PassRole", "iam:CreatePolicy"):
        assert allowed(action)


@pytest.mark.parametrize("action", CHANGES)
def test_roles_and_users_are_created_and_changed_only_with_the_boundary(allowed: Allowed, action: str) -> None:
    assert allowed(action, f"{HOME}:role/worker", OURS)
    assert not allowed(action, f"{HOME}:role/worker")
    assert not allowed(action, f"{HOME}:role/worker", "arn:aws:iam::aws:policy/AdministratorAccess")


@pytest.mark.parametrize("action", REMOVALS)
def test_removing_the_boundary_is_denied(allowed: Allowed, action: str) -> None:
    assert not allowed(action, f"{HOME}:role/worker", OURS)


@pytest.mark.parametrize("action", POLICY_CHANGES)
def test_changing_the_boundary_is_denied(allowed: Allowed, action: str) -> None:
    assert not allowed(action, OURS)
    assert allowed(action, f"{HOME}:policy/orders")


@pytest.mark.parametrize("action", ROLE_CHANGES)
@pytest.mark.parametrize("role", ["OrganizationAccountAccessRole", "break-glass", "deployer", "operator", "reader"])
def test_baseline_roles_are_not_changed_even_with_the_boundary(allowed: Allowed, action: str, role: str) -> None:
    assert not allowed(action, f"{HOME}:role/{role}", OURS)


def test_identity_providers_are_not_created(allowed: Allowed) -> None:
    assert not allowed("iam:CreateSAMLProvider")
    assert not allowed("iam:CreateOpenIDConnectProvider")


def test_the_hub_is_read_only(allowed: Allowed) -> None:
    assert allowed("ec2:DescribeTransitGateways")
    assert allowed("directconnect:DescribeConnections")
    assert not allowed("ec2:DeleteTransitGatewayVpcAttachment")
    assert not allowed("directconnect:CreatePrivateVirtualInterface")
    assert not allowed("route53resolver:DisassociateResolverRule")


def test_the_boundary_fits_a_managed_policy(estate: Estate) -> None:
    assert len(to_json(boundary(estate))) <= QUOTA
