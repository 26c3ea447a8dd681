"""DHCP options, created with their tags."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("CreateDhcpOptions")
def create_dhcp_options(call: Call) -> dict[str, Any]:
    """Create DHCP options with tags and owner, which moto leaves out."""
    shown = call.inner()
    made = shown["DhcpOptions"]
    made["OwnerId"] = call.account
    tags = [tag for each in call.request.get("TagSpecifications", []) for tag in each.get("Tags", [])]
    if tags:
        backend.of(call).create_tags([made["DhcpOptionsId"]], {tag["Key"]: tag["Value"] for tag in tags})
        made["Tags"] = tags
    return shown
