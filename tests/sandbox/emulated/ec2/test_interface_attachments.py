from __future__ import annotations

from tests.sandbox.emulated.ec2.conftest import Network, instance
from tests.sandbox.emulated.ec2.in_process import code_of


def test_an_interface_is_attached_in_its_zone_and_detached(network: Network):
    own, subnet = network.ec2, network.subnet()
    machine, primary = instance(network, subnet)
    interface = network.interface(subnet)
    attach = {"NetworkInterfaceId": interface, "InstanceId": machine}
    assert code_of(own.attach_network_interface, **attach, DeviceIndex=0) == "InvalidParameterValue"
    assert code_of(own.attach_network_interface, **attach, DeviceIndex=-1) == "InvalidParameterValue"
    made = own.attach_network_interface(**attach, DeviceIndex=1)
    assert code_of(own.attach_network_interface, **attach, DeviceIndex=2) == "InvalidNetworkInterface.InUse"
    (found,) = own.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"]
    assert (found["Status"], found["Attachment"]["AttachmentId"]) == ("in-use", made["AttachmentId"])
    assert code_of(own.delete_network_interface, NetworkInterfaceId=interface) == "InvalidParameterValue"
    third = {"NetworkInterfaceId": network.interface(subnet), "InstanceId": machine, "DeviceIndex": 2}
    assert code_of(own.attach_network_interface, **third) == "AttachmentLimitExceeded"
    own.detach_network_interface(AttachmentId=made["AttachmentId"])
    own.delete_network_interface(NetworkInterfaceId=interface)
    gone = {"AttachmentId": made["AttachmentId"]}
    assert code_of(own.detach_network_interface, **gone) == "InvalidAttachmentID.NotFound"
    (eth0,) = own.describe_network_interfaces(NetworkInterfaceIds=[primary])["NetworkInterfaces"]
    first = {"AttachmentId": eth0["Attachment"]["AttachmentId"]}
    assert code_of(own.detach_network_interface, **first) == "OperationNotPermitted"


def test_an_interface_of_another_zone_cannot_be_attached(network: Network):
    machine, _ = instance(network, network.subnet(AvailabilityZone="us-west-2a"))
    elsewhere = network.interface(network.subnet("10.110.1.0/24", AvailabilityZone="us-west-2b"))
    attach = {"NetworkInterfaceId": elsewhere, "InstanceId": machine, "DeviceIndex": 1}
    assert code_of(network.ec2.attach_network_interface, **attach) == "InvalidParameterCombination"
    absent = {**attach, "InstanceId": "i-0123456789abcdef0"}
    assert code_of(network.ec2.attach_network_interface, **absent) == "InvalidInstanceID.NotFound"


def test_a_route_to_an_instance_goes_to_its_one_interface(network: Network):
    own, subnet = network.ec2, network.subnet()
    machine, primary = instance(network, subnet)
    request = {"RouteTableId": network.main, "InstanceId": machine}
    own.create_route(**request, DestinationCidrBlock="0.0.0.0/0")
    route = network.routes(network.main)[1]
    assert (route["InstanceId"], route["NetworkInterfaceId"], route["State"]) == (machine, primary, "active")
    attach = {"NetworkInterfaceId": network.interface(subnet), "InstanceId": machine, "DeviceIndex": 1}
    own.attach_network_interface(**attach)
    assert code_of(own.create_route, **request, DestinationCidrBlock="172.16.0.0/16") == "InvalidInstanceID"
