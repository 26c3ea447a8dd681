"""The parts of a YAML or JSON document with their lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from ipaddress import ip_address, ip_interface
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sandbox.origin import Origin
from sandbox.routing.model import Address, Prefix
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.network.far_end import InterfaceAddress
from sandbox.snapshot.network.values import prefix

_SHOWN = 60
"""Characters of a wrong value that an error repeats, so that it stays on one line."""


@dataclass(frozen=True)
class Part:
    """A node of a document; errors name its file and line."""

    file: str
    node: Node
    path: str

    @property
    def origin(self) -> Origin:
        """Return the location of the part."""
        return Origin(self.file, self.node.start_mark.line + 1)

    def wrong(self, right: str) -> SourceUnreadable:
        """Return the error of a part that is not what it should be."""
        shown = str(self.node.value)[:_SHOWN] if isinstance(self.node, ScalarNode) else "a list or an object"
        return SourceUnreadable(str(self.origin), f"{self.path or 'the document'} is {shown!r}", right)

    def keys(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, Part]:
        """Return the parts of an object that has these keys and no others; raises SourceUnreadable."""
        if not isinstance(self.node, MappingNode):
            raise self.wrong("Write an object.")
        found = dict(self.pairs())
        for key, part in found.items():
            if key not in required and key not in optional:
                known = ", ".join((*required, *optional))
                raise SourceUnreadable(str(part.origin), f"{part.path} is not known", f"Known keys: {known}.")
        missing = [key for key in required if key not in found]
        if missing:
            raise SourceUnreadable(str(self.origin), f"{self.path or 'the document'} lacks {missing[0]}", "Add it.")
        return {key: part for key, part in found.items() if not part.is_null}

    def pairs(self) -> Iterator[tuple[str, Part]]:
        """Yield the keys of an object with their parts; raises SourceUnreadable."""
        if not isinstance(self.node, MappingNode):
            raise self.wrong("Write an object.")
        for key, value in self.node.value:
            yield str(key.value), Part(self.file, value, f"{self.path}.{key.value}".lstrip("."))

    def items(self) -> Iterator[Part]:
        """Yield the parts of a list; raises SourceUnreadable."""
        if not isinstance(self.node, SequenceNode):
            raise self.wrong("Write a list.")
        for index, value in enumerate(self.node.value):
            yield Part(self.file, value, f"{self.path}[{index}]")

    @property
    def is_null(self) -> bool:
        """Return whether it is null."""
        return isinstance(self.node, ScalarNode) and self.node.tag == "tag:yaml.org,2002:null"

    def text(self) -> str:
        """Return a text; raises SourceUnreadable."""
        if not isinstance(self.node, ScalarNode) or not self.node.value:
            raise self.wrong("Write a text.")
        return str(self.node.value)

    def number(self, last: int) -> int:
        """Return a number from 0 to `last`; raises SourceUnreadable."""
        if not self.text().isdecimal() or int(self.text()) > last:
            raise self.wrong(f"Write a number of at most {last}.")
        return int(self.text())

    def choice(self, choices: Collection[str]) -> str:
        """Return one of these texts; raises SourceUnreadable."""
        if self.text() not in choices:
            raise self.wrong(f"Write one of {', '.join(choices)}.")
        return self.text()

    def prefix(self) -> Prefix:
        """Return a CIDR block; raises SourceUnreadable."""
        try:
            return prefix(self.text())
        except ValueError:
            raise self.wrong("Write a CIDR block such as 10.0.0.0/12.") from None

    def address(self) -> Address:
        """Return an address; raises SourceUnreadable."""
        try:
            return ip_address(self.text())
        except ValueError:
            raise self.wrong("Write an address such as 203.0.113.10.") from None

    def interface_address(self) -> InterfaceAddress:
        """Return an address with a prefix length; raises SourceUnreadable."""
        try:
            return ip_interface(self.text())
        except ValueError:
            raise self.wrong("Write an address such as 169.254.101.1/30.") from None


def parse(text: str, file: str) -> Part:
    """Return the whole document; raises SourceUnreadable."""
    yaml: Any = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{file}:{mark.line + 1}" if mark else file
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise SourceUnreadable(place, f"it is neither YAML nor JSON ({problem})", "Correct the line.") from error
    if node is None:
        raise SourceUnreadable(file, "it is empty", "Write `asn`, `prefixes` and `lines`.")
    return Part(file, node, "")
