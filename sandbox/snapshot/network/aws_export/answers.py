"""AWS's responses of many accounts and Regions, and the objects in them with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_interface
from typing import Any

from sandbox.origin import Origin
from sandbox.routing.model import Address, Prefix
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.network.far_end import InterfaceAddress
from sandbox.snapshot.network.values import address, prefix

_AGAIN = "Export the file again, or correct it."
_OWNERS = ("OwnerId", "TransitGatewayOwnerId", "ownerAccount")
"""Members with the account that an object belongs to."""


@dataclass(frozen=True)
class Item:
    """One object of a response."""

    values: Mapping[str, Any]
    account: str
    """The account that was read."""
    region: str
    place: str
    """File name, or the endpoint."""
    path: str

    @property
    def origin(self) -> Origin:
        """Return the location of the object."""
        return Origin(self.place, path=self.path)

    @property
    def owner(self) -> str:
        """Return the account that the object belongs to."""
        return next((str(self.values[name]) for name in _OWNERS if self.values.get(name)), self.account)

    @property
    def name(self) -> str:
        """Return the Name tag."""
        for tag in self.items("Tags") or self.items("TagSet") or self.items("tags"):
            if tag.text("Key") == "Name":
                return tag.text("Value")
        return ""

    def text(self, name: str, default: str = "") -> str:
        """Return a member that is a text or a number; the default where it is absent."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        """Return a member that every such object has; raises SourceUnreadable."""
        if not self.text(name):
            raise self.unreadable(name, "is missing")
        return self.text(name)

    def number(self, name: str) -> int | None:
        """Return a member that is a number; None where it is absent; raises SourceUnreadable."""
        value = self.values.get(name)
        try:
            return None if value is None or value == "" else int(value)
        except (TypeError, ValueError):
            raise self.unreadable(name, f"is {value!r}, not a number") from None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a member that is true or false, or `enable` and `disable`."""
        value = self.values.get(name)
        return default if value is None else value is True or str(value).lower() in ("true", "enable", "enabled")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a member that is a list of texts; raises SourceUnreadable."""
        return tuple(str(each) for each in self._list(name))

    def items(self, name: str) -> tuple[Item, ...]:
        """Return a member that is a list of objects; raises SourceUnreadable."""
        return tuple(self._inside(each, f"{self.path}.{name}[{index}]") for index, each in enumerate(self._list(name)))

    def item(self, name: str) -> Item:
        """Return a member that is an object, an empty one where it is absent; raises SourceUnreadable."""
        return self._inside(self.values.get(name) or {}, f"{self.path}.{name}")

    def prefix(self, name: str) -> Prefix | None:
        """Return a member that is a CIDR block; None where it is absent; raises SourceUnreadable."""
        value = self.values.get(name)
        try:
            return None if value is None or value == "" else prefix(str(value))
        except ValueError:
            raise self.unreadable(name, f"is {value!r}, not a CIDR block such as 10.0.0.0/16") from None

    def address(self, name: str) -> Address | None:
        """Return a member that is an address; None where it is absent; raises SourceUnreadable."""
        value = self.values.get(name)
        try:
            return None if value is None or value == "" else address(str(value))
        except ValueError:
            raise self.unreadable(name, f"is {value!r}, not an address such as 10.0.0.10") from None

    def interface_address(self, name: str) -> InterfaceAddress | None:
        """Return a member that is an address with a prefix length; None where absent; raises SourceUnreadable."""
        value = self.values.get(name)
        try:
            return None if value is None or value == "" else ip_interface(str(value))
        except ValueError:
            raise self.unreadable(name, f"is {value!r}, not an address such as 169.254.101.1/30") from None

    def unreadable(self, name: str, wrong: str) -> SourceUnreadable:
        """Return the error of a member."""
        return SourceUnreadable(self.place, f"{self.path}.{name} {wrong}", _AGAIN)

    def _list(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.unreadable(name, "is not a list")
        return value

    def _inside(self, value: object, path: str) -> Item:
        if not isinstance(value, Mapping):
            raise SourceUnreadable(self.place, f"{path} is not an object", _AGAIN)
        return Item(value, self.account, self.region, self.place, path)


@dataclass(frozen=True)
class Answers:
    """Objects by the member of the response that lists them, such as `Subnets`."""

    place: str
    """Name of the source in messages."""
    members: Mapping[str, tuple[Item, ...]]

    def of(self, member: str) -> tuple[Item, ...]:
        """Return all objects of a member."""
        return self.members.get(member, ())

    def by_id(self, member: str, name: str) -> Mapping[str, Item]:
        """Return the objects of a member by their id; of one in several accounts, as its owner sees it."""
        found: dict[str, Item] = {}
        for item in self.of(member):
            identity = item.required(name)
            if identity not in found or (item.owner == item.account and found[identity].account != item.owner):
                found[identity] = item
        return found


def collect(place: str, responses: Iterable[tuple[str, str, str, Mapping[str, Any]]]) -> Answers:
    """Return the answers of responses, each with its file name, account and Region; raises SourceUnreadable."""
    members: dict[str, list[Item]] = {}
    for file, account, region, response in responses:
        for key, value in response.items():
            if isinstance(value, list):
                member = f"{key[:1].upper()}{key[1:]}"
                members.setdefault(member, []).extend(_items(file, account, region, key, value))
    return Answers(place, {member: tuple(items) for member, items in members.items()})


def _items(file: str, account: str, region: str, key: str, values: list[Any]) -> Iterator[Item]:
    for index, value in enumerate(values):
        if not isinstance(value, Mapping):
            raise SourceUnreadable(file, f"{key}[{index}] is not an object", _AGAIN)
        yield Item(value, account, region, file, f"{key}[{index}]")
