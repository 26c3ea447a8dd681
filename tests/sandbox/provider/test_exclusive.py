"""Nested lists of a resource are exclusive; without them, separate resources own the items."""

import pytest

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Provider, SampleEnv
from tests.sandbox.provider.samples.ec2 import rule, subnet, vpc
from tests.sandbox.provider.samples.iam import READ, TRUST, WRITE

ROLE = "aws:iam/role:Role"
TABLES = ("aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable")
GROUPS = ("aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
RULES = (
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
)
ACL = "aws:ec2/networkAcl:NetworkAcl"
HTTPS = {"ipProtocol": "tcp", "fromPort": 443, "toPort": 443, "cidrIpv4": "10.0.0.0/8"}
EVERYTHING = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}
pytestmark = pytest.mark.engine


def test_separate_policies_do_not_change_a_role_and_are_kept(aws: Provider, env: SampleEnv):
    urn = aws.urn(ROLE)
    inputs = aws.checked(urn, {"name": "reader", "assumeRolePolicy": TRUST})
    identity, state = aws.create(urn, inputs)
    made = env.make("aws:iam/policy:Policy", policy=READ)
    env.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", role="reader", policyArn=made["arn"])
    env.make("aws:iam/rolePolicy:RolePolicy", role="reader", name="inline", policy=READ)
    assert aws.read(urn, identity, state, inputs) == (identity, state, inputs)
    aws.update(urn, identity, state, inputs, {**inputs, "description": "reads"})
    _, imported, _ = aws.read(urn, identity, {}, {})
    assert imported["managedPolicyArns"] == [made["arn"]]
    assert [policy["name"] for policy in imported["inlinePolicies"]] == ["inline"]


