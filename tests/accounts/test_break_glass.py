"""The break-glass role of each department: administrator access for an hour, for one job of the estate."""

from __future__ import annotations

import json

import pytest

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import Estate
from tests.plans import Plan, account_of, resources_of

pytestmark = pytest.mark.pulumi

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def test_each_department_has_the_role_with_an_hours_sessions_and_no_boundary(
    reference_plan: Plan, estate: Estate
) -> None:
    roles = resources_of(reference_plan, "aws:iam/role:Role")
    for department in estate.departments:
        role = roles[f"{department}-break-glass"]
        assert account_of(role) == department
        assert (role["inputs"]["name"], role["inputs"]["maxSessionDuration"]) == ("break-glass", 3600)
        assert "permissionsBoundary" not in role["inputs"]


def test_the_role_has_administrator_access(reference_plan: Plan, estate: Estate) -> None:
    attached = resources_of(reference_plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").values()
    administrators = {
        (account_of(state), state["inputs"]["role"])
        for state in attached
        if state["inputs"]["policyArn"] == ADMINISTRATOR
    }
    assert administrators == {(department, "break-glass") for department in estate.departments}


def test_only_one_job_of_the_estate_may_assume_the_role(reference_plan: Plan, estate: Estate) -> None:
    assert estate.break_glass == ("admin", "operator")
    admin = planned_account_id(estate.accounts["admin"].email)
    for department in estate.departments:
        role = resources_of(reference_plan, "aws:iam/role:Role")[f"{department}-break-glass"]
        (statement,) = json.loads(role["inputs"]["assumeRolePolicy"])["Statement"]
        assert statement["Condition"] == {"ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{admin}:role/operator"}}
