"""Transit gateways."""

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, SampleEnv, sample, some_account

GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
ZONES = ("us-east-1a", "us-east-1b")


def vpc_with_subnets(env: SampleEnv, account: str | None = None, cidr: str = "10.40") -> Values:
    """Create a VPC with one subnet in each of two zones."""
    ec2 = env.api("ec2", account)
    vpc = ec2("CreateVpc", CidrBlock=f"{cidr}.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2("CreateSubnet", VpcId=vpc, CidrBlock=f"{cidr}.{index}.0/24", AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for index, zone in enumerate(ZONES)
    ]
    return {"vpcId": vpc, "subnetIds": subnets}


def attached(env: SampleEnv) -> Values:
    """Create a VPC attached to a transit gateway without defaults, and a route table of the gateway."""
    gateway = env.make(GATEWAY, defaultRouteTableAssociation="disable", defaultRouteTablePropagation="disable")
    attachment = env.make(
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment", transitGatewayId=gateway["id"], **vpc_with_subnets(env)
    )
    table = env.make("aws:ec2transitgateway/routeTable:RouteTable", transitGatewayId=gateway["id"])
    return {"transitGatewayAttachmentId": attachment["id"], "transitGatewayRouteTableId": table["id"]}


@sample(GATEWAY)
def transit_gateway(_env: SampleEnv) -> Case:
    return Case(
        {
            "amazonSideAsn": 64520,
            "description": "the hub",
            "defaultRouteTableAssociation": "disable",
            "tags": {"a": "b"},
        },
        change={
            "description": "the one hub",
            "amazonSideAsn": 64521,
            "autoAcceptSharedAttachments": "enable",
            "transitGatewayCidrBlocks": ["10.200.0.0/24"],
            "defaultRouteTablePropagation": "disable",
        },
        replace={"defaultRouteTableAssociation": "enable", "defaultRouteTablePropagation": "enable"},
    )


@sample("aws:ec2transitgateway/routeTable:RouteTable")
def route_table(env: SampleEnv) -> Case:
    gateway = env.make(GATEWAY)
    other = env.make(GATEWAY)
    return Case({"transitGatewayId": gateway["id"]}, change=None, replace={"transitGatewayId": other["id"]})


@sample("aws:ec2transitgateway/vpcAttachment:VpcAttachment")
def vpc_attachment(env: SampleEnv) -> Case:
    gateway, vpc, other = env.make(GATEWAY), vpc_with_subnets(env), vpc_with_subnets(env, cidr="10.41")
    return Case(
        {
            "transitGatewayId": gateway["id"],
            **vpc,
            "transitGatewayDefaultRouteTableAssociation": False,
            "transitGatewayDefaultRouteTablePropagation": False,
        },
        change={
            "subnetIds": vpc["subnetIds"][:1],
            "applianceModeSupport": "enable",
            "transitGatewayDefaultRouteTableAssociation": True,
            "transitGatewayDefaultRouteTablePropagation": True,
        },
        replace={"vpcId": other["vpcId"]},
        along={"subnetIds": other["subnetIds"]},
    )


@sample("aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter")
def vpc_attachment_accepter(env: SampleEnv) -> Case:
    member, gateway = some_account(), env.make(GATEWAY)
    share = env.api("ram")(
        "CreateResourceShare",
        name="hub",
        resourceArns=[gateway["arn"]],
        principals=[member],
        allowExternalPrincipals=True,
    )["resourceShare"]
    ram = env.api("ram", member)
    for invitation in ram("GetResourceShareInvitations", resourceShareArns=[share["resourceShareArn"]])[
        "resourceShareInvitations"
    ]:
        arn = invitation["resourceShareInvitationArn"]
        ram("AcceptResourceShareInvitation", resourceShareInvitationArn=arn)
    theirs, others = (_offered(env, member, gateway["id"], cidr) for cidr in ("10.40", "10.41"))
    return Case(
        {"transitGatewayAttachmentId": theirs, "transitGatewayDefaultRouteTableAssociation": False},
        change={"transitGatewayDefaultRouteTableAssociation": True},
        replace={"transitGatewayAttachmentId": others},
        not_repeatable=True,
    )


