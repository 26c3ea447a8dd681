"""Transit gateways."""

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, World, sample, some_account

GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
ZONES = ("us-east-1a", "us-east-1b")


def vpc_with_subnets(world: World, account: str | None = None, cidr: str = "10.40") -> Values:
    """A VPC and one subnet in each of two zones."""
    ec2 = world.api("ec2", account)
    vpc = ec2("CreateVpc", CidrBlock=f"{cidr}.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2("CreateSubnet", VpcId=vpc, CidrBlock=f"{cidr}.{index}.0/24", AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for index, zone in enumerate(ZONES)
    ]
    return {"vpcId": vpc, "subnetIds": subnets}


def attached(world: World) -> Values:
    """A VPC on a transit gateway without defaults, and a table of it."""
    gateway = world.make(GATEWAY, defaultRouteTableAssociation="disable", defaultRouteTablePropagation="disable")
    attachment = world.make(
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment", transitGatewayId=gateway["id"], **vpc_with_subnets(world)
    )
    table = world.make("aws:ec2transitgateway/routeTable:RouteTable", transitGatewayId=gateway["id"])
    return {"transitGatewayAttachmentId": attachment["id"], "transitGatewayRouteTableId": table["id"]}


@sample(GATEWAY)
def transit_gateway(_world: World) -> Case:
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
def route_table(world: World) -> Case:
    gateway = world.make(GATEWAY)
    other = world.make(GATEWAY)
    return Case({"transitGatewayId": gateway["id"]}, change=None, replace={"transitGatewayId": other["id"]})


@sample("aws:ec2transitgateway/vpcAttachment:VpcAttachment")
def vpc_attachment(world: World) -> Case:
    gateway, vpc, other = world.make(GATEWAY), vpc_with_subnets(world), vpc_with_subnets(world, cidr="10.41")
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
def vpc_attachment_accepter(world: World) -> Case:
    member, gateway = some_account(), world.make(GATEWAY)
    share = world.api("ram")(
        "CreateResourceShare",
        name="hub",
        resourceArns=[gateway["arn"]],
        principals=[member],
        allowExternalPrincipals=True,
    )["resourceShare"]
    ram = world.api("ram", member)
    for invitation in ram("GetResourceShareInvitations", resourceShareArns=[share["resourceShareArn"]])[
        "resourceShareInvitations"
    ]:
        arn = invitation["resourceShareInvitationArn"]
        ram("AcceptResourceShareInvitation", resourceShareInvitationArn=arn)
    theirs, others = (_offered(world, member, gateway["id"], cidr) for cidr in ("10.40", "10.41"))
    return Case(
        {"transitGatewayAttachmentId": theirs, "transitGatewayDefaultRouteTableAssociation": False},
        change={"transitGatewayDefaultRouteTableAssociation": True},
        replace={"transitGatewayAttachmentId": others},
        once=True,
    )


def _offered(world: World, member: str, gateway: str, cidr: str) -> str:
    """A VPC of another account that waits for the gateway owner's yes."""
    vpc = vpc_with_subnets(world, member, cidr)
    made = world.api("ec2", member)(
        "CreateTransitGatewayVpcAttachment",
        TransitGatewayId=gateway,
        VpcId=vpc["vpcId"],
        SubnetIds=vpc["subnetIds"],
    )
    return str(made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"])


def another_table(world: World, links: Values) -> str:
    """A second table of the gateway that a table belongs to."""
    (told,) = world.api("ec2")(
        "DescribeTransitGatewayRouteTables", TransitGatewayRouteTableIds=[links["transitGatewayRouteTableId"]]
    )["TransitGatewayRouteTables"]
    made = world.make("aws:ec2transitgateway/routeTable:RouteTable", transitGatewayId=told["TransitGatewayId"])
    return str(made["id"])


@sample("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation")
def route_table_association(world: World) -> Case:
    links = attached(world)
    return Case(links, change=None, replace={"transitGatewayRouteTableId": another_table(world, links)})


@sample("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation")
def route_table_propagation(world: World) -> Case:
    links = attached(world)
    return Case(links, change=None, replace={"transitGatewayRouteTableId": another_table(world, links)})


@sample("aws:ec2transitgateway/route:Route")
def route(world: World) -> Case:
    return Case(
        {**attached(world), "destinationCidrBlock": "10.50.0.0/16"},
        change=None,
        replace={"destinationCidrBlock": "10.51.0.0/16"},
    )
