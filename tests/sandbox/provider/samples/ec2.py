"""EC2: networks."""

import json

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, SampleEnv, sample

ALLOW_ALL = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
ALLOW_READ = {**ALLOW_ALL, "Action": "s3:Get*"}


def policy(*statements: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def vpc(env: SampleEnv, cidr: str = "10.33.0.0/16") -> Values:
    return env.make("aws:ec2/vpc:Vpc", cidrBlock=cidr)


def another_vpc(env: SampleEnv) -> str:
    """Return the id of a VPC that does not overlap the first."""
    return str(vpc(env, "10.34.0.0/16")["id"])


def subnet(env: SampleEnv, network: Values, cidr: str = "10.33.0.0/24", zone: str = "use1-az1") -> Values:
    return env.make("aws:ec2/subnet:Subnet", vpcId=network["id"], cidrBlock=cidr, availabilityZoneId=zone)


def route_table(env: SampleEnv, network: Values) -> Values:
    return env.make("aws:ec2/routeTable:RouteTable", vpcId=network["id"])


def security_group(env: SampleEnv, network: Values, name: str = "app") -> Values:
    return env.make("aws:ec2/securityGroup:SecurityGroup", vpcId=network["id"], name=name)


@sample("aws:ec2/vpc:Vpc")
def a_vpc(env: SampleEnv) -> Case:
    return Case(
        {"cidrBlock": "10.33.0.0/16", "enableDnsHostnames": True, "tags": {"Name": "mobile"}},
        change={"enableDnsHostnames": False, "enableNetworkAddressUsageMetrics": True},
        replace={"cidrBlock": "10.34.0.0/16"},
    )


@sample("aws:ec2/subnet:Subnet")
def a_subnet(env: SampleEnv) -> Case:
    network = vpc(env)
    return Case(
        {"vpcId": network["id"], "cidrBlock": "10.33.0.0/24", "availabilityZoneId": "use1-az1"},
        change={"mapPublicIpOnLaunch": True},
        replace={"cidrBlock": "10.33.1.0/24", "availabilityZoneId": "use1-az2"},
    )


@sample("aws:ec2/internetGateway:InternetGateway")
def an_internet_gateway(env: SampleEnv) -> Case:
    return Case({"vpcId": vpc(env)["id"]}, change={"vpcId": vpc(env, "10.34.0.0/16")["id"]}, replace=None)


@sample("aws:ec2/vpcDhcpOptions:VpcDhcpOptions")
def dhcp_options(env: SampleEnv) -> Case:
    inputs = {"domainName": "dc.gilt.example", "domainNameServers": ["10.0.0.53", "10.0.1.53"]}
    return Case(inputs, change=None, replace={"domainNameServers": ["10.0.0.53"], "ntpServers": ["10.0.0.1"]})


@sample("aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation")
def dhcp_options_association(env: SampleEnv) -> Case:
    some, others = (env.make("aws:ec2/vpcDhcpOptions:VpcDhcpOptions", domainName=name) for name in ("a.b", "c.d"))
    return Case(
        {"vpcId": vpc(env)["id"], "dhcpOptionsId": some["id"]},
        change={"dhcpOptionsId": others["id"]},
        replace={"vpcId": another_vpc(env)},
    )


@sample("aws:ec2/routeTable:RouteTable")
def a_route_table(env: SampleEnv) -> Case:
    network = vpc(env)
    gateway = env.make("aws:ec2/internetGateway:InternetGateway", vpcId=network["id"])
    interface = env.make("aws:ec2/networkInterface:NetworkInterface", subnetId=subnet(env, network)["id"])
    out = {"cidrBlock": "0.0.0.0/0", "gatewayId": gateway["id"]}
    inside = {"cidrBlock": "192.0.2.0/24", "networkInterfaceId": interface["id"]}
    vpn_gateway = env.make("aws:ec2/vpnGateway:VpnGateway", vpcId=network["id"])["id"]
    return Case(
        {"vpcId": network["id"], "routes": [out, inside], "propagatingVgws": [vpn_gateway]},
        change={
            "routes": [{**inside, "cidrBlock": "0.0.0.0/0"}, {**out, "cidrBlock": "198.51.100.0/24"}],
            "propagatingVgws": [],
        },
        replace={"vpcId": another_vpc(env)},
        along={"routes": []},
    )


@sample("aws:ec2/defaultRouteTable:DefaultRouteTable")
def the_default_route_table(env: SampleEnv) -> Case:
    network, other = vpc(env), vpc(env, "10.34.0.0/16")
    gateway = env.make("aws:ec2/internetGateway:InternetGateway", vpcId=network["id"])
    return Case(
        {"defaultRouteTableId": network["defaultRouteTableId"]},
        change={
            "routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": gateway["id"]}],
            "propagatingVgws": [env.make("aws:ec2/vpnGateway:VpnGateway", vpcId=network["id"])["id"]],
        },
        replace={"defaultRouteTableId": other["defaultRouteTableId"]},
        along={"routes": None, "propagatingVgws": None},
        not_repeatable=True,
    )


