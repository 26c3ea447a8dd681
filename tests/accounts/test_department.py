"""The account of a department: its boundary, its jobs, and a break-glass role without the boundary."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import Estate
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide
from sandbox.snapshot.managed_policies import managed_policy
from tests.plans import Plan, account_of, inputs, resources_of

pytestmark = pytest.mark.pulumi


type Allows = Callable[[str, str, str, dict[str, Any]], bool]


@pytest.fixture
def allows(reference_plan: Plan, estate: Estate) -> Allows:
    """Return whether the planned policies and boundary of `account/role` allow a session to do something."""
    return lambda principal, action, resource, context: _allows(
        reference_plan, estate, principal, (action, resource, context)
    )


def _allows(plan: Plan, estate: Estate, principal: str, call: tuple[str, str, dict[str, Any]]) -> bool:
    action, resource, context = call
    account, name = principal.split("/")
    home = planned_account_id(estate.accounts[account].email)
    role = inputs(plan, "aws:iam/role:Role")[f"{account}-{name}"]
    attachments = resources_of(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").values()
    mine = [state["inputs"] for state in attachments if account_of(state) == account]
    held = [managed_policy(each["policyArn"]) for each in mine if each["role"] == role["name"]]
    limit = [
        json.loads(state["inputs"]["policy"])
        for state in resources_of(plan, "aws:iam/policy:Policy").values()
        if f"arn:aws:iam::{home}:policy/{state['inputs']['name']}" == role.get("permissionsBoundary")
        and account_of(state) == account
    ]
    layers = Layers(
        identity=PolicySet([policy for policy in held if policy], Kind.IDENTITY),
        boundaries=tuple(PolicySet.of([document], Kind.BOUNDARY) for document in limit),
    )
    session = f"arn:aws:sts::{home}:assumed-role/{role['name']}/ann"
    request = Request.of(session, action, resource.format(home=home), context=context)
    return decide(request, layers).decision is Decision.ALLOW


BARE: dict[str, Any] = {}


@pytest.mark.parametrize("department", ["common", "mobile", "admin", "personalisation", "data"])
def test_a_deployer_creates_roles_only_with_the_departments_boundary(
    allows: Allows, estate: Estate, department: str
) -> None:
    home = planned_account_id(estate.accounts[department].email)
    bounded = {"iam:PermissionsBoundary": f"arn:aws:iam::{home}:policy/boundary"}
    deployer, role = f"{department}/deployer", "arn:aws:iam::{home}:role/worker"
    assert allows(deployer, "iam:CreateRole", role, bounded)
    assert not allows(deployer, "iam:CreateRole", role, BARE)
    assert not allows(deployer, "iam:DeleteRolePermissionsBoundary", role, bounded)


def test_only_an_operator_starts_sessions_on_instances(allows: Allows) -> None:
    instance = "arn:aws:ec2:us-east-1:{home}:instance/i-1"
    for job in ("reader", "operator"):
        assert allows(f"mobile/{job}", "ec2:DescribeInstances", "*", BARE)
        assert not allows(f"mobile/{job}", "ec2:TerminateInstances", instance, BARE)
    assert allows("mobile/operator", "ssm:StartSession", instance, BARE)
    assert not allows("mobile/reader", "ssm:StartSession", instance, BARE)


def test_the_break_glass_role_is_not_limited_by_the_boundary(allows: Allows) -> None:
    role = "arn:aws:iam::{home}:role/worker"
    assert allows("mobile/break-glass", "iam:DeleteRolePermissionsBoundary", role, BARE)


def test_only_departments_have_a_boundary_jobs_and_a_break_glass_role(reference_plan: Plan, estate: Estate) -> None:
    limits = resources_of(reference_plan, "aws:iam/policy:Policy")
    assert {account_of(state) for state in limits.values()} == set(estate.departments)
    roles = resources_of(reference_plan, "aws:iam/role:Role")
    elsewhere = {name for name, state in roles.items() if account_of(state) not in estate.departments}
    assert elsewhere == {"organization-trail-delivery"}
    assert len(roles) - len(elsewhere) == len(estate.departments) * 4