def _offered(env: SampleEnv, member: str, gateway: str, cidr: str) -> str:
    """Return the id of a VPC attachment of another account that waits for acceptance."""
    vpc = vpc_with_subnets(env, member, cidr)
    made = env.api("ec2", member)(
        "CreateTransitGatewayVpcAttachment",
        TransitGatewayId=gateway,
        VpcId=vpc["vpcId"],
        SubnetIds=vpc["subnetIds"],
    )
    return str(made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"])


def another_table(env: SampleEnv, links: Values) -> str:
    """Create a second route table of the gateway that a route table belongs to."""
    (table,) = env.api("ec2")(
        "DescribeTransitGatewayRouteTables", TransitGatewayRouteTableIds=[links["transitGatewayRouteTableId"]]
    )["TransitGatewayRouteTables"]
    made = env.make("aws:ec2transitgateway/routeTable:RouteTable", transitGatewayId=table["TransitGatewayId"])
    return str(made["id"])


@sample("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation")
def route_table_association(env: SampleEnv) -> Case:
    links = attached(env)
    return Case(links, change=None, replace={"transitGatewayRouteTableId": another_table(env, links)})


@sample("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation")
def route_table_propagation(env: SampleEnv) -> Case:
    links = attached(env)
    return Case(links, change=None, replace={"transitGatewayRouteTableId": another_table(env, links)})


@sample("aws:ec2transitgateway/route:Route")
def route(env: SampleEnv) -> Case:
    return Case(
        {**attached(env), "destinationCidrBlock": "10.50.0.0/16"},
        change=None,
        replace={"destinationCidrBlock": "10.51.0.0/16"},
    )


def connected(env: SampleEnv) -> Values:
    """Create a Connect attachment on a transit gateway with a CIDR block; return both ids and the transport's."""
    gateway = env.make(GATEWAY, transitGatewayCidrBlocks=["10.200.0.0/24"])
    transport = env.make(
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment", transitGatewayId=gateway["id"], **vpc_with_subnets(env)
    )
    inputs = {"transitGatewayId": gateway["id"], "transportAttachmentId": transport["id"]}
    return inputs | {"id": env.make("aws:ec2transitgateway/connect:Connect", **inputs)["id"]}


@sample("aws:ec2transitgateway/connect:Connect")
def connect(env: SampleEnv) -> Case:
    made = connected(env)
    return Case(
        {
            "transitGatewayId": made["transitGatewayId"],
            "transportAttachmentId": made["transportAttachmentId"],
            "transitGatewayDefaultRouteTableAssociation": False,
            "transitGatewayDefaultRouteTablePropagation": False,
        },
        change={
            "transitGatewayDefaultRouteTableAssociation": True,
            "transitGatewayDefaultRouteTablePropagation": True,
        },
        replace=None,
    )


@sample("aws:ec2transitgateway/connectPeer:ConnectPeer")
def connect_peer(env: SampleEnv) -> Case:
    return Case(
        {
            "transitGatewayAttachmentId": connected(env)["id"],
            "peerAddress": "10.40.0.9",
            "insideCidrBlocks": ["169.254.100.0/29"],
            "bgpAsn": "65040",
        },
        change=None,
        replace={"insideCidrBlocks": ["169.254.101.0/29"], "bgpAsn": "65041"},
    )


@sample("aws:ec2transitgateway/peeringAttachment:PeeringAttachment")
def peering_attachment(env: SampleEnv) -> Case:
    own, other, third = (env.make(GATEWAY, amazonSideAsn=asn)["id"] for asn in (64520, 64530, 64540))
    return Case(
        {"transitGatewayId": own, "peerTransitGatewayId": other, "peerRegion": "us-east-1"},
        change=None,
        replace={"peerTransitGatewayId": third},
    )


@sample("aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter")
def peering_attachment_accepter(env: SampleEnv) -> Case:
    own, other = (env.make(GATEWAY, amazonSideAsn=asn)["id"] for asn in (64520, 64530))
    peering = env.make(
        "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
        transitGatewayId=own,
        peerTransitGatewayId=other,
        peerRegion="us-east-1",
    )
    return Case({"transitGatewayAttachmentId": peering["id"]}, change=None, replace=None, not_repeatable=True)


@sample("aws:ec2transitgateway/prefixListReference:PrefixListReference")
def prefix_list_reference(env: SampleEnv) -> Case:
    made = attached(env)
    sites, others = (
        env.make("aws:ec2/managedPrefixList:ManagedPrefixList", name=name, addressFamily="IPv4", maxEntries=2)["id"]
        for name in ("sites", "others")
    )
    return Case(
        {**made, "prefixListId": sites},
        change={"transitGatewayAttachmentId": None, "blackhole": True},
        replace={"prefixListId": others},
    )


@sample("aws:ec2transitgateway/policyTable:PolicyTable")
def policy_table(env: SampleEnv) -> Case:
    gateway, other = (env.make(GATEWAY)["id"] for _ in range(2))
    return Case({"transitGatewayId": gateway}, change=None, replace={"transitGatewayId": other})


@sample("aws:ec2transitgateway/policyTableAssociation:PolicyTableAssociation")
def policy_table_association(env: SampleEnv) -> Case:
    gateway = env.make(GATEWAY)["id"]
    attachment = env.make(
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment", transitGatewayId=gateway, **vpc_with_subnets(env)
    )["id"]
    table, other = (
        env.make("aws:ec2transitgateway/policyTable:PolicyTable", transitGatewayId=gateway)["id"] for _ in range(2)
    )
    return Case(
        {"transitGatewayAttachmentId": attachment, "transitGatewayPolicyTableId": table},
        change=None,
        replace={"transitGatewayPolicyTableId": other},
    )
