"""The permissions that a plan needs, and who needs them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox.needs.model import Needs
from sandbox.needs.needed import needs
from sandbox.needs.planned_update import read_update
from tests.sandbox.needs.plan_documents import DEPLOYER, MEMBER, ROLE, TRUST, bucket, plan, step

BUCKET = "aws:s3/bucket:Bucket"


def of(document: dict[str, Any], root: Path) -> Needs:
    return needs(read_update(document, root), DEPLOYER)


def calls(found: Needs, principal: str) -> set[tuple[str, str]]:
    return {(one.action, one.pattern) for one in found.needed if one.principal == principal}


def test_the_deployer_assumes_the_role_of_a_provider_which_then_calls(tmp_path: Path) -> None:
    found = of(plan(step("create", BUCKET, "logs", "member", new=bucket("logs"))), tmp_path)
    assert found.principals == (DEPLOYER, ROLE)
    assert calls(found, DEPLOYER) == {("sts:AssumeRole", ROLE)}
    assert ("s3:CreateBucket", "arn:aws:s3:::logs") in calls(found, ROLE)


def test_a_chain_of_roles_is_assumed_one_from_the_session_of_the_other(tmp_path: Path) -> None:
    document = plan(step("create", BUCKET, "logs", "chained", new=bucket("logs")))
    first = ROLE.replace("OrganizationAccountAccessRole", "first")
    chain = json.dumps([{"roleArn": first}, {"roleArn": ROLE}])
    provider = json.loads(json.dumps(document["steps"][1]).replace("::member", "::chained"))
    provider["newState"]["inputs"]["assumeRoles"] = chain
    document["steps"].append(provider)
    found = of(document, tmp_path)
    assert calls(found, DEPLOYER) == {("sts:AssumeRole", first)}
    assert calls(found, first) == {("sts:AssumeRole", ROLE)}


def test_each_permission_names_the_steps_that_call_it_and_their_lines(tmp_path: Path) -> None:
    found = of(plan(step("create", BUCKET, "logs", "management", new=bucket("logs"), line=12)), tmp_path)
    [created] = [one for one in found.needed if one.action == "s3:CreateBucket"]
    [source] = created.sources
    assert (source.resource, source.step, source.operation) == (f"{BUCKET} logs", "create", "CreateBucket")
    assert str(source.origin) == "__main__.py:12"


def test_ids_that_aws_assigns_are_wildcards_and_names_are_exact(tmp_path: Path) -> None:
    vpc = {"cidrBlock": "10.0.0.0/16", "instanceTenancy": "default", "enableDnsSupport": True, "tagsAll": {}}
    subnet = {"vpcId": "vpc-0123456789abcdef0", "cidrBlock": "10.0.0.0/24", "tagsAll": {}}
    role = {"name": "shop", "path": "/", "assumeRolePolicy": json.dumps(TRUST), "tagsAll": {}}
    document = plan(
        step("create", "aws:ec2/vpc:Vpc", "shop", "member", new=vpc | {"enableDnsHostnames": True}),
        step("create", "aws:ec2/subnet:Subnet", "shop", "member", new=subnet),
        step("create", "aws:iam/role:Role", "shop", "member", new=role),
    )
    found = calls(of(document, tmp_path), ROLE)
    assert ("ec2:ModifyVpcAttribute", f"arn:aws:ec2:eu-west-1:{MEMBER}:vpc/vpc-*") in found
    assert ("ec2:CreateSubnet", f"arn:aws:ec2:eu-west-1:{MEMBER}:vpc/vpc-0123456789abcdef0") in found
    assert ("iam:CreateRole", f"arn:aws:iam::{MEMBER}:role/shop") in found


def test_an_update_calls_the_updaters_of_what_changes_alone(tmp_path: Path) -> None:
    old, new = bucket("logs", team="one"), bucket("logs", team="two")
    found = calls(of(plan(step("update", BUCKET, "logs", "management", old=old, new=new)), tmp_path), DEPLOYER)
    assert {action for action, _ in found} == {
        "s3:PutBucketTagging",
        "s3:GetBucketLocation",
        "s3:GetBucketTagging",
        "s3:GetBucketObjectLockConfiguration",
    }


@pytest.mark.parametrize("op", ["delete", "delete-replaced"])
def test_a_deletion_calls_the_deletion(op: str, tmp_path: Path) -> None:
    found = calls(of(plan(step(op, BUCKET, "logs", "management", old=bucket("logs"))), tmp_path), DEPLOYER)
    assert found == {("s3:DeleteBucket", "arn:aws:s3:::logs")}


def test_a_replacement_calls_both_creation_and_deletion(tmp_path: Path) -> None:
    document = plan(step("replace", BUCKET, "logs", "management", old=bucket("logs"), new=bucket("logs-2")))
    found = calls(of(document, tmp_path), DEPLOYER)
    assert {("s3:CreateBucket", "arn:aws:s3:::logs-2"), ("s3:DeleteBucket", "arn:aws:s3:::logs")} <= found


def test_an_unchanged_resource_calls_nothing(tmp_path: Path) -> None:
    document = plan(step("same", BUCKET, "logs", "management", old=bucket("logs"), new=bucket("logs")))
    assert of(document, tmp_path).needed == ()


def test_functions_of_the_program_call_too(tmp_path: Path) -> None:
    function = {
        "function": "aws:index/getAvailabilityZones:getAvailabilityZones",
        "args": {},
        "account": MEMBER,
        "region": "eu-west-1",
        "roles": [{"arn": ROLE, "request": {"RoleSessionName": "up"}}],
    }
    found = of(plan(functions=[function]), tmp_path)
    assert calls(found, ROLE) == {("ec2:DescribeAvailabilityZones", "*")}
    assert calls(found, DEPLOYER) == {("sts:AssumeRole", ROLE)}


def test_types_that_the_provider_does_not_serve_are_named(tmp_path: Path) -> None:
    found = of(plan(step("create", "aws:lambda/function:Function", "resize", "management", new={})), tmp_path)
    [unknown] = found.unknown
    assert "aws:lambda/function:Function::resize" in unknown
    assert "does not serve the type" in unknown


def test_a_provider_with_an_access_key_of_its_own_is_named(tmp_path: Path) -> None:
    document = plan(step("create", BUCKET, "logs", "management", new=bucket("logs")))
    document["steps"][0]["newState"]["inputs"]["accessKey"] = "AKIA"
    found = of(document, tmp_path)
    assert found.needed == ()
    assert "access key, whose owner the plan does not state" in found.unknown[0]


def test_the_steps_of_one_stack_count_and_ids_of_others_stay_wildcards(tmp_path: Path) -> None:
    vpc = {"cidrBlock": "10.0.0.0/16", "instanceTenancy": "default", "enableDnsSupport": True, "tagsAll": {}}
    network = plan(step("create", "aws:ec2/vpc:Vpc", "shop", "member", new=vpc))
    planned = read_update(network, tmp_path).steps[0].step.identity
    subnet = {"vpcId": planned, "cidrBlock": "10.0.0.0/24", "tagsAll": {}}
    shop = plan(step("create", "aws:ec2/subnet:Subnet", "shop", "member", new=subnet))
    shop = json.loads(json.dumps(shop).replace("urn:pulumi:all::", "urn:pulumi:shop::"))
    update = read_update({"all": network, "shop": shop}, tmp_path)
    found = calls(needs(replace(update, stack="shop"), DEPLOYER), ROLE)
    assert ("ec2:CreateSubnet", f"arn:aws:ec2:eu-west-1:{MEMBER}:vpc/vpc-*") in found
    assert not [action for action, _ in found if action == "ec2:CreateVpc"]


@pytest.mark.parametrize("default", ["enable", "disable"])
def test_an_accepter_leaves_route_tables_alone_that_the_transit_gateway_does_not_have(
    default: str, tmp_path: Path
) -> None:
    gateway = {"defaultRouteTableAssociation": default, "defaultRouteTablePropagation": default, "tagsAll": {}}
    network = step("create", "aws:ec2transitgateway/transitGateway:TransitGateway", "core", "member", new=gateway)
    [made] = read_update(plan(network), tmp_path).steps
    attached = {"transitGatewayId": made.step.identity, "vpcId": "vpc-1", "subnetIds": ["subnet-1"], "tagsAll": {}}
    attachment = step("create", "aws:ec2transitgateway/vpcAttachment:VpcAttachment", "x", "management", new=attached)
    [_, planned] = read_update(plan(network, attachment), tmp_path).steps
    accepted = {
        "transitGatewayAttachmentId": planned.step.identity,
        "transitGatewayDefaultRouteTableAssociation": False,
        "transitGatewayDefaultRouteTablePropagation": False,
        "tagsAll": {},
    }
    kind = "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
    accepter = step("create", kind, "x", "member", new=accepted)
    actions = {action for action, _ in calls(of(plan(network, attachment, accepter), tmp_path), ROLE)}
    assert ("ec2:DisassociateTransitGatewayRouteTable" in actions) == (default == "enable")
