"""A job is a role with the name, the trust and the policies that the estate file gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accounts.document import Document, document
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import Estate
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide
from tests.plans import Plan, Planner, account_of, inputs, resources_of
from tests.repository import CLONE

pytestmark = pytest.mark.pulumi

FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


def trust_in(account: str) -> Document:
    """Return a trust policy that trusts a whole account."""
    return document(
        {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}, "Action": "sts:AssumeRole"}
    )


def can_assume(plan: Plan, estate: Estate, principal: str, target: str) -> bool:
    """Return whether the planned trust policy of a job lets a role with full access assume it."""
    (account, role), (owner, job) = principal.split("/"), target.split("/")
    planned = inputs(plan, "aws:iam/role:Role")[f"{owner}-{job}"]
    caller, home = (planned_account_id(estate.accounts[name].email) for name in (account, owner))
    layers = Layers(
        identity=PolicySet.of([FULL], Kind.IDENTITY),
        resource=PolicySet.of([json.loads(planned["assumeRolePolicy"])], Kind.TRUST),
    )
    session = f"arn:aws:sts::{caller}:assumed-role/{role}/ann"
    return decide(Request.of(session, "sts:AssumeRole", f"arn:aws:iam::{home}:role/{job}"), layers).decision is (
        Decision.ALLOW
    )


@pytest.mark.parametrize("job", ["deployer", "operator", "reader"])
def test_a_department_has_every_job_of_the_estate(reference_plan: Plan, estate: Estate, job: str) -> None:
    settings = estate.jobs[job]
    for department in estate.departments:
        role = resources_of(reference_plan, "aws:iam/role:Role")[f"{department}-{job}"]
        assert account_of(role) == department
        assert (role["inputs"]["name"], role["inputs"]["description"]) == (job, settings.description)
        assert role["inputs"]["maxSessionDuration"] == settings.session_hours * 3600


def test_a_job_has_exactly_the_policies_of_the_estate(reference_plan: Plan, estate: Estate) -> None:
    held = [
        (account_of(state), state["inputs"]["role"], state["inputs"]["policyArn"])
        for state in resources_of(reference_plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").values()
        if state["inputs"]["role"] in estate.jobs
    ]
    assert sorted(held) == sorted(
        (department, job, f"arn:aws:iam::aws:policy/{policy}")
        for department in estate.departments
        for job, settings in estate.jobs.items()
        for policy in settings.policies
    )


@pytest.mark.parametrize(
    ("principal", "target", "allowed"),
    [
        ("mobile/people", "mobile/deployer", True),
        ("admin/operator", "mobile/reader", True),
        ("admin/operator", "mobile/deployer", False),
        ("admin/reader", "mobile/reader", False),
        ("personalisation/operator", "data/reader", True),
        ("data/operator", "personalisation/reader", False),
        ("admin/people", "admin/operator", False),
        ("admin/OrganizationAccountAccessRole", "admin/operator", True),
    ],
)
def test_the_planned_trust_policy_trusts_the_principals_of_the_estate(
    reference_plan: Plan, estate: Estate, principal: str, target: str, *, allowed: bool
) -> None:
    assert can_assume(reference_plan, estate, principal, target) is allowed


def test_the_planned_policy_lets_a_job_assume_roles_in_other_accounts_only(
    reference_plan: Plan, estate: Estate
) -> None:
    assume_other_jobs = json.loads(
        inputs(reference_plan, "aws:iam/rolePolicy:RolePolicy")["admin-operator-elsewhere"]["policy"]
    )
    ids = {name: planned_account_id(account.email) for name, account in estate.accounts.items()}

    def may_assume(owner: str, job: str) -> bool:
        trust = trust_in(ids["admin"])
        layers = Layers(
            identity=PolicySet.of([assume_other_jobs], Kind.IDENTITY), resource=PolicySet.of([trust], Kind.TRUST)
        )
        known = {"aws:ResourceOrgID": "o-1", "aws:PrincipalOrgID": "o-1"}
        session = f"arn:aws:sts::{ids['admin']}:assumed-role/operator/ann"
        request = Request.of(session, "sts:AssumeRole", f"arn:aws:iam::{ids[owner]}:role/{job}", context=known)
        return decide(request, layers).decision is Decision.ALLOW

    assert may_assume("mobile", "reader")
    assert may_assume("mobile", "break-glass")
    assert not may_assume("admin", "deployer")
    assert not may_assume("mobile", "OrganizationAccountAccessRole")


def test_a_policy_that_the_table_lacks_is_attached_by_its_arn(planner: Planner, tmp_path: Path) -> None:
    newer, file = "arn:aws:iam::aws:policy/job-function/NewerThanTheTable", tmp_path / "estate.yaml"
    small = (CLONE / "tests" / "estates" / "small.yaml").read_text()
    file.write_text(small.replace("policies: [ReadOnlyAccess, ", f'policies: ["{newer}", '))
    attached = inputs(planner.plan(file, "all"), "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    assert attached["mobile-operator-job-function/NewerThanTheTable"] == {"policyArn": newer, "role": "operator"}
