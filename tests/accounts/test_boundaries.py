"""No role of a department lifts its boundary, not even the one that may do everything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.boundaries import CHANGES, LIFTS, REWRITES, ROLE_CHANGES, boundary
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
    """May an administrator with this boundary do it? No SCP is there to help."""
    layers = Layers(
        identity=PolicySet.of([FULL], Kind.IDENTITY), boundaries=(PolicySet.of([boundary(estate)], Kind.BOUNDARY),)
    )

    def ask(action: str, resource: str = "*", boundary_named: str | None = None) -> bool:
        context = {"iam:PermissionsBoundary": boundary_named} if boundary_named else {}
        who = "arn:aws:sts::200000000005:assumed-role/deployer/ann"
        return decide(Request.of(who, action, resource, context=context), layers).decision is Decision.ALLOW

    return ask


def test_it_leaves_the_departments_own_work_alone(allowed: Allowed) -> None:
    for action in ("ec2:RunInstances", "s3:CreateBucket", "dynamodb:CreateTable", "iam:PassRole", "iam:CreatePolicy"):
        assert allowed(action)


@pytest.mark.parametrize("action", CHANGES)
def test_roles_and_users_are_made_and_changed_only_with_it(allowed: Allowed, action: str) -> None:
    assert allowed(action, f"{HOME}:role/worker", OURS)
    assert not allowed(action, f"{HOME}:role/worker")
    assert not allowed(action, f"{HOME}:role/worker", "arn:aws:iam::aws:policy/AdministratorAccess")


@pytest.mark.parametrize("action", LIFTS)
def test_it_is_lifted_from_nobody(allowed: Allowed, action: str) -> None:
    assert not allowed(action, f"{HOME}:role/worker", OURS)


@pytest.mark.parametrize("action", REWRITES)
def test_it_is_never_rewritten(allowed: Allowed, action: str) -> None:
    assert not allowed(action, OURS)
    assert allowed(action, f"{HOME}:policy/orders")


@pytest.mark.parametrize("action", ROLE_CHANGES)
@pytest.mark.parametrize("role", ["OrganizationAccountAccessRole", "break-glass", "deployer", "operator", "reader"])
def test_the_baseline_roles_stay_even_with_the_boundary_named(allowed: Allowed, action: str, role: str) -> None:
    assert not allowed(action, f"{HOME}:role/{role}", OURS)


def test_strangers_identities_are_not_let_in(allowed: Allowed) -> None:
    assert not allowed("iam:CreateSAMLProvider")
    assert not allowed("iam:CreateOpenIDConnectProvider")


def test_the_hub_is_looked_at_and_not_touched(allowed: Allowed) -> None:
    assert allowed("ec2:DescribeTransitGateways")
    assert allowed("directconnect:DescribeConnections")
    assert not allowed("ec2:DeleteTransitGatewayVpcAttachment")
    assert not allowed("directconnect:CreatePrivateVirtualInterface")
    assert not allowed("route53resolver:DisassociateResolverRule")


def test_it_fits_into_a_managed_policy(estate: Estate) -> None:
    assert len(to_json(boundary(estate))) <= QUOTA
