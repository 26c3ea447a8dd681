"""The plan of the reference estate's program, by the Pulumi CLI with nothing running."""

from __future__ import annotations

import json

import pytest

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import load
from tests.plans import Plan, Planner, account_of, has_type, inputs, resources_of, unknown_inputs
from tests.repository import CLONE

pytestmark = pytest.mark.pulumi


def test_the_plan_has_no_unknown_inputs(reference_plan: Plan) -> None:
    assert unknown_inputs(reference_plan) == []


def test_every_resource_is_in_an_account_of_the_estate(reference_plan: Plan) -> None:
    account_of = {
        state["provider"].split("::")[-2]
        for state in reference_plan.values()
        if state["type"].startswith("aws:") and state.get("provider")
    }
    assert account_of == {"management", *load(CLONE / "estate.yaml").accounts}


def test_each_provider_assumes_the_role_that_organizations_creates(reference_plan: Plan) -> None:
    accounts = {
        name: planned_account_id(account.email) for name, account in load(CLONE / "estate.yaml").accounts.items()
    }
    providers = inputs(reference_plan, "pulumi:providers:aws")
    assert set(providers) == {"management", *accounts}
    for name, account_id in accounts.items():
        (assumed,) = json.loads(providers[name]["assumeRoles"])
        assert assumed["roleArn"] == f"arn:aws:iam::{account_id}:role/OrganizationAccountAccessRole"


def test_every_policy_document_of_the_organization_is_complete(reference_plan: Plan) -> None:
    documents = {
        name: json.loads(state["inputs"]["content"])
        for name, state in resources_of(reference_plan, "aws:organizations/policy:Policy").items()
    }
    assert len(documents) == 8
    perimeter = documents["data-perimeter"]["Statement"][0]["Condition"]
    assert perimeter["StringNotEqualsIfExists"]["aws:PrincipalOrgID"].startswith("o-")


def test_each_department_has_its_three_jobs_with_the_boundary(reference_plan: Plan) -> None:
    accounts = {
        name: planned_account_id(account.email) for name, account in load(CLONE / "estate.yaml").accounts.items()
    }
    roles = resources_of(reference_plan, "aws:iam/role:Role")
    for department in load(CLONE / "estate.yaml").departments:
        for job in ("deployer", "operator", "reader"):
            boundary = roles[f"{department}-{job}"]["inputs"]["permissionsBoundary"]
            assert boundary == f"arn:aws:iam::{accounts[department]}:policy/boundary"
        assert "permissionsBoundary" not in roles[f"{department}-break-glass"]["inputs"]


def test_only_mobile_has_an_internet_gateway(reference_plan: Plan) -> None:
    assert set(resources_of(reference_plan, "aws:ec2/internetGateway:InternetGateway")) == {"mobile"}


def test_bgp_keys_are_not_in_the_plan(reference_plan: Plan) -> None:
    assert "not-for-the-plan" not in json.dumps(reference_plan)
    interfaces = resources_of(reference_plan, "aws:directconnect/transitVirtualInterface:TransitVirtualInterface")
    assert "bgpAuthKey" in interfaces["line-east-transit"]["inputs"]


def test_the_organizations_stack_has_no_resources_inside_accounts(planner: Planner) -> None:
    plan = planner.plan(CLONE / "tests" / "estates" / "small.yaml", "organization")
    assert set(resources_of(plan, "aws:organizations/account:Account")) == {"security", "network", "legacy", "mobile"}
    assert not has_type(plan, "aws:ec2/vpc:Vpc")
    assert set(resources_of(plan, "pulumi:providers:aws")) == {"management"}


@pytest.fixture(scope="module")
def other(planner: Planner) -> Plan:
    """The plan of an estate that has none of the reference estate's names."""
    return planner.plan(CLONE / "tests" / "estates" / "other_names.yaml", "prod", layer="all")


def test_an_estate_with_other_names_is_planned(other: Plan) -> None:
    assert unknown_inputs(other) == []
    assert set(resources_of(other, "aws:organizations/account:Account")) == {"audit", "hub", "mirror", "shop"}
    default = ("network", "security", "legacy", "departments", "admin", "operator", "mobile")
    names = {urn.rpartition("::")[2] for urn in other} | {
        str(state.get("inputs", {}).get("name")) for state in other.values() if state["type"].startswith("aws:")
    }
    assert len(names) > 100
    # The program's own names for the hub, the private gateway and the departments' unit.
    assert names & set(default) <= {"legacy", "network", "departments"}


def test_resources_are_in_the_accounts_with_the_roles(other: Plan) -> None:
    owners = {
        "aws:s3/bucket:Bucket": {"audit"},
        "aws:directconnect/connection:Connection": {"hub"},
        "aws:ec2transitgateway/transitGateway:TransitGateway": {"hub"},
        "aws:route53/resolverEndpoint:ResolverEndpoint": {"hub"},
        "aws:ec2/vpnGateway:VpnGateway": {"mirror"},
    }
    assert {token: {account_of(state) for state in resources_of(other, token).values()} for token in owners} == owners


def test_interfaces_and_gateways_have_the_names_of_the_file(other: Plan) -> None:
    def named(token: str) -> set[str]:
        return {values["name"] for values in inputs(other, token).values()}

    assert named("aws:directconnect/privateVirtualInterface:PrivateVirtualInterface") == {"pier-to-mirror"}
    assert named("aws:directconnect/transitVirtualInterface:TransitVirtualInterface") == {"pier-to-hub"}
    assert named("aws:directconnect/gateway:Gateway") == {"mirror-gateway", "hub-gateway"}


def test_departments_have_jobs_and_break_glass_trusts_the_named_job(other: Plan) -> None:
    roles = inputs(other, "aws:iam/role:Role")
    assert {"shop-builder", "shop-on-call", "shop-break-glass"} <= set(roles)
    shop = planned_account_id("aws+shop@harbour.example")
    (statement,) = json.loads(roles["shop-break-glass"]["assumeRolePolicy"])["Statement"]
    assert statement["Condition"] == {"ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{shop}:role/on-call"}}
    shared = {
        values["principal"] for values in inputs(other, "aws:ram/principalAssociation:PrincipalAssociation").values()
    }
    assert any(principal.startswith("arn:aws:organizations::") for principal in shared)
    assert planned_account_id("aws+mirror@harbour.example") in shared


def test_a_layer_is_planned_in_a_stack_of_any_name(planner: Planner) -> None:
    plan = planner.plan(CLONE / "tests" / "estates" / "other_names.yaml", "prod-organization", layer="organization")
    assert set(resources_of(plan, "aws:organizations/account:Account")) == {"audit", "hub", "mirror", "shop"}
    assert not has_type(plan, "aws:ec2/vpc:Vpc")


def test_the_departments_unit_keeps_its_resource_name_under_another_name(other: Plan) -> None:
    units = inputs(other, "aws:organizations/organizationalUnit:OrganizationalUnit")
    assert {name: values["name"] for name, values in units.items()} == {
        "platform": "platform",
        "departments": "workloads",
    }
