"""The program itself, by the real Pulumi CLI, with nothing running: what its plan holds."""

from __future__ import annotations

import json

import pytest

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import load
from tests.plans import Plan, Planner, entered, has, inputs, of, unknown
from tests.repository import CLONE

pytestmark = pytest.mark.pulumi


def test_nothing_in_the_plan_is_unknown(whole: Plan) -> None:
    assert unknown(whole) == []


def test_every_resource_is_in_an_account_that_the_program_names(whole: Plan) -> None:
    entered = {
        state["provider"].split("::")[-2]
        for state in whole.values()
        if state["type"].startswith("aws:") and state.get("provider")
    }
    assert entered == {"management", *load(CLONE / "estate.yaml").accounts}


def test_each_account_is_entered_by_the_role_that_organizations_put_there(whole: Plan) -> None:
    accounts = {name: planned_account_id(said.email) for name, said in load(CLONE / "estate.yaml").accounts.items()}
    providers = inputs(whole, "pulumi:providers:aws")
    assert set(providers) == {"management", *accounts}
    for name, account_id in accounts.items():
        (assumed,) = json.loads(providers[name]["assumeRoles"])
        assert assumed["roleArn"] == f"arn:aws:iam::{account_id}:role/OrganizationAccountAccessRole"


def test_every_policy_of_the_organization_is_complete(whole: Plan) -> None:
    documents = {
        name: json.loads(state["inputs"]["content"])
        for name, state in of(whole, "aws:organizations/policy:Policy").items()
    }
    assert len(documents) == 8
    perimeter = documents["data-perimeter"]["Statement"][0]["Condition"]
    assert perimeter["StringNotEqualsIfExists"]["aws:PrincipalOrgID"].startswith("o-")


def test_each_department_has_its_three_jobs_with_the_boundary(whole: Plan) -> None:
    accounts = {name: planned_account_id(said.email) for name, said in load(CLONE / "estate.yaml").accounts.items()}
    roles = of(whole, "aws:iam/role:Role")
    for department in load(CLONE / "estate.yaml").departments:
        for job in ("deployer", "operator", "reader"):
            boundary = roles[f"{department}-{job}"]["inputs"]["permissionsBoundary"]
            assert boundary == f"arn:aws:iam::{accounts[department]}:policy/boundary"
        assert "permissionsBoundary" not in roles[f"{department}-break-glass"]["inputs"]


def test_only_mobile_has_an_internet_gateway(whole: Plan) -> None:
    assert set(of(whole, "aws:ec2/internetGateway:InternetGateway")) == {"mobile"}


def test_a_bgp_key_is_never_in_the_plan(whole: Plan) -> None:
    assert "not-for-the-plan" not in json.dumps(whole)
    interfaces = of(whole, "aws:directconnect/transitVirtualInterface:TransitVirtualInterface")
    assert "bgpAuthKey" in interfaces["line-east-transit"]["inputs"]


def test_the_organizations_stack_alone_makes_no_account_s_insides(planner: Planner) -> None:
    plan = planner.plan(CLONE / "tests" / "estates" / "small.yaml", "organization")
    assert set(of(plan, "aws:organizations/account:Account")) == {"security", "network", "legacy", "mobile"}
    assert not has(plan, "aws:ec2/vpc:Vpc")
    assert set(of(plan, "pulumi:providers:aws")) == {"management"}


@pytest.fixture(scope="module")
def other(planner: Planner) -> Plan:
    """The plan of an estate that has none of the reference estate's names."""
    return planner.plan(CLONE / "tests" / "estates" / "other_names.yaml", "prod", layer="all")


def test_an_estate_of_other_names_is_planned_whole(other: Plan) -> None:
    assert unknown(other) == []
    assert set(of(other, "aws:organizations/account:Account")) == {"audit", "hub", "mirror", "shop"}
    default = ("network", "security", "legacy", "departments", "admin", "operator", "mobile")
    names = {urn.rpartition("::")[2] for urn in other} | {
        str(state.get("inputs", {}).get("name")) for state in other.values() if state["type"].startswith("aws:")
    }
    assert len(names) > 100
    # The program's own names of the hub, of the gateway for the data centre's mirror, and of the departments' unit.
    assert names & set(default) <= {"legacy", "network", "departments"}


def test_the_accounts_of_its_roles_own_what_the_roles_own(other: Plan) -> None:
    owners = {
        "aws:s3/bucket:Bucket": {"audit"},
        "aws:directconnect/connection:Connection": {"hub"},
        "aws:ec2transitgateway/transitGateway:TransitGateway": {"hub"},
        "aws:route53/resolverEndpoint:ResolverEndpoint": {"hub"},
        "aws:ec2/vpnGateway:VpnGateway": {"mirror"},
    }
    assert {token: {entered(state) for state in of(other, token).values()} for token in owners} == owners


def test_its_interfaces_and_gateways_have_the_names_that_the_file_gives_them(other: Plan) -> None:
    def named(token: str) -> set[str]:
        return {said["name"] for said in inputs(other, token).values()}

    assert named("aws:directconnect/privateVirtualInterface:PrivateVirtualInterface") == {"pier-to-mirror"}
    assert named("aws:directconnect/transitVirtualInterface:TransitVirtualInterface") == {"pier-to-hub"}
    assert named("aws:directconnect/gateway:Gateway") == {"mirror-gateway", "hub-gateway"}


def test_its_departments_have_jobs_and_the_glass_is_broken_by_the_job_that_it_names(other: Plan) -> None:
    roles = inputs(other, "aws:iam/role:Role")
    assert {"shop-builder", "shop-on-call", "shop-break-glass"} <= set(roles)
    shop = planned_account_id("aws+shop@harbour.example")
    (statement,) = json.loads(roles["shop-break-glass"]["assumeRolePolicy"])["Statement"]
    assert statement["Condition"] == {"ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{shop}:role/on-call"}}
    shared = {said["principal"] for said in inputs(other, "aws:ram/principalAssociation:PrincipalAssociation").values()}
    assert any(principal.startswith("arn:aws:organizations::") for principal in shared)
    assert planned_account_id("aws+mirror@harbour.example") in shared


def test_a_layer_of_it_is_planned_in_a_stack_of_any_name(planner: Planner) -> None:
    plan = planner.plan(CLONE / "tests" / "estates" / "other_names.yaml", "prod-organization", layer="organization")
    assert set(of(plan, "aws:organizations/account:Account")) == {"audit", "hub", "mirror", "shop"}
    assert not has(plan, "aws:ec2/vpc:Vpc")


def test_its_unit_of_departments_is_the_one_that_any_other_estate_has_under_another_name(other: Plan) -> None:
    units = inputs(other, "aws:organizations/organizationalUnit:OrganizationalUnit")
    assert {name: said["name"] for name, said in units.items()} == {"platform": "platform", "departments": "workloads"}
