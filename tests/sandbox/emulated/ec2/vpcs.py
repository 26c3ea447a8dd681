"""VPCs, peerings and transit gateways for tests of what is in them, written into the store."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import ec2_backends
from moto.elbv2.models import elbv2_backends

from sandbox.emulated.hybrid_network.transit_gateway_model import TransitGateway, TransitGatewayAttachment
from tests.sandbox.emulated.ec2.in_process import Ec2


def backend(ec2: Ec2) -> Any:
    """Return moto's records of an account and Region."""
    return ec2_backends[ec2.account][ec2.region]


def new_vpc(ec2: Ec2, cidr: str = "10.0.0.0/16") -> str:
    """Create a VPC."""
    return str(backend(ec2).create_vpc(cidr).id)


def new_subnet(ec2: Ec2, vpc: str, cidr: str = "10.0.1.0/24", zone: str = "a") -> str:
    """Create a subnet."""
    return str(backend(ec2).create_subnet(vpc, cidr, None, f"{ec2.region}{zone}").id)


def new_group(ec2: Ec2, vpc: str, name: str = "app") -> str:
    """Create a security group."""
    return str(ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"])


def peer(ec2: Ec2, vpc: str, other: Ec2, other_vpc: str) -> Any:
    """Connect two VPCs by an active peering connection."""
    mine, theirs = backend(ec2), backend(other)
    made = mine.create_vpc_peering_connection(mine.vpcs[vpc], theirs.vpcs[other_vpc])
    theirs.vpc_pcxs[made.id] = made
    made._status.accept()
    return made


def on_transit_gateway(ec2: Ec2, *vpcs: tuple[Ec2, str], referencing: str = "enable") -> str:
    """Attach VPCs to a new transit gateway."""
    id_ = f"tgw-{len(ec2.network.transit.gateways):017x}"
    made = TransitGateway(
        id=id_, owner=ec2.account, region=ec2.region, asn=64512, created=0, state="available", since=0
    )
    made.options["SecurityGroupReferencingSupport"] = referencing
    ec2.network.transit.gateways[id_] = made
    for owner, vpc in vpcs:
        key = f"tgw-attach-{len(ec2.network.transit.attachments):017x}"
        ec2.network.transit.attachments[key] = TransitGatewayAttachment(
            id=key,
            gateway=id_,
            type="vpc",
            resource=vpc,
            resource_owner=owner.account,
            created=0,
            state="available",
            since=0,
        )
    return id_


def new_load_balancer(ec2: Ec2, subnet: str, kind: str = "network", name: str = "front") -> str:
    """Create a load balancer; return its ARN."""
    own = elbv2_backends[ec2.account][ec2.region]
    return str(own.create_load_balancer(name, [], [subnet], loadbalancer_type=kind).arn)
