"""Elastic IP addresses as moto keeps them, and their associations with private addresses of interfaces."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call


def by_allocation(call: Call, id_: str) -> Any:
    """Return the address of an allocation of the caller's."""
    for elastic in list(backend.of(call).addresses):
        if elastic.allocation_id == id_:
            return elastic
    raise AwsError("InvalidAllocationID.NotFound", f"The allocation ID '{id_}' does not exist")


def by_address(call: Call, public_ip: str) -> Any:
    """Return an address of the caller's."""
    for elastic in list(backend.of(call).addresses):
        if elastic.public_ip == public_ip:
            return elastic
    raise AwsError("InvalidAddress.NotFound", f"Address '{public_ip}' not found.")


def private_address(elastic: Any) -> str | None:
    """Return the private address that an Elastic IP address is associated with."""
    if elastic.eni is None:
        return None
    found: str | None = getattr(elastic, "private_address", None) or elastic.eni.private_ip_address
    return found


def associate(call: Call, elastic: Any, interface: Any, private: str) -> str:
    """Associate an address with a private one; what either had before ends. Return the id of the association."""
    disassociate(elastic)
    for other in list(backend.of(call).addresses):
        if other.eni is interface and private_address(other) == private:
            disassociate(other)
    elastic.eni, elastic.instance, elastic.private_address = interface, interface.instance, private
    elastic.association_id = f"eipassoc-{call.token(17)}"
    if private == interface.private_ip_address:
        interface.public_ip = elastic.public_ip
    return str(elastic.association_id)


def disassociate(elastic: Any) -> None:
    """End the association of an address; a running instance gets the public address back that its subnet gives."""
    interface = elastic.eni
    if interface is not None and interface.public_ip == elastic.public_ip:
        interface.public_ip = None
        if interface.instance is not None and interface.instance._state.name == "running":  # noqa: SLF001 - moto's
            interface.check_auto_public_ip()
    elastic.eni = elastic.instance = elastic.association_id = elastic.private_address = None
