"""DHCP options: made with the tags that they are given."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.operation import inner, operation


@operation("CreateDhcpOptions")
def create_dhcp_options(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Moto forgets the tags; AWS tells the owner too."""
    shown = inner(context, request)
    made = shown["DhcpOptions"]
    made["OwnerId"] = context.account_id
    tags = [tag for each in request.get("TagSpecifications", []) for tag in each.get("Tags", [])]
    if tags:
        backend.of(context).create_tags([made["DhcpOptionsId"]], {tag["Key"]: tag["Value"] for tag in tags})
        made["Tags"] = tags
    return shown
