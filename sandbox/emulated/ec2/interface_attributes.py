"""The attributes of a network interface, read and changed one at a time.

Source: ModifyNetworkInterfaceAttribute, DescribeNetworkInterfaceAttribute and ResetNetworkInterfaceAttribute in the
EC2 API Reference.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.interface_addresses import check_emulated
from sandbox.emulated.ec2.interface_shapes import shown_attachment, shown_groups
from sandbox.emulated.ec2.network_interfaces import requested_groups
from sandbox.emulated.ec2.vpc_attributes import check_one, value_of
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("ModifyNetworkInterfaceAttribute")
@changing
def modify_network_interface_attribute(call: Call) -> dict[str, Any]:
    """Change one attribute."""
    check_emulated(call)
    if call.request.get("AssociatePublicIpAddress") is not None:
        raise NotEmulatedError("ec2", call.operation, "with AssociatePublicIpAddress")
    interface = backend.interface(call, call.request["NetworkInterfaceId"])
    name = check_one(call, ("Description", "SourceDestCheck", "Groups", "Attachment"))
    if name == "Description":
        interface.description = value_of(call, name)
    elif name == "SourceDestCheck":
        interface.source_dest_check = value_of(call, name)
    elif name == "Groups":
        _set_groups(call, interface)
    else:
        _set_attachment(call, interface)
    return {}


def _set_groups(call: Call, interface: Any) -> None:
    groups = requested_groups(call, interface.vpc_id)
    if not groups:
        raise AwsError("InvalidParameterValue", f"Network interface {interface.id} needs a security group.")
    interface._group_set = groups  # noqa: SLF001 - moto has no other name
    if interface.instance is not None and interface.device_index == 0:
        interface.instance.security_groups = list(groups)


def _set_attachment(call: Call, interface: Any) -> None:
    given = call.request["Attachment"]
    if not given.get("AttachmentId") or given.get("DeleteOnTermination") is None:
        raise AwsError(
            "MissingParameter", "The request must contain the parameters attachmentId and deleteOnTermination"
        )
    if interface.attachment_id != given["AttachmentId"]:
        raise AwsError("InvalidAttachmentID.NotFound", f"The attachment ID '{given['AttachmentId']}' does not exist")
    interface.delete_on_termination = given["DeleteOnTermination"]


@operation("DescribeNetworkInterfaceAttribute")
def describe_network_interface_attribute(call: Call) -> dict[str, Any]:
    """Return one attribute."""
    wanted = call.request.get("Attribute")
    if not wanted:
        raise AwsError("MissingParameter", "The request must contain the parameter attribute")
    interface = backend.interface(call, call.request["NetworkInterfaceId"])
    shown: dict[str, Any] = {"NetworkInterfaceId": interface.id}
    if wanted == "description":
        return shown | {"Description": {"Value": interface.description or ""}}
    if wanted == "groupSet":
        return shown | {"Groups": shown_groups(interface)}
    if wanted == "sourceDestCheck":
        return shown | {"SourceDestCheck": {"Value": bool(interface.source_dest_check)}}
    if wanted == "attachment":
        attachment = shown_attachment(interface)
        return shown | ({"Attachment": attachment} if attachment else {})
    raise NotEmulatedError("ec2", call.operation, f"of {wanted}")


@operation("ResetNetworkInterfaceAttribute")
@changing
def reset_network_interface_attribute(call: Call) -> dict[str, Any]:
    """Turn the check of source and destination on again, the one attribute that can be reset."""
    interface = backend.interface(call, call.request["NetworkInterfaceId"])
    value = call.request.get("SourceDestCheck")
    if value is None:
        raise AwsError("MissingParameter", "The request must contain the parameter sourceDestCheck")
    if str(value).lower() != "true":
        raise AwsError(
            "InvalidParameterValue", f"Value ({value}) for parameter sourceDestCheck is invalid: it must be true."
        )
    interface.source_dest_check = True
    return {}
