"""The resources of a plan with ids for all of them, and the resources that their properties refer to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from ipaddress import IPv4Address
from typing import Any

from sandbox.facts.service_prefixes import service_prefix_list
from sandbox.provider.values import Unknown
from sandbox.routing.model import Prefix
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.values import prefix
from sandbox.snapshot.plan.resource import UNKNOWN, Planned

_DIGITS = 17
_PLANNED_ADDRESSES = int(IPv4Address("198.18.0.0"))
_PLANNED_COUNT = 1 << 17
"""198.18.0.0/15 (RFC 2544): public addresses that AWS will assign are planned there, since nothing has them."""
_DX = "aws:directconnect/hosted"
_ACCEPTERS: Mapping[str, str] = {
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": "vpcPeeringConnectionId",
    "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": "transitGatewayAttachmentId",
    "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": "transitGatewayAttachmentId",
    "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment": "vpnGatewayId",
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": "internetGatewayId",
    f"{_DX}PrivateVirtualInterfaceAccepter:HostedPrivateVirtualInterfaceAccepter": "virtualInterfaceId",
    f"{_DX}TransitVirtualInterfaceAcceptor:HostedTransitVirtualInterfaceAcceptor": "virtualInterfaceId",
    f"{_DX}PublicVirtualInterfaceAccepter:HostedPublicVirtualInterfaceAccepter": "virtualInterfaceId",
    "aws:directconnect/connectionConfirmation:ConnectionConfirmation": "connectionId",
}
"""Resources that have the id of another resource, and the property with it."""
_PREFIXES: Mapping[str, str] = {
    "instance": "i-",
    "vpcPeeringConnection": "pcx-",
    "egressOnlyInternetGateway": "eigw-",
    "customerGateway": "cgw-",
    "vpnConnection": "vpn-",
    "peeringAttachment": "tgw-attach-",
    "connect": "tgw-attach-",
    "connectPeer": "tgw-connect-peer-",
    "linkAggregationGroup": "dxlag-",
    "securityGroupRule": "sgr-",
}
"""How AWS's ids begin, by type, where the sandbox's provider does not plan them."""


class PlanResources:
    """The AWS resources of a plan."""

    def __init__(self, resources: Iterable[Planned], draft: Draft) -> None:
        self.draft = draft
        self.by_urn = {made.urn: _with_one_unknown(made) for made in resources}
        self._by_type: dict[str, list[Planned]] = {}
        for made in self.by_urn.values():
            self._by_type.setdefault(made.type, []).append(made)

    def of(self, *tokens: str) -> Iterator[Planned]:
        """Yield the resources of types."""
        for token in tokens:
            yield from self._by_type.get(token, ())

    def id(self, made: Planned) -> str:
        """Return the id of a resource, a planned one where the file has none."""
        of_other = _ACCEPTERS.get(made.type)
        if of_other:
            return self.text(made, of_other) or f"unknown-{digits(made.urn)}"
        if made.id and made.id != UNKNOWN:
            return made.id
        begin = _PREFIXES.get(made.type.partition("/")[2].partition(":")[0], f"{made.type.rpartition(':')[2]}-")
        return f"{begin}{digits(made.urn)}"

    def text(self, made: Planned, name: str, begin: str = "") -> str | None:
        """Return a property that is a text, for one that is not known yet the id of the resource that it is made from.

        Args:
            made: The resource.
            name: Name of the property.
            begin: How the id begins, where the property depends on several resources or on another output than the id.

        """
        return self.resolved(made, name, made.values.get(name), begin)

    def texts(self, made: Planned, name: str, begin: str = "") -> tuple[str, ...]:
        """Return a property that is a list of texts; what is not known yet is resolved as by `text`."""
        value = made.values.get(name)
        if value == UNKNOWN:
            return tuple(self._candidates(made, name, begin))
        if not isinstance(value, list | tuple):
            return ()
        known = [str(item) for item in value if item and item != UNKNOWN]
        unknown = sum(item == UNKNOWN for item in value)
        if unknown:
            left = [found for found in self._candidates(made, name, begin) if found not in known]
            if len(left) != unknown:
                self.unknown(made, name)
            known += left
        return tuple(dict.fromkeys(known))

    def resolved(self, made: Planned, name: str, value: object, begin: str = "") -> str | None:
        """Return a value below a property as `text` does; None where it is absent or cannot be known."""
        if value is None or value == "":
            return None
        if value != UNKNOWN:
            return str(value)
        found = self._candidates(made, name, begin)
        if len(found) == 1:
            return found[0]
        self.unknown(made, name)
        return None

    def unknown(self, made: Planned, name: str) -> None:
        """Note that a property is not known before it is deployed."""
        self.draft.note(f"{made.name} ({made.type}): {name} is not known in the plan, and is left out")

    def note(self, made: Planned, text: str) -> None:
        """Note what is not read of a resource."""
        self.draft.note(f"{made.name} ({made.type}): {text}")

    def prefix(self, made: Planned, value: object, name: str) -> Prefix | None:
        """Return a prefix of a property; None where absent or not known; raises SourceUnreadable."""
        if value is None or value == "":
            return None
        if value == UNKNOWN:
            self.unknown(made, name)
            return None
        try:
            return prefix(str(value))
        except ValueError:
            raise unreadable(made, name, value, "write a CIDR block such as 10.0.0.0/16") from None

    def prefixes(self, made: Planned, name: str, value: object | None = None) -> tuple[Prefix, ...]:
        """Return the prefixes of a list; what is not known is noted."""
        found = made.values.get(name) if value is None else value
        listed = found if isinstance(found, list | tuple) else [found]
        return tuple(known for each in listed if (known := self.prefix(made, each, name)) is not None)

    def _candidates(self, made: Planned, name: str, begin: str) -> list[str]:
        """Return the ids that an unknown property may have: of the resources that it depends on."""
        found: list[str] = []
        for urn in made.dependencies.get(name, ()):
            other = self.by_urn.get(urn)
            if other is None:
                continue
            identity = self.id(other)
            outputs = (str(v) for v in other.values.values() if isinstance(v, str)) if begin else ()
            if identity.startswith(begin):
                found.append(identity)
            elif begin == "pl-" and (service := other.text("serviceName")):
                found.append(service_prefix_list(other.region, service))
            else:
                found += [text for text in outputs if text.startswith(begin)][:1]
        return list(dict.fromkeys(found))


def _with_one_unknown(made: Planned) -> Planned:
    """Return a resource in which Pulumi's way to write an unknown value is the only one."""
    return replace(made, values={name: _plain(value) for name, value in made.values.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, Unknown):
        return UNKNOWN
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def digits(*parts: object, count: int = _DIGITS) -> str:
    """Return hexadecimal digits of an id that are derived from names."""
    return hashlib.sha256("#".join(map(str, parts)).encode()).hexdigest()[:count]


def planned_public_address(*parts: object) -> IPv4Address:
    """Return a public address that AWS will assign, derived from names."""
    return IPv4Address(_PLANNED_ADDRESSES + int(digits(*parts), 16) % _PLANNED_COUNT)


def items(made: Planned, name: str) -> tuple[Mapping[str, Any], ...]:
    """Return a property that is a list of objects, or one object."""
    value = made.values.get(name)
    listed = value if isinstance(value, list | tuple) else [value]
    return tuple(each for each in listed if isinstance(each, Mapping))


def number(value: object) -> int | None:
    """Return a number; None where it is absent or not known."""
    return int(str(value)) if value not in (None, "", UNKNOWN) else None


def flag(made: Planned, name: str, *, default: bool = False) -> bool:
    """Return a property that is true or false, or AWS's `enable` and `disable`."""
    value = made.values.get(name)
    return default if value in (None, "", UNKNOWN) else value in (True, "true", "enable")


def name_of(made: Planned) -> str:
    """Return the Name tag of a resource."""
    for tags in (made.values.get("tagsAll"), made.values.get("tags")):
        name = tags.get("Name") if isinstance(tags, Mapping) else None
        if name and name != UNKNOWN:
            return str(name)
    return ""


def unreadable(made: Planned, name: str, value: object, right: str) -> SourceUnreadable:
    """Return the error of a value that cannot be read, with its line of the program."""
    where = str(made.origin) if made.origin else made.urn
    return SourceUnreadable(
        where, f"{name} of {made.name} ({made.type}) is {value!r}", f"{right[:1].upper()}{right[1:]}."
    )
