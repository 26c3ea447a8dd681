"""One rule of a security group: protocol, ports and one source or destination. Pure.

Sources: IpPermission, IpRange and SecurityGroupRule in the EC2 API Reference; the texts of errors as reported in
hashicorp/terraform#1874 and ansible/ansible-modules-core#3258.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from sandbox.emulated.ec2.ip_protocols import ALL, ICMP, ICMPV6, TCP, UDP, port_range, protocol_name
from sandbox.emulated.errors import AwsError

LONGEST_DESCRIPTION = 255
_DESCRIPTION = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]*")
_LENGTH = re.compile(r"[^/]+/\d{1,3}")
_PREFIX_LIST = re.compile(r"pl-[0-9a-f]{8,17}")


@dataclass(frozen=True, kw_only=True)
class GroupReference:
    """A security group that a rule names; `owner`, `vpc` and `peering` as given or as resolved."""

    id: str = ""
    name: str = ""
    owner: str = ""
    vpc: str = ""
    peering: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule with one of a range, a prefix list or a group."""

    protocol: str
    first: int | None = None
    last: int | None = None
    cidr_ipv4: str = ""
    cidr_ipv6: str = ""
    prefix_list: str = ""
    group: GroupReference | None = None
    description: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Return what two rules of one direction may not have in common."""
        group = self.group.id or self.group.name if self.group else ""
        return (self.protocol, self.first, self.last, self.cidr_ipv4, self.cidr_ipv6, self.prefix_list, group)

    @property
    def peer(self) -> str:
        """Return the source or destination."""
        group = (self.group.id or self.group.name) if self.group else ""
        return self.cidr_ipv4 or self.cidr_ipv6 or self.prefix_list or group

    @property
    def kind(self) -> str:
        """Return which of the kinds of source or destination it has, as ModifySecurityGroupRules names them."""
        if self.cidr_ipv4:
            return "CidrIpv4"
        if self.cidr_ipv6:
            return "CidrIpv6"
        return "PrefixListId" if self.prefix_list else "ReferencedGroupId"

    def described(self) -> str:
        """Return the rule as EC2's errors show it."""
        ports = {
            ALL: "ALL",
            TCP: f"TCP, from port: {self.first}, to port: {self.last}",
            UDP: f"UDP, from port: {self.first}, to port: {self.last}",
            ICMP: f"ICMP, type: {_icmp(self.first)}, code: {_icmp(self.last)}",
            ICMPV6: f"ICMPv6, type: {_icmp(self.first)}, code: {_icmp(self.last)}",
        }
        return f"peer: {self.peer}, {ports.get(self.protocol, f'protocol: {self.protocol}')}, ALLOW"


def rules_of(permissions: list[Mapping[str, Any]]) -> list[Rule]:
    """Return the rules of IpPermissions, each source or destination its own rule, none repeated."""
    found = [rule for permission in permissions for rule in _of_permission(permission)]
    if len({rule.key for rule in found}) < len(found):
        raise AwsError("InvalidParameterValue", "The same permission must not appear multiple times")
    return found


def _of_permission(permission: Mapping[str, Any]) -> Iterator[Rule]:
    protocol = protocol_name(permission.get("IpProtocol"))
    first, last = port_range(protocol, permission.get("FromPort"), permission.get("ToPort"))
    base = Rule(protocol=protocol, first=first, last=last)
    given = 0
    for each in permission.get("IpRanges") or ():
        given += 1
        yield replace(base, cidr_ipv4=range_ipv4(each.get("CidrIp")), description=_text(each))
    for each in permission.get("Ipv6Ranges") or ():
        given += 1
        yield replace(base, cidr_ipv6=range_ipv6(each.get("CidrIpv6")), description=_text(each))
    for each in permission.get("PrefixListIds") or ():
        given += 1
        yield replace(base, prefix_list=prefix_list_id(each.get("PrefixListId")), description=_text(each))
    for each in permission.get("UserIdGroupPairs") or ():
        given += 1
        yield replace(base, group=_reference(each), description=_text(each))
    if not given:
        raise AwsError(
            "MissingParameter", "The request must contain a CIDR block, a prefix list or a security group for each rule"
        )


def range_ipv4(text: str | None) -> str:
    """Return an IPv4 range in canonical form."""
    return _canonical(IPv4Network, text)


def range_ipv6(text: str | None) -> str:
    """Return an IPv6 range in canonical form."""
    return _canonical(IPv6Network, text)


def _canonical(network: type[IPv4Network | IPv6Network], text: str | None) -> str:
    try:
        if text and _LENGTH.fullmatch(text):
            return str(network(text, strict=False))
    except ValueError:
        pass
    raise AwsError("InvalidParameterValue", f"CIDR block {text or ''} is malformed")


def prefix_list_id(text: str | None) -> str:
    """Return the id of a prefix list if it has the form of one."""
    if not text or not _PREFIX_LIST.fullmatch(text):
        raise AwsError("InvalidPrefixListID.Malformed", f'Invalid id: "{text or ""}" (expecting "pl-...")')
    return text


def check_description(text: str) -> str:
    """Return the description of a rule if EC2 accepts it."""
    if len(text) > LONGEST_DESCRIPTION or not _DESCRIPTION.fullmatch(text):
        raise AwsError(
            "InvalidParameterValue",
            "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:"
            "  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
        )
    return text


def _text(item: Mapping[str, Any]) -> str | None:
    return None if item.get("Description") is None else check_description(item["Description"])


def _reference(pair: Mapping[str, Any]) -> GroupReference:
    if not pair.get("GroupId") and not pair.get("GroupName"):
        raise AwsError("MissingParameter", "The request must contain the parameter groupId or groupName")
    return GroupReference(
        id=pair.get("GroupId") or "",
        name="" if pair.get("GroupId") else pair["GroupName"],
        owner=pair.get("UserId") or "",
        vpc=pair.get("VpcId") or "",
        peering=pair.get("VpcPeeringConnectionId") or "",
    )


def _icmp(number: int | None) -> str:
    return "ALL" if number in (None, -1) else str(number)