@sample("aws:ec2/route:Route")
def a_route(env: SampleEnv) -> Case:
    network = vpc(env)
    table, gateway = (
        route_table(env, network),
        env.make("aws:ec2/internetGateway:InternetGateway", vpcId=network["id"]),
    )
    interface = env.make("aws:ec2/networkInterface:NetworkInterface", subnetId=subnet(env, network)["id"])
    return Case(
        {"routeTableId": table["id"], "destinationCidrBlock": "0.0.0.0/0", "gatewayId": gateway["id"]},
        change={"gatewayId": None, "networkInterfaceId": interface["id"]},
        replace={"destinationCidrBlock": "192.0.2.0/24"},
    )


@sample("aws:ec2/routeTableAssociation:RouteTableAssociation")
def route_table_association(env: SampleEnv) -> Case:
    network = vpc(env)
    return Case(
        {"subnetId": subnet(env, network)["id"], "routeTableId": route_table(env, network)["id"]},
        change={"routeTableId": route_table(env, network)["id"]},
        replace={"subnetId": subnet(env, network, "10.33.1.0/24")["id"]},
    )


@sample("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation")
def main_route_table_association(env: SampleEnv) -> Case:
    network, other = vpc(env), vpc(env, "10.34.0.0/16")
    return Case(
        {"vpcId": network["id"], "routeTableId": route_table(env, network)["id"]},
        change={"routeTableId": route_table(env, network)["id"]},
        replace={"vpcId": other["id"]},
        along={"routeTableId": route_table(env, other)["id"]},
    )


def rule(number: int, **more: object) -> Values:
    allow = {"action": "allow", "protocol": "6", "cidrBlock": "10.0.0.0/8", "fromPort": 443, "toPort": 443}
    return {"ruleNo": number, **allow, **more}


@sample("aws:ec2/networkAcl:NetworkAcl")
def a_network_acl(env: SampleEnv) -> Case:
    network, other = vpc(env), vpc(env, "10.34.0.0/16")
    first, second = subnet(env, network), subnet(env, network, "10.33.1.0/24", "use1-az2")
    icmp = rule(110, protocol="1", fromPort=0, toPort=0, icmpType=-1, icmpCode=-1)
    everything = rule(100, protocol="-1", fromPort=0, toPort=0, cidrBlock="0.0.0.0/0")
    return Case(
        {
            "vpcId": network["id"],
            "subnetIds": [first["id"]],
            "ingress": [rule(100), icmp],
            "egress": [everything],
        },
        change={"ingress": [rule(100, toPort=445), rule(120, protocol="17")], "subnetIds": [second["id"]]},
        replace={"vpcId": other["id"]},
        along={"subnetIds": [subnet(env, other, "10.34.0.0/24")["id"]]},
    )


@sample("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl")
def the_default_network_acl(env: SampleEnv) -> Case:
    network, other = vpc(env), vpc(env, "10.34.0.0/16")
    return Case(
        {"defaultNetworkAclId": network["defaultNetworkAclId"]},
        change={"ingress": [rule(100)], "egress": [rule(200, protocol="-1", fromPort=0, toPort=0)]},
        replace={"defaultNetworkAclId": other["defaultNetworkAclId"]},
        not_repeatable=True,
    )


@sample("aws:ec2/networkAclRule:NetworkAclRule")
def a_network_acl_rule(env: SampleEnv) -> Case:
    acl = env.make("aws:ec2/networkAcl:NetworkAcl", vpcId=vpc(env)["id"])
    return Case(
        {
            "networkAclId": acl["id"],
            "ruleNumber": 100,
            "protocol": "6",
            "ruleAction": "allow",
            "cidrBlock": "10.0.0.0/8",
            "fromPort": 443,
            "toPort": 443,
        },
        change=None,
        replace={"ruleAction": "deny", "egress": True},
    )


@sample("aws:ec2/networkAclAssociation:NetworkAclAssociation")
def a_network_acl_association(env: SampleEnv) -> Case:
    network = vpc(env)
    some, other = (env.make("aws:ec2/networkAcl:NetworkAcl", vpcId=network["id"]) for _ in range(2))
    return Case(
        {"subnetId": subnet(env, network)["id"], "networkAclId": some["id"]},
        change=None,
        replace={"networkAclId": other["id"]},
    )


