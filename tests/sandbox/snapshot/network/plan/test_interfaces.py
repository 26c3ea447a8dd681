"""Tests of `sandbox.snapshot.network.plan.interfaces`."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from sandbox.reach.model import InterfaceKind
from tests.sandbox.snapshot.network.plan.network_plans import (
    GROUP,
    SUBNET,
    ReadNetwork,
    made,
    only,
    subnet,
    urn,
    vpc,
)

ENI, INSTANCE, EIP = "aws:ec2/networkInterface:NetworkInterface", "aws:ec2/instance:Instance", "aws:ec2/eip:Eip"
PLANNED = ip_network("198.18.0.0/15")


def test_an_interface_has_the_estates_name_of_its_endpoint(read: ReadNetwork):
    interface = made(
        ENI,
        "app",
        subnetId=urn(SUBNET, "app"),
        privateIps=["10.0.1.9", "10.0.1.8"],
        description="mobile/app",
        tags={"Name": "mobile-app"},
        securityGroups=["sg-0abc"],
    )
    found = only(read(vpc(), subnet(), interface).interfaces)
    assert (found.name, found.groups) == ("mobile/app", ("sg-0abc",))
    assert found.addresses == (ip_address("10.0.1.9"), ip_address("10.0.1.8"))


def test_an_interface_has_the_default_group_and_a_planned_address_where_none_is_given(read: ReadNetwork):
    first = made(ENI, "first", subnetId=urn(SUBNET, "app"), description="of a job", tags={"Name": "job"})
    second = made(ENI, "second", subnetId=urn(SUBNET, "app"), privateIp="10.0.1.254")
    network = read(vpc(), subnet(), first, second)
    found = {each.name: each for each in network.interfaces.values()}
    assert found["job"].groups == tuple(network.groups)
    assert found["job"].addresses == (ip_address("10.0.1.253"),)


def test_an_instance_has_an_interface_of_its_own_with_a_public_address_where_its_subnet_gives_one(read: ReadNetwork):
    instance = made(
        INSTANCE,
        "web",
        subnetId=urn(SUBNET, "app"),
        vpcSecurityGroupIds=[urn(GROUP, "none")],
        privateIp="10.0.1.20",
        tags={"Name": "web"},
    )
    network = read(vpc(), subnet(mapPublicIpOnLaunch=True), instance)
    made_instance, interface = only(network.instances), only(network.interfaces)
    assert made_instance.interfaces == (interface.id,)
    assert (interface.name, interface.attached_to) == ("web", made_instance.id)
    assert interface.public_addresses[ip_address("10.0.1.20")] in PLANNED


def test_an_instance_has_the_interfaces_that_are_attached_to_it_in_order(read: ReadNetwork):
    interfaces = [
        made(ENI, name, subnetId=urn(SUBNET, "app"), privateIp=ip)
        for name, ip in (("a", "10.0.1.5"), ("b", "10.0.1.6"))
    ]
    instance = made(
        INSTANCE,
        "web",
        networkInterfaces=[{"networkInterfaceId": "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "deviceIndex": 0}],
    )
    instance["propertyDependencies"] = {"networkInterfaces": [urn(ENI, "a")]}
    more = made(
        "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
        "more",
        instanceId=urn(INSTANCE, "web"),
        networkInterfaceId=urn(ENI, "b"),
        deviceIndex=1,
    )
    network = read(vpc(), subnet(), *interfaces, instance, more)
    found = [str(network.interfaces[each].addresses[0]) for each in only(network.instances).interfaces]
    assert found == ["10.0.1.5", "10.0.1.6"]


def test_elastic_addresses_reach_interfaces_by_both_kinds_of_association(read: ReadNetwork):
    one = made(ENI, "one", subnetId=urn(SUBNET, "app"), privateIp="10.0.1.5", tags={"Name": "one"})
    two = made(ENI, "two", subnetId=urn(SUBNET, "app"), privateIp="10.0.1.6", tags={"Name": "two"})
    direct = made(EIP, "direct", networkInterface=urn(ENI, "one"), publicIp="203.0.113.9")
    apart = made(EIP, "apart")
    association = made(
        "aws:ec2/eipAssociation:EipAssociation",
        "apart",
        allocationId=urn(EIP, "apart"),
        networkInterfaceId=urn(ENI, "two"),
    )
    found = {
        each.name: each for each in read(vpc(), subnet(), one, two, direct, apart, association).interfaces.values()
    }
    assert found["one"].public_addresses == {ip_address("10.0.1.5"): ip_address("203.0.113.9")}
    assert found["two"].public_addresses[ip_address("10.0.1.6")] in PLANNED


def test_resolver_endpoints_have_interfaces(read: ReadNetwork):
    endpoint = made(
        "aws:route53/resolverEndpoint:ResolverEndpoint",
        "inbound",
        direction="INBOUND",
        securityGroupIds=["sg-0abc"],
        ipAddresses=[{"subnetId": "subnet-1", "ip": "10.0.1.7"}],
    )
    (found,) = read(vpc(), subnet(), endpoint).interfaces.values()
    assert (found.kind, found.addresses, found.groups) == (InterfaceKind.OTHER, (ip_address("10.0.1.7"),), ("sg-0abc",))


def test_an_instance_without_a_subnet_is_noted(read: ReadNetwork):
    network = read(vpc(), made(INSTANCE, "lost"))
    assert network.notes == (f"lost ({INSTANCE}): an instance without a subnet of the plan is not read",)


def test_the_default_group_belongs_to_the_vpc_of_the_subnet(read: ReadNetwork):
    network = read(vpc(), vpc("other", "10.9.0.0/16"), subnet(), made(ENI, "one", subnetId=urn(SUBNET, "app")))
    (group,) = only(network.interfaces).groups
    assert network.topology.vpcs[network.groups[group].vpc].name == "main"