def test_a_policy_that_a_role_does_not_list_is_detected_and_removed(aws: Provider, env: SampleEnv):
    urn = aws.urn(ROLE)
    listed = {"managedPolicyArns": [], "inlinePolicies": [{"name": "mine", "policy": READ}]}
    inputs = aws.checked(urn, {"name": "reader", "assumeRolePolicy": TRUST, **listed})
    identity, state = aws.create(urn, inputs)
    iam = env.api("iam")
    iam("AttachRolePolicy", RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    iam("PutRolePolicy", RoleName="reader", PolicyName="planted", PolicyDocument=WRITE)
    _, found, found_inputs = aws.read(urn, identity, state, inputs)
    assert set(aws.diff(urn, identity, found, found_inputs, inputs).diffs) == {"managedPolicyArns", "inlinePolicies"}
    assert aws.update(urn, identity, found, found_inputs, inputs) == state
    assert not iam("ListAttachedRolePolicies", RoleName="reader")["AttachedPolicies"]
    assert iam("ListRolePolicies", RoleName="reader")["PolicyNames"] == ["mine"]


@pytest.mark.parametrize("token", TABLES)
def test_separate_routes_do_not_change_a_route_table_and_are_kept(token: str, aws: Provider, env: SampleEnv):
    network, urn = vpc(env), aws.urn(token)
    inputs = aws.checked(urn, _table_inputs(network, token))
    identity, state = aws.create(urn, inputs)
    interface = env.make("aws:ec2/networkInterface:NetworkInterface", subnetId=subnet(env, network)["id"])
    route = {"destinationCidrBlock": "192.0.2.0/24", "networkInterfaceId": interface["id"]}
    env.make("aws:ec2/route:Route", routeTableId=identity, **route)
    service = "com.amazonaws.us-east-1.s3"
    env.make("aws:ec2/vpcEndpoint:VpcEndpoint", vpcId=network["id"], serviceName=service, routeTableIds=[identity])
    assert aws.read(urn, identity, state, inputs) == (identity, state, inputs)
    _, imported, _ = aws.read(urn, identity, {}, {})
    assert imported["routes"] == [{"cidrBlock": "192.0.2.0/24", "networkInterfaceId": interface["id"]}]


@pytest.mark.parametrize("token", TABLES)
def test_a_route_that_a_route_table_does_not_list_is_detected_and_removed(token: str, aws: Provider, env: SampleEnv):
    network, urn = vpc(env), aws.urn(token)
    inputs = aws.checked(urn, {**_table_inputs(network, token), "routes": []})
    identity, state = aws.create(urn, inputs)
    interface = env.make("aws:ec2/networkInterface:NetworkInterface", subnetId=subnet(env, network)["id"])
    planted = {"DestinationCidrBlock": "0.0.0.0/0", "NetworkInterfaceId": interface["id"]}
    env.api("ec2")("CreateRoute", RouteTableId=identity, **planted)
    _, found, found_inputs = aws.read(urn, identity, state, inputs)
    assert list(aws.diff(urn, identity, found, found_inputs, inputs).diffs) == ["routes"]
    assert aws.update(urn, identity, found, found_inputs, inputs) == state


def test_a_separate_route_propagation_does_not_change_a_route_table_and_is_kept(aws: Provider, env: SampleEnv):
    network, urn = vpc(env), aws.urn(TABLES[0])
    inputs = aws.checked(urn, {"vpcId": network["id"]})
    identity, state = aws.create(urn, inputs)
    gateway = _propagating_gateway(env, network, identity)
    assert aws.read(urn, identity, state, inputs) == (identity, state, inputs)
    wanted = aws.checked(urn, {"vpcId": network["id"], "tags": {"tier": "app"}}, inputs)
    aws.update(urn, identity, state, inputs, wanted)
    assert aws.read(urn, identity, {}, {})[1]["propagatingVgws"] == [gateway]


@pytest.mark.parametrize(("token", "listed"), [(TABLES[0], {"propagatingVgws": []}), (TABLES[1], {})])
def test_a_route_propagation_that_is_not_listed_is_detected_and_disabled(
    token: str, listed: Values, aws: Provider, env: SampleEnv
):
    network, urn = vpc(env), aws.urn(token)
    inputs = aws.checked(urn, {**_table_inputs(network, token), **listed})
    identity, state = aws.create(urn, inputs)
    _propagating_gateway(env, network, identity)
    _, found, found_inputs = aws.read(urn, identity, state, inputs)
    assert list(aws.diff(urn, identity, found, found_inputs, inputs).diffs) == ["propagatingVgws"]
    assert aws.update(urn, identity, found, found_inputs, inputs) == state
    assert not env.api("ec2")("DescribeRouteTables", RouteTableIds=[identity])["RouteTables"][0]["PropagatingVgws"]


def test_a_default_route_table_is_adopted_without_its_route_propagations(aws: Provider, env: SampleEnv):
    network, urn = vpc(env), aws.urn(TABLES[1])
    _propagating_gateway(env, network, network["defaultRouteTableId"])
    aws.create(urn, aws.checked(urn, _table_inputs(network, TABLES[1])))
    assert "propagatingVgws" not in aws.read(urn, network["defaultRouteTableId"], {}, {})[1]


@pytest.mark.parametrize("token", GROUPS)
def test_separate_rules_do_not_change_a_security_group_and_are_kept(token: str, aws: Provider, env: SampleEnv):
    urn = aws.urn(token)
    inputs = aws.checked(urn, {"vpcId": vpc(env)["id"]})
    identity, state = aws.create(urn, inputs)
    for side in RULES:
        env.make(side, securityGroupId=identity, **HTTPS)
    assert aws.read(urn, identity, state, inputs) == (identity, state, inputs)
    wanted = aws.checked(urn, {"vpcId": inputs["vpcId"], "tags": {"tier": "app"}}, inputs)
    aws.update(urn, identity, state, inputs, wanted)
    _, imported, _ = aws.read(urn, identity, {}, {})
    https = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/8"]}
    assert (imported["ingress"], imported["egress"]) == ([https], [https])


@pytest.mark.parametrize("token", GROUPS)
def test_rules_that_a_security_group_does_not_list_are_detected_and_removed(token: str, aws: Provider, env: SampleEnv):
    urn = aws.urn(token)
    inputs = aws.checked(urn, {"vpcId": vpc(env)["id"], "ingress": [], "egress": [EVERYTHING]})
    identity, state = aws.create(urn, inputs)
    for side in RULES:
        env.make(side, securityGroupId=identity, **HTTPS)
    _, found, found_inputs = aws.read(urn, identity, state, inputs)
    assert set(aws.diff(urn, identity, found, found_inputs, inputs).diffs) == {"ingress", "egress"}
    assert aws.update(urn, identity, found, found_inputs, inputs) == state
    assert aws.read(urn, identity, {}, {})[1].get("ingress") is None


def test_rules_that_are_no_longer_listed_are_kept_and_no_longer_managed(aws: Provider, env: SampleEnv):
    urn, network = aws.urn(GROUPS[0]), vpc(env)
    inputs = aws.checked(urn, {"vpcId": network["id"], "egress": [EVERYTHING]})
    identity, state = aws.create(urn, inputs)
    wanted = aws.checked(urn, {"vpcId": network["id"]}, inputs)
    assert not aws.diff(urn, identity, state, inputs, wanted).diffs
    _, first, _ = aws.read(urn, identity, state, wanted)
    env.make(RULES[1], securityGroupId=identity, **HTTPS)
    assert aws.read(urn, identity, first, wanted) == (identity, first, wanted)
    assert len(aws.read(urn, identity, {}, {})[1]["egress"]) == 2


def test_separate_entries_and_associations_do_not_change_a_network_acl_and_are_kept(aws: Provider, env: SampleEnv):
    urn, network = aws.urn(ACL), vpc(env)
    inputs = aws.checked(urn, {"vpcId": network["id"]})
    identity, state = aws.create(urn, inputs)
    entry = {"ruleNumber": 100, "protocol": "6", "ruleAction": "allow", "cidrBlock": "10.0.0.0/8"}
    for egress in (False, True):
        ports = {"fromPort": 443, "toPort": 443}
        env.make("aws:ec2/networkAclRule:NetworkAclRule", networkAclId=identity, egress=egress, **entry, **ports)
    part = subnet(env, network)["id"]
    env.make("aws:ec2/networkAclAssociation:NetworkAclAssociation", networkAclId=identity, subnetId=part)
    assert aws.read(urn, identity, state, inputs) == (identity, state, inputs)
    wanted = aws.checked(urn, {"vpcId": network["id"], "tags": {"tier": "app"}}, inputs)
    aws.update(urn, identity, state, inputs, wanted)
    _, imported, _ = aws.read(urn, identity, {}, {})
    assert imported["subnetIds"] == [part]
    assert [rule["ruleNo"] for side in ("ingress", "egress") for rule in imported[side]] == [100, 100]


def test_entries_and_associations_that_an_acl_does_not_list_are_detected_and_removed(aws: Provider, env: SampleEnv):
    urn, network = aws.urn(ACL), vpc(env)
    inputs = aws.checked(urn, {"vpcId": network["id"], "subnetIds": [], "ingress": [rule(100)], "egress": []})
    identity, state = aws.create(urn, inputs)
    planted = {"RuleNumber": 90, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}
    for egress in (False, True):
        env.api("ec2")("CreateNetworkAclEntry", NetworkAclId=identity, Egress=egress, **planted)
    part = subnet(env, network)["id"]
    env.make("aws:ec2/networkAclAssociation:NetworkAclAssociation", networkAclId=identity, subnetId=part)
    _, found, found_inputs = aws.read(urn, identity, state, inputs)
    assert set(aws.diff(urn, identity, found, found_inputs, inputs).diffs) == {"subnetIds", "ingress", "egress"}
    assert aws.update(urn, identity, found, found_inputs, inputs) == state


def test_the_default_acl_has_only_listed_entries_and_accepts_new_subnets(aws: Provider, env: SampleEnv):
    urn, network = aws.urn("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"), vpc(env)
    inputs = aws.checked(urn, {"defaultNetworkAclId": network["defaultNetworkAclId"]})
    identity, state = aws.create(urn, inputs)
    subnet(env, network)
    assert aws.read(urn, identity, state, inputs) == (identity, state, inputs)
    planted = {"RuleNumber": 90, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}
    env.api("ec2")("CreateNetworkAclEntry", NetworkAclId=identity, Egress=False, **planted)
    _, found, found_inputs = aws.read(urn, identity, state, inputs)
    assert list(aws.diff(urn, identity, found, found_inputs, inputs).diffs) == ["ingress"]
    assert aws.update(urn, identity, found, found_inputs, inputs) == state


def _table_inputs(network: Values, token: str) -> Values:
    """Return the inputs that connect a route table with its VPC."""
    made = token == TABLES[0]
    return {"vpcId": network["id"]} if made else {"defaultRouteTableId": network["defaultRouteTableId"]}


def _propagating_gateway(env: SampleEnv, network: Values, table: str) -> str:
    """Create a gateway of the VPC whose routes are propagated to the table, and return its id."""
    gateway = str(env.make("aws:ec2/vpnGateway:VpnGateway", vpcId=network["id"])["id"])
    token = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"
    env.make(token, vpnGatewayId=gateway, routeTableId=table)
    return gateway
