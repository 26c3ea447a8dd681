"""Sets of DHCP options, of which a VPC has one or AWS's default.

Source: CreateDhcpOptions and AssociateDhcpOptions in the EC2 API Reference.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from moto.ec2.models.dhcp_options import DHCPOptionsSet

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, shown_tags, tag
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

MOST_SERVERS = 4
SERVERS = frozenset({"domain-name-servers", "ntp-servers", "netbios-name-servers"})
ONE_VALUE = frozenset({"domain-name", "netbios-node-type", "ipv6-address-preferred-lease-time"})
AMAZON_DNS = "AmazonProvidedDNS"
NODE_TYPES = frozenset({"1", "2", "4", "8"})
LEASE_SECONDS = range(140, 2_147_483_648)
"""Values of `ipv6-address-preferred-lease-time` ("DHCP option sets" in the Amazon VPC User Guide)."""

LISTING = Listing(
    member="DhcpOptions",
    ids="DhcpOptionsIds",
    id="DhcpOptionsId",
    missing=backend.DHCP_OPTIONS.not_found,
    fields={
        "dhcp-options-id": member("DhcpOptionsId"),
        "key": member("DhcpConfigurations.Key"),
        "value": member("DhcpConfigurations.Values.Value"),
        "owner-id": member("OwnerId"),
    },
)


@operation("CreateDhcpOptions")
@changing
def create_dhcp_options(call: Call) -> dict[str, Any]:
    """Create a set of options; a set is never changed."""
    tags = requested_tags(call, "dhcp-options")
    options: dict[str, list[str]] = {}
    for each in call.request["DhcpConfigurations"]:
        key, values = str(each.get("Key") or ""), [str(value) for value in each.get("Values") or ()]
        _check(key, values)
        if key in options:
            raise AwsError("InvalidParameterValue", f"Duplicate DHCP option: {key}")
        options[key] = values
    if not options:
        raise AwsError("MissingParameter", "The request must contain the parameter dhcpConfiguration")
    own = backend.of(call)
    made = DHCPOptionsSet(own)
    made._options = options  # noqa: SLF001 - moto's constructor knows fewer options
    own.dhcp_options_sets[made.id] = made
    tag(call, made.id, tags)
    return {"DhcpOptions": _shown(call, made)}


def _check(key: str, values: list[str]) -> None:
    if key not in SERVERS | ONE_VALUE:
        raise AwsError("InvalidParameterValue", f"Value ({key}) for parameter key is invalid. Unknown DHCP option")
    if not values or (key in ONE_VALUE and len(values) > 1):
        raise AwsError("InvalidParameterValue", f"Value ({', '.join(values)}) for parameter {key} is invalid.")
    if key in SERVERS:
        _check_servers(key, values)
    wrong = (
        (key == "netbios-node-type" and values[0] not in NODE_TYPES)
        or (key == "domain-name" and not values[0])
        or (key == "ipv6-address-preferred-lease-time" and not _is_lease(values[0]))
    )
    if wrong:
        raise AwsError("InvalidParameterValue", f"Value ({values[0]}) for parameter {key} is invalid.")


def _is_lease(text: str) -> bool:
    return (
        text.isascii() and text.isdigit() and len(text) <= len(str(LEASE_SECONDS.stop)) and int(text) in LEASE_SECONDS
    )


def _check_servers(key: str, values: list[str]) -> None:
    if len(values) > MOST_SERVERS:
        raise AwsError(
            "InvalidParameterValue",
            f"Value ({', '.join(values)}) for parameter {key} is invalid: {MOST_SERVERS} at most.",
        )
    for value in values:
        if value == AMAZON_DNS and key == "domain-name-servers":
            continue
        try:
            ip_address(value)
        except ValueError as bad:
            raise AwsError(
                "InvalidParameterValue", f"Value ({value}) for parameter {key} is invalid. Invalid IP address"
            ) from bad


@operation("AssociateDhcpOptions")
@changing
def associate_dhcp_options(call: Call) -> dict[str, Any]:
    """Give a VPC a set of options, or AWS's default."""
    vpc = backend.vpc(call, call.request["VpcId"])
    id_ = call.request["DhcpOptionsId"]
    vpc.dhcp_options = None if id_ == "default" else backend.dhcp_options(call, id_)
    return {}


@operation("DeleteDhcpOptions")
@changing
def delete_dhcp_options(call: Call) -> dict[str, Any]:
    """Delete a set that no VPC has."""
    own = backend.of(call)
    found = backend.dhcp_options(call, call.request["DhcpOptionsId"])
    if any(vpc.dhcp_options is found for vpc in list(own.vpcs.values())):
        raise AwsError("DependencyViolation", f"The dhcpOptions '{found.id}' has dependencies and cannot be deleted.")
    del own.dhcp_options_sets[found.id]
    forget_tags(call, found.id)
    return {}


@operation("DescribeDhcpOptions")
def describe_dhcp_options(call: Call) -> dict[str, Any]:
    """Return the caller's sets of options."""
    known = list(backend.of(call).dhcp_options_sets.values())
    return describe(call, LISTING, [_shown(call, each) for each in known])


def _shown(call: Call, kept: Any) -> dict[str, Any]:
    options = kept._options  # noqa: SLF001 - moto's name for it differs between versions
    return {
        "DhcpConfigurations": [
            {"Key": key, "Values": [{"Value": value} for value in ([values] if isinstance(values, str) else values)]}
            for key, values in options.items()
            if values
        ],
        "DhcpOptionsId": kept.id,
        "OwnerId": call.account,
        "Tags": shown_tags(call, kept.id),
    }
