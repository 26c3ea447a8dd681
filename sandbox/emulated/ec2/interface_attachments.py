"""The attachment of network interfaces to instances.

Source: AttachNetworkInterface and DetachNetworkInterface in the EC2 API Reference.
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.instance_types import INSTANCE_TYPES

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.interface_addresses import check_emulated
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

ATTACHABLE = frozenset({"running", "stopped", "pending"})


@operation("AttachNetworkInterface")
@changing
def attach_network_interface(call: Call) -> dict[str, Any]:
    """Attach an available interface to an instance of its zone, at a device index that is free."""
    check_emulated(call)
    interface = backend.interface(call, call.request["NetworkInterfaceId"])
    instance = backend.instance(call, call.request["InstanceId"])
    index, card = call.request["DeviceIndex"], call.request.get("NetworkCardIndex") or 0
    if index < 0 or card != 0:
        name, value = ("deviceIndex", index) if index < 0 else ("networkCardIndex", card)
        raise AwsError("InvalidParameterValue", f"Value ({value}) for parameter {name} is invalid.")
    state = instance._state.name  # noqa: SLF001 - moto has no other name
    if state not in ATTACHABLE:
        raise AwsError("IncorrectInstanceState", f"Instance '{instance.id}' is {state}: start it first.")
    if interface.instance is not None or interface.status != "available":
        raise AwsError("InvalidNetworkInterface.InUse", f"Interface: [{interface.id}] in use.")
    subnet = instance.nics[0].subnet if 0 in instance.nics else interface.subnet
    if subnet.availability_zone != interface.subnet.availability_zone:
        raise AwsError(
            "InvalidParameterCombination",
            "You may not attach a network interface to an instance if they are not in the same availability zone",
        )
    if index in instance.nics:
        raise AwsError(
            "InvalidParameterValue",
            f"Instance '{instance.id}' already has an interface attached at device index '{index}'.",
        )
    most = INSTANCE_TYPES.get(instance.instance_type, {}).get("NetworkInfo", {}).get("MaximumNetworkInterfaces")
    if most is not None and len(instance.nics) >= most:
        raise AwsError(
            "AttachmentLimitExceeded",
            f"Interface count {len(instance.nics) + 1} exceeds the limit for {instance.instance_type}",
        )
    attachment = instance.attach_eni(interface, index)
    interface.delete_on_termination = False
    return {"AttachmentId": attachment, "NetworkCardIndex": 0}


@operation("DetachNetworkInterface")
@changing
def detach_network_interface(call: Call) -> dict[str, Any]:
    """Detach an interface, but not the primary one of an instance."""
    id_ = call.request["AttachmentId"]
    interface = next((each for each in list(backend.of(call).enis.values()) if each.attachment_id == id_), None)
    if interface is None or interface.instance is None:
        raise AwsError("InvalidAttachmentID.NotFound", f"The attachment ID '{id_}' does not exist")
    if interface.device_index == 0:
        raise AwsError("OperationNotPermitted", "The network interface at device index 0 cannot be detached.")
    interface.instance.detach_eni(interface)
    return {}
