"""Resources of every kind of the network account, and valid requests of all operations on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from botocore.loaders import Loader

from sandbox.emulated.hybrid_network.model import PrefixList
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OTHER, Aws, interface_request, line

MODELS = [Loader().load_service_model(name, "service-2") for name in ("directconnect", "ec2")]


@dataclass(frozen=True)
class Owned:
    """The network account's resources, by the names of request members."""

    aws: Aws
    ids: dict[str, Any]


def make_owned() -> Owned:
    """Two available interfaces, gateways of three types, an association, a proposal and an attachment."""
    aws = Aws()
    aws.data_centre(line())
    connection, private, transit = aws.connection(), aws.gateway(), aws.gateway(64601)
    vif = aws.private(connection, private)
    aws.transit(connection, transit)
    gateway = aws.transit_gateway()
    virtual = aws.virtual_gateway(NETWORK)
    made = aws.run(NETWORK, "CreateDirectConnectGatewayAssociation", directConnectGatewayId=private, gatewayId=virtual)[
        "directConnectGatewayAssociation"
    ]
    proposal = aws.run(
        LEGACY,
        "CreateDirectConnectGatewayAssociationProposal",
        directConnectGatewayId=private,
        directConnectGatewayOwnerAccount=NETWORK,
        gatewayId=aws.virtual_gateway(LEGACY, "10.17.0.0/16"),
    )["directConnectGatewayAssociationProposal"]
    aws.vpc(NETWORK, "vpc-1", "10.40.0.0/16")
    attachment = aws.attach(NETWORK, gateway, "vpc-1")
    place = {"location": "EqDC2"}
    aws.wait()
    lag = aws.run(NETWORK, "CreateLag", numberOfConnections=1, **place, lagName="mine", connectionsBandwidth="10Gbps")
    interconnect = aws.run(NETWORK, "CreateInterconnect", interconnectName="mine", bandwidth="10Gbps", **place)
    group = aws.run(
        NETWORK, "CreateResiliencyGroup", resiliencyGroupName="mine", intendedResiliencyModel="high-resiliency"
    )["resiliencyGroup"]
    aws.wait()
    table = aws.run(NETWORK, "DescribeTransitGatewayRouteTables")["TransitGatewayRouteTables"][0]
    peer = aws.interface(vif)["bgpPeers"][0]["bgpPeerId"]
    arn = f"arn:aws:directconnect:us-east-1:{NETWORK}:dxcon/{connection}"
    virtual_gateway = aws.run(NETWORK, "CreateVpnGateway", Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    aws.run(NETWORK, "AttachVpnGateway", VpnGatewayId=virtual_gateway, VpcId="vpc-1")
    customer = aws.run(NETWORK, "CreateCustomerGateway", Type="ipsec.1", IpAddress="198.51.100.40")["CustomerGateway"]
    vpn = aws.run(
        NETWORK,
        "CreateVpnConnection",
        Type="ipsec.1",
        CustomerGatewayId=customer["CustomerGatewayId"],
        VpnGatewayId=virtual_gateway,
        Options={"StaticRoutesOnly": True},
    )["VpnConnection"]
    aws.wait(0.5)
    ids = beside_attachments(aws, gateway, attachment) | {
        "VpnConnectionId": vpn["VpnConnectionId"],
        "VpnConnectionIds": [vpn["VpnConnectionId"]],
        "VpnTunnelOutsideIpAddress": vpn["VgwTelemetry"][0]["OutsideIpAddress"],
        "VpnGatewayId": virtual_gateway,
        "VpnGatewayIds": [virtual_gateway],
        "CustomerGatewayId": customer["CustomerGatewayId"],
        "CustomerGatewayIds": [customer["CustomerGatewayId"]],
        "Resources": [customer["CustomerGatewayId"]],
        "connectionId": connection,
        "connectionIds": [connection],
        "connectionIdentifiers": [connection],
        "parentConnectionId": lag["lagId"],
        "lagId": lag["lagId"],
        "interconnectId": interconnect["interconnectId"],
        "resiliencyGroupId": group["resiliencyGroupId"],
        "secretARN": f"arn:aws:secretsmanager:us-east-1:{NETWORK}:secret:directconnect!key",
        "directConnectGatewayId": private,
        "virtualInterfaceId": vif,
        "bgpPeerId": peer,
        "gatewayId": gateway,
        "virtualGatewayId": virtual,
        "associatedGatewayId": virtual,
        "associationId": made["associationId"],
        "proposalId": proposal["proposalId"],
        "resourceArn": arn,
        "resourceArns": [arn],
        "TransitGatewayId": gateway,
        "TransitGatewayIds": [gateway],
        "TransitGatewayAttachmentId": attachment,
        "TransitGatewayAttachmentIds": [attachment],
        "TransitGatewayRouteTableId": table["TransitGatewayRouteTableId"],
        "TransitGatewayRouteTableIds": [table["TransitGatewayRouteTableId"]],
        "VpcId": "vpc-1",
        "SubnetIds": ["vpc-1-a"],
        "AddSubnetIds": ["vpc-1-b"],
    }
    return Owned(aws, ids)


def beside_attachments(aws: Aws, gateway: str, vpc_attachment: str) -> dict[str, Any]:
    """Create a peering, Connect, a prefix list reference, an announcement and policies; return their ids."""
    table = aws.run(NETWORK, "DescribeTransitGatewayRouteTables")["TransitGatewayRouteTables"][0]
    table_id = table["TransitGatewayRouteTableId"]
    aws.run(
        NETWORK,
        "ModifyTransitGateway",
        TransitGatewayId=gateway,
        Options={"AddTransitGatewayCidrBlocks": ["10.9.0.0/24"]},
    )
    peering = aws.peer(gateway, aws.transit_gateway(asn=64530))
    connect = aws.connect(vpc_attachment)
    peer = aws.connect_peer(connect)
    aws.resources.prefix_lists[NETWORK, "pl-1"] = PrefixList(owner=NETWORK, cidrs=("10.1.0.0/16",))
    reference = {"TransitGatewayRouteTableId": table_id, "PrefixListId": "pl-1", "Blackhole": True}
    aws.run(NETWORK, "CreateTransitGatewayPrefixListReference", **reference)
    announcement = aws.run(
        NETWORK,
        "CreateTransitGatewayRouteTableAnnouncement",
        TransitGatewayRouteTableId=table_id,
        PeeringAttachmentId=peering,
    )["TransitGatewayRouteTableAnnouncement"]["TransitGatewayRouteTableAnnouncementId"]
    policies = aws.run(NETWORK, "CreateTransitGatewayPolicyTable", TransitGatewayId=gateway)[
        "TransitGatewayPolicyTable"
    ]
    metering = aws.run(NETWORK, "CreateTransitGatewayMeteringPolicy", TransitGatewayId=gateway)
    metering_id = metering["TransitGatewayMeteringPolicy"]["TransitGatewayMeteringPolicyId"]
    aws.wait(0.5)
    return {
        "PeeringAttachmentId": peering,
        "TransportTransitGatewayAttachmentId": vpc_attachment,
        "TransitGatewayConnectPeerId": peer,
        "TransitGatewayConnectPeerIds": [peer],
        "PrefixListId": "pl-1",
        "TransitGatewayRouteTableAnnouncementIds": [announcement],
        "TransitGatewayPolicyTableId": policies["TransitGatewayPolicyTableId"],
        "TransitGatewayPolicyTableIds": [policies["TransitGatewayPolicyTableId"]],
        "TransitGatewayMeteringPolicyId": metering_id,
        "TransitGatewayMeteringPolicyIds": [metering_id],
    }


def rest() -> dict[str, Any]:
    """Return valid values for the other request members."""
    interface = interface_request(900)
    return {
        "location": "EqDC2",
        "interconnectName": "mine",
        "lagName": "mine",
        "connectionsBandwidth": "10Gbps",
        "numberOfConnections": 1,
        "billingMode": "PayAsYouGo",
        "resiliencyGroupName": "mine",
        "ownerAccount": OTHER,
        "directConnectGatewayOwnerAccount": NETWORK,
        "associatedGatewayOwnerAccount": LEGACY,
        "bandwidth": "1Gbps",
        "connectionName": "mine",
        "vlan": 900,
        "newPrivateVirtualInterfaceAllocation": interface,
        "newPublicVirtualInterfaceAllocation": interface,
        "newTransitVirtualInterfaceAllocation": interface,
        "newPrivateVirtualInterface": interface,
        "newPublicVirtualInterface": interface,
        "newTransitVirtualInterface": interface,
        "newBGPPeer": {"addressFamily": "ipv6", "asn": 65010},
        "newDirectConnectGatewayName": "mine",
        "virtualInterfaceName": "mine",
        "tags": [{"key": "owner", "value": "me"}],
        "tagKeys": ["owner"],
        "DestinationCidrBlock": "10.99.0.0/16",
        "Type": "ipsec.1",
        "TunnelOptions": {"ReplayWindowSize": 64},
        "LocalIpv4NetworkCidr": "10.0.0.0/12",
        "PeerTransitGatewayId": "tgw-1",
        "PeerAccountId": OTHER,
        "PeerRegion": "us-west-2",
        "Options": {},
        "PeerAddress": "10.9.1.1",
        "InsideCidrBlocks": ["169.254.9.0/29"],
        "TransitGatewayRouteTableAnnouncementId": "tgw-rtb-announcement-1",
        "PolicyRuleNumber": 1,
        "MeteredAccount": "transit-gateway-owner",
        "S3Bucket": "routes",
        "Tags": [{"Key": "owner", "Value": "me"}],
        "Description": "mine",
        "Filters": [{"Name": "state", "Values": ["active", "available"]}],
    }


def members(operation: str) -> list[str]:
    """Return the names of an operation's request members."""
    model = next(it for it in MODELS if operation in it["operations"])
    given = model["operations"][operation].get("input")
    return list(model["shapes"][given["shape"]]["members"]) if given else []


def filled(operation: str, ids: dict[str, Any]) -> dict[str, Any]:
    """Return an operation's request with these ids."""
    values = rest() | ids
    return {name: values[name] for name in members(operation) if name in values}