@sample("aws:ec2/securityGroup:SecurityGroup")
def a_security_group(env: SampleEnv) -> Case:
    network = vpc(env)
    https = {"protocol": "tcp", "fromPort": 443, "toPort": 443}
    return Case(
        {
            "vpcId": network["id"],
            "name": "app",
            "description": "The app tier",
            "ingress": [
                {**https, "cidrBlocks": ["10.0.0.0/12", "10.33.0.0/16"], "description": "from the data centre"},
                {**https, "self": True},
            ],
            "egress": [{"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}],
        },
        change={"ingress": [{**https, "securityGroups": [security_group(env, network, "edge")["id"]]}], "egress": []},
        replace={"description": "Another tier"},
    )


@sample("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
def the_default_security_group(env: SampleEnv) -> Case:
    return Case(
        {"vpcId": vpc(env)["id"]},
        change={"ingress": [{"protocol": "-1", "fromPort": 0, "toPort": 0, "self": True}]},
        replace={"vpcId": another_vpc(env)},
        not_repeatable=True,
    )


@sample("aws:ec2/networkInterface:NetworkInterface")
def a_network_interface(env: SampleEnv) -> Case:
    network = vpc(env)
    group, other = security_group(env, network), security_group(env, network, "edge")
    return Case(
        {
            "subnetId": subnet(env, network)["id"],
            "privateIps": ["10.33.0.20"],
            "securityGroups": [group["id"]],
            "description": "mobile/app",
        },
        change={
            "securityGroups": [group["id"], other["id"]],
            "privateIps": ["10.33.0.20", "10.33.0.21"],
            "description": "mobile/edge",
            "sourceDestCheck": False,
        },
        replace={"subnetId": subnet(env, network, "10.33.1.0/24")["id"], "privateIps": ["10.33.1.20"]},
    )


@sample("aws:ec2/eip:Eip")
def an_elastic_address(env: SampleEnv) -> Case:
    network = vpc(env)
    env.make("aws:ec2/internetGateway:InternetGateway", vpcId=network["id"])
    place = subnet(env, network)["id"]
    interface, other = (env.make("aws:ec2/networkInterface:NetworkInterface", subnetId=place) for _ in range(2))
    return Case(
        {"domain": "vpc", "networkInterface": interface["id"]},
        change={"networkInterface": other["id"]},
        replace=None,
    )


@sample("aws:ec2/natGateway:NatGateway")
def a_nat_gateway(env: SampleEnv) -> Case:
    network, address, other = vpc(env), env.make("aws:ec2/eip:Eip"), env.make("aws:ec2/eip:Eip")
    env.make("aws:ec2/internetGateway:InternetGateway", vpcId=network["id"])
    return Case(
        {"subnetId": subnet(env, network)["id"], "allocationId": address["id"]},
        change=None,
        replace={"subnetId": subnet(env, network, "10.33.1.0/24")["id"], "allocationId": other["id"]},
    )


@sample("aws:ec2/vpcEndpoint:VpcEndpoint")
def a_gateway_endpoint(env: SampleEnv) -> Case:
    network = vpc(env)
    return Case(
        {
            "vpcId": network["id"],
            "serviceName": "com.amazonaws.us-east-1.s3",
            "vpcEndpointType": "Gateway",
            "routeTableIds": [route_table(env, network)["id"]],
            "policy": policy(ALLOW_ALL),
        },
        change={"routeTableIds": [route_table(env, network)["id"]], "policy": policy(ALLOW_READ)},
        replace={"serviceName": "com.amazonaws.us-east-1.dynamodb"},
    )


@sample("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation")
def an_endpoint_in_a_route_table(env: SampleEnv) -> Case:
    network = vpc(env)
    endpoint = env.make(
        "aws:ec2/vpcEndpoint:VpcEndpoint", vpcId=network["id"], serviceName="com.amazonaws.us-east-1.s3"
    )
    return Case(
        {"vpcEndpointId": endpoint["id"], "routeTableId": route_table(env, network)["id"]},
        change=None,
        replace={"routeTableId": route_table(env, network)["id"]},
    )


@sample("aws:ec2/managedPrefixList:ManagedPrefixList")
def a_prefix_list(env: SampleEnv) -> Case:
    datacentre = {"cidr": "10.0.0.0/12", "description": "the data centre"}
    return Case(
        {"name": "datacentre", "addressFamily": "IPv4", "maxEntries": 1, "entries": [datacentre]},
        change={"name": "outside", "maxEntries": 3, "entries": [{"cidr": "10.0.0.0/12"}, {"cidr": "192.0.2.0/24"}]},
        replace={"addressFamily": "IPv6"},
        along={"entries": [{"cidr": "2001:db8::/32"}]},
    )


@sample("aws:ec2/flowLog:FlowLog")
def a_flow_log(env: SampleEnv) -> Case:
    group = env.account + "-flows"
    env.api("logs")("CreateLogGroup", logGroupName=group)
    return Case(
        {
            "vpcId": vpc(env)["id"],
            "trafficType": "ALL",
            "logDestination": f"arn:aws:logs:us-east-1:{env.account}:log-group:{group}",
            "iamRoleArn": f"arn:aws:iam::{env.account}:role/flows",
            "maxAggregationInterval": 60,
        },
        change=None,
        replace={"trafficType": "REJECT"},
    )


@sample("aws:ec2/vpnGateway:VpnGateway")
def a_virtual_private_gateway(env: SampleEnv) -> Case:
    return Case(
        {"vpcId": vpc(env)["id"], "amazonSideAsn": "64512"},
        change={"vpcId": vpc(env, "10.34.0.0/16")["id"]},
        replace={"amazonSideAsn": "64513"},
    )


@sample("aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment")
def a_virtual_private_gateway_in_a_vpc(env: SampleEnv) -> Case:
    gateway = env.make("aws:ec2/vpnGateway:VpnGateway")
    return Case(
        {"vpnGatewayId": gateway["id"], "vpcId": vpc(env)["id"]}, change=None, replace={"vpcId": another_vpc(env)}
    )


@sample("aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation")
def a_route_propagation(env: SampleEnv) -> Case:
    network = vpc(env)
    gateway = env.make("aws:ec2/vpnGateway:VpnGateway", vpcId=network["id"])
    return Case(
        {"vpnGatewayId": gateway["id"], "routeTableId": route_table(env, network)["id"]},
        change=None,
        replace={"routeTableId": route_table(env, network)["id"]},
    )


def customer_gateway(env: SampleEnv, address: str = "198.51.100.40") -> str:
    made = env.make("aws:ec2/customerGateway:CustomerGateway", type="ipsec.1", ipAddress=address, bgpAsn="65040")
    return str(made["id"])


@sample("aws:ec2/customerGateway:CustomerGateway")
def a_customer_gateway(_env: SampleEnv) -> Case:
    return Case(
        {"type": "ipsec.1", "ipAddress": "198.51.100.40", "bgpAsn": "65040", "deviceName": "dc-vpn"},
        change=None,
        replace={"ipAddress": "198.51.100.41", "bgpAsn": "65041"},
    )


@sample("aws:ec2/vpnConnection:VpnConnection")
def a_vpn_connection(env: SampleEnv) -> Case:
    gateway, other = (env.make("aws:ec2/vpnGateway:VpnGateway")["id"] for _ in range(2))
    return Case(
        {
            "type": "ipsec.1",
            "customerGatewayId": customer_gateway(env),
            "vpnGatewayId": gateway,
            "tunnel1InsideCidr": "169.254.60.0/30",
            "tunnel1PresharedKey": "a_secret.1",
            "tunnel1IkeVersions": ["ikev2"],
            "tunnel2Phase1DhGroupNumbers": [14, 20],
        },
        change={
            "customerGatewayId": customer_gateway(env, "198.51.100.41"),
            "vpnGatewayId": other,
            "localIpv4NetworkCidr": "10.0.0.0/12",
            "tunnel1PresharedKey": "another_secret.1",
            "tunnel1IkeVersions": ["ikev1", "ikev2"],
            "tunnel2DpdTimeoutSeconds": 60,
        },
        replace={"staticRoutesOnly": True, "tunnel1InsideCidr": "169.254.61.0/30"},
    )


@sample("aws:ec2/vpnConnectionRoute:VpnConnectionRoute")
def a_vpn_connection_route(env: SampleEnv) -> Case:
    connection = env.make(
        "aws:ec2/vpnConnection:VpnConnection",
        type="ipsec.1",
        customerGatewayId=customer_gateway(env),
        vpnGatewayId=env.make("aws:ec2/vpnGateway:VpnGateway")["id"],
        staticRoutesOnly=True,
    )
    return Case(
        {"vpnConnectionId": connection["id"], "destinationCidrBlock": "10.0.0.0/12"},
        change=None,
        replace={"destinationCidrBlock": "192.0.2.0/24"},
    )
