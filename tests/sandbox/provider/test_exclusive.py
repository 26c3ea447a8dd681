"""What a program lists inside a resource is all that there is; what it leaves to other resources is left to them."""

import pytest

from tests.sandbox.provider.contract import Provider, World
from tests.sandbox.provider.samples.ec2 import subnet, vpc
from tests.sandbox.provider.samples.iam import READ, TRUST, WRITE

ROLE = "aws:iam/role:Role"
TABLE = "aws:ec2/routeTable:RouteTable"
pytestmark = pytest.mark.engine


def test_policies_of_their_own_are_no_change_of_their_role_and_stay(aws: Provider, world: World):
    urn = aws.urn(ROLE)
    inputs = aws.checked(urn, {"name": "reader", "assumeRolePolicy": TRUST})
    identity, state = aws.create(urn, inputs)
    made = world.make("aws:iam/policy:Policy", policy=READ)
    world.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", role="reader", policyArn=made["arn"])
    world.make("aws:iam/rolePolicy:RolePolicy", role="reader", name="inline", policy=READ)
    assert aws.read(urn, identity, state, inputs) == (identity, state, inputs)
    aws.update(urn, identity, state, inputs, {**inputs, "description": "reads"})
    _, imported, _ = aws.read(urn, identity, {}, {})
    assert imported["managedPolicyArns"] == [made["arn"]]
    assert [policy["name"] for policy in imported["inlinePolicies"]] == ["inline"]


def test_a_policy_beside_those_that_a_role_lists_is_found_and_taken_away(aws: Provider, world: World):
    urn = aws.urn(ROLE)
    listed = {"managedPolicyArns": [], "inlinePolicies": [{"name": "mine", "policy": READ}]}
    inputs = aws.checked(urn, {"name": "reader", "assumeRolePolicy": TRUST, **listed})
    identity, state = aws.create(urn, inputs)
    iam = world.api("iam")
    iam("AttachRolePolicy", RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    iam("PutRolePolicy", RoleName="reader", PolicyName="planted", PolicyDocument=WRITE)
    _, found, found_inputs = aws.read(urn, identity, state, inputs)
    assert set(aws.diff(urn, identity, found, found_inputs, inputs).diffs) == {"managedPolicyArns", "inlinePolicies"}
    assert aws.update(urn, identity, found, found_inputs, inputs) == state
    assert not iam("ListAttachedRolePolicies", RoleName="reader")["AttachedPolicies"]
    assert iam("ListRolePolicies", RoleName="reader")["PolicyNames"] == ["mine"]


def test_routes_of_their_own_are_no_change_of_their_table_and_stay(aws: Provider, world: World):
    network, urn = vpc(world), aws.urn(TABLE)
    inputs = aws.checked(urn, {"vpcId": network["id"]})
    identity, state = aws.create(urn, inputs)
    interface = world.make("aws:ec2/networkInterface:NetworkInterface", subnetId=subnet(world, network)["id"])
    route = {"destinationCidrBlock": "192.0.2.0/24", "networkInterfaceId": interface["id"]}
    world.make("aws:ec2/route:Route", routeTableId=identity, **route)
    service = "com.amazonaws.us-east-1.s3"
    world.make("aws:ec2/vpcEndpoint:VpcEndpoint", vpcId=network["id"], serviceName=service, routeTableIds=[identity])
    assert aws.read(urn, identity, state, inputs) == (identity, state, inputs)
    _, imported, _ = aws.read(urn, identity, {}, {})
    assert imported["routes"] == [{"cidrBlock": "192.0.2.0/24", "networkInterfaceId": interface["id"]}]


def test_a_route_beside_those_that_a_table_lists_is_found_and_taken_away(aws: Provider, world: World):
    network, urn = vpc(world), aws.urn(TABLE)
    inputs = aws.checked(urn, {"vpcId": network["id"], "routes": []})
    identity, state = aws.create(urn, inputs)
    interface = world.make("aws:ec2/networkInterface:NetworkInterface", subnetId=subnet(world, network)["id"])
    planted = {"DestinationCidrBlock": "0.0.0.0/0", "NetworkInterfaceId": interface["id"]}
    world.api("ec2")("CreateRoute", RouteTableId=identity, **planted)
    _, found, found_inputs = aws.read(urn, identity, state, inputs)
    assert list(aws.diff(urn, identity, found, found_inputs, inputs).diffs) == ["routes"]
    assert aws.update(urn, identity, found, found_inputs, inputs) == state
