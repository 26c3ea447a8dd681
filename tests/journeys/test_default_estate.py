"""`make sandbox-up` in a fresh clone deploys what the README describes, as boto3 reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.estate import Estate
from tests.journeys.clone import UNKNOWN, Clone
from tests.journeys.conftest import Inside

pytestmark = pytest.mark.journey

POLICY_TYPES = ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")


def policies_on(organizations: Any, target: str) -> set[str]:
    return {
        policy["Name"]
        for kind in POLICY_TYPES
        for page in organizations.get_paginator("list_policies_for_target").paginate(TargetId=target, Filter=kind)
        for policy in page["Policies"]
        if not policy["AwsManaged"]
    }


def test_status_lists_the_management_account_and_every_member(deployed: Clone, estate: Estate) -> None:
    found = deployed.status()
    assert list(found["accounts"]) == [estate.organization.management.name, *estate.accounts]  # in the estate's order
    assert found["estate"] == "estate.yaml"
    assert len(found["accounts"]) == 9
    assert found["engine"]["healthy"]
    assert found["stacks"]["all"]["resources"] > 100
    for name in estate.accounts:
        account = found["accounts"][name]
        assert account["role_arn"] == f"arn:aws:iam::{account['id']}:role/OrganizationAccountAccessRole"


def test_the_management_account_has_an_organization_with_units_and_guardrails(inside: Inside, estate: Estate) -> None:
    organizations = inside(estate.organization.management.name, "organizations")
    assert organizations.describe_organization()["Organization"]["FeatureSet"] == "ALL"
    (root,) = organizations.list_roots()["Roots"]
    assert {kind["Type"] for kind in root["PolicyTypes"] if kind["Status"] == "ENABLED"} >= set(POLICY_TYPES)
    assert len(policies_on(organizations, root["Id"])) == len(estate.guardrails.root)
    units = organizations.list_organizational_units_for_parent(ParentId=root["Id"])["OrganizationalUnits"]
    by_name = {unit["Name"].lower(): unit["Id"] for unit in units}
    assert set(by_name) == set(estate.organization.units)
    for unit, members in estate.organization.units.items():
        inside_unit = organizations.list_accounts_for_parent(ParentId=by_name[unit])["Accounts"]
        assert {account["Email"] for account in inside_unit} == {estate.accounts[name].email for name in members}
        assert len(policies_on(organizations, by_name[unit])) == len(estate.guardrails.units.get(unit, ()))


def test_the_network_account_has_two_connections_with_all_interfaces_available(inside: Inside, estate: Estate) -> None:
    directconnect = inside("network", "directconnect")
    connections = directconnect.describe_connections()["connections"]
    assert {(line["connectionName"], line["bandwidth"], line["location"]) for line in connections} == {
        (line.name, "10Gbps", line.location) for line in estate.datacentre.lines
    }
    assert {line["connectionState"] for line in connections} == {"available"}
    interfaces = directconnect.describe_virtual_interfaces()["virtualInterfaces"]
    kinds = sorted(interface["virtualInterfaceType"] for interface in interfaces)
    assert kinds == ["private", "private", "transit", "transit"]
    assert {interface["virtualInterfaceState"] for interface in interfaces} == {"available"}
    assert {peer["bgpStatus"] for interface in interfaces for peer in interface["bgpPeers"]} == {"up"}


def test_each_department_has_its_vpc_and_an_attachment_to_the_hub(inside: Inside, estate: Estate) -> None:
    for name in estate.departments:
        ec2 = inside(name, "ec2")
        vpc = estate.accounts[name].vpc
        assert vpc is not None
        cidrs = {found["CidrBlock"]: found["VpcId"] for found in ec2.describe_vpcs()["Vpcs"] if not found["IsDefault"]}
        assert set(cidrs) == {str(vpc.cidr)}
        (attachment,) = ec2.describe_transit_gateway_vpc_attachments()["TransitGatewayVpcAttachments"]
        assert attachment["State"] == "available"
        assert attachment["VpcId"] == cidrs[str(vpc.cidr)]


def test_each_department_has_its_jobs_under_the_boundary(deployed: Clone, inside: Inside, estate: Estate) -> None:
    accounts = deployed.status()["accounts"]
    for name in estate.departments:
        iam = inside(name, "iam")
        for job in estate.jobs:
            role = iam.get_role(RoleName=job)["Role"]
            boundary = role["PermissionsBoundary"]["PermissionsBoundaryArn"]
            assert boundary == f"arn:aws:iam::{accounts[name]['id']}:policy/boundary"


def test_a_member_reads_the_organization_and_cannot_change_it(inside: Inside, estate: Estate) -> None:
    organizations = inside("mobile", "organizations")
    management = inside(estate.organization.management.name, "organizations")
    seen = organizations.describe_organization()["Organization"]["Id"]
    assert seen == management.describe_organization()["Organization"]["Id"]
    (root,) = management.list_roots()["Roots"]
    with pytest.raises(organizations.exceptions.AccessDeniedException):
        organizations.create_organizational_unit(ParentId=root["Id"], Name="other")


def test_a_second_up_changes_nothing(deployed: Clone) -> None:
    changes = json.loads(deployed.output_of("up", "--json"))["changes"]
    assert set(changes) == {"same"}


def test_the_plan_with_nothing_running_is_complete(deployed: Clone, spare: Clone) -> None:
    spare.output_of("reset", "--yes")
    plan = json.loads(spare.output_of("preview", "--json", CAUSEWAY_ESTATE="estate.yaml"))
    assert {step["op"] for step in plan["steps"]} == {"create"}
    assert len(plan["steps"]) == deployed.status()["stacks"]["all"]["resources"]
    planned = [{**step["newState"], "provider": ""} for step in plan["steps"]]  # a provider has no id before the update
    assert UNKNOWN not in json.dumps(planned)
    documents = [
        step["newState"]["inputs"][key]
        for step in plan["steps"]
        for key in ("policy", "content", "assumeRolePolicy")
        if key in step["newState"].get("inputs", {})
    ]
    assert len(documents) > 20
    assert all(json.loads(document)["Statement"] for document in documents)
    assert spare.status()["engine"] is None
    assert spare.processes() == []


def test_adding_a_department_does_not_change_the_plan_of_others(deployed: Clone, estate: Estate) -> None:
    path = deployed.root / "grown.yaml"
    text = (deployed.root / "estate.yaml").read_text()
    text = text.replace("personalisation, data]\n\n", "personalisation, data, gifts]\n\n", 1)
    text = text.replace(
        "\nendpoints:",
        "  gifts:\n    email: aws+gifts@gilt.example\n    cost_centre: '4106'\n    budget: 1000\n"
        "    vpc: {cidr: 10.37.0.0/16, tiers: {app: 20, data: 22}}\n    table: departments\n\nendpoints:",
        1,
    )
    path.write_text(text)
    plan = json.loads(deployed.output_of("preview", "--json", "--estate", str(path)))
    changed = [step for step in plan["steps"] if step["op"] not in {"create", "same"}]
    assert [step["urn"] for step in changed if any(f"-{name}" in step["urn"] for name in estate.departments)] == []
    assert any(step["op"] == "create" for step in plan["steps"])
    assert not any(step["op"] in {"replace", "delete"} for step in changed)


def test_plain_pulumi_uses_the_sandbox_after_env(deployed: Clone) -> None:
    variables = deployed.variables()
    assert "PULUMI_STACK" not in variables
    done = deployed.run("pulumi", "preview", "--non-interactive", "--expect-no-changes", **variables)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_refresh_finds_no_changes(deployed: Clone) -> None:
    arguments = ("refresh", "--yes", "--non-interactive", "--expect-no-changes")
    done = deployed.run("pulumi", *arguments, **deployed.variables())
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_job_of_a_department_is_assumed_by_name(deployed: Clone) -> None:
    variables = deployed.variables("--account", "mobile", "--role", "reader")
    program = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"
    done = deployed.run(str(deployed.executable.with_name("python")), "-c", program, **variables)
    assert done.returncode == 0, done.stderr
    mobile = deployed.status()["accounts"]["mobile"]["id"]
    assert done.stdout.strip() == f"arn:aws:sts::{mobile}:assumed-role/reader/sandbox"


def test_an_unknown_job_is_refused_with_the_known_ones(deployed: Clone) -> None:
    assert "Similar: mobile." in deployed.refusal_of("env", "--account", "mobil")
    assert "mobile/reader" in deployed.refusal_of("env", "--account", "mobile", "--role", "read")
