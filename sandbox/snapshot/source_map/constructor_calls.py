"""The call of the program that makes a resource, found by its URN where Pulumi's file has no line.

A URN names the components around the resource, by type, and its own type and name. The innermost component's class is
where the call is; the call names the resource's class, and its first argument fits the name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.origin import Origin

_PROVIDER = "pulumi:providers:"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a class, its place and its first argument."""

    origin: Origin
    name: re.Pattern[str] | None
    """What the resource's name looks like; None where the text does not tell."""
    within: str
    """The type of the component in whose class it is; empty outside of them."""


@dataclass(frozen=True)
class ConstructorCalls:
    """Calls of the program that make resources."""

    components: Mapping[str, str]
    """Type of a component -> its class."""
    calls: Mapping[tuple[str, str], tuple[Call, ...]]
    """Module and class, as the program spells them -> calls."""

    @classmethod
    def of(cls, trees: Mapping[str, ast.Module]) -> ConstructorCalls:
        """Return the calls in the parsed files, file -> tree."""
        classes = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        components = {kind: node.name for node in classes if (kind := _component(node))}
        calls: dict[tuple[str, str], list[Call]] = {}
        for file, tree in trees.items():
            for within, node in _calls(tree):
                if key := _spelled(node.func):
                    calls.setdefault(key, []).append(Call(Origin(file, node.lineno), _named(node), within))
        return cls(components, {key: tuple(found) for key, found in calls.items()})

    def frames(self, urn: str) -> tuple[Origin, ...]:
        """Return the call of the resource, then those of the components around it; empty where it is ambiguous.

        More than one matching call is ambiguous.
        """
        _, _, types, name = [*urn.split("::"), "", "", ""][:4]
        chain = types.split("$")
        own = self._call(chain, name)
        if own is None:
            return ()
        around = (self._call(chain[:length], None) for length in range(len(chain) - 1, 0, -1))
        return (own, *(origin for origin in around if origin))

    def _call(self, chain: list[str], name: str | None) -> Origin | None:
        *outer, kind = chain
        calls = self.calls.get(self._class(kind), ())
        holder = next((one for one in reversed(outer) if one in self.components), "")
        near = [call for call in calls if call.within == holder] or list(calls)
        if name is not None:
            near = [call for call in near if call.name is None or call.name.fullmatch(name)]
            near = [call for call in near if call.name is not None] or near
        return near[0].origin if len(near) == 1 else None

    def _class(self, kind: str) -> tuple[str, str]:
        """As the program spells a type: `aws:iam/role:Role` is `iam.Role`, a provider `aws.Provider`."""
        if kind in self.components:
            return "", self.components[kind]
        if kind.startswith(_PROVIDER):
            return kind.removeprefix(_PROVIDER), "Provider"
        _, module, name = [*kind.split(":"), "", ""][:3]
        return module.partition("/")[0], name


def _component(node: ast.ClassDef) -> str | None:
    """Return the type that a class registers itself as: `super().__init__("project:module:Type", ...)`."""
    for call in ast.walk(node):
        match call:
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"),
                args=[ast.Constant(value=str(kind)), *_],
            ) if kind.count(":") == 2:  # noqa: PLR2004 - package, module and name
                return kind
    return None


def _calls(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.Call]]:
    for node in ast.iter_child_nodes(tree):
        inner = (_component(node) or within) if isinstance(node, ast.ClassDef) else within
        if isinstance(node, ast.Call):
            yield inner, node
        yield from _calls(node, inner)


def _spelled(function: ast.expr) -> tuple[str, str] | None:
    match function:
        case ast.Name(id=name):
            return "", name
        case ast.Attribute(value=ast.Name(id=module) | ast.Attribute(attr=module), attr=name):
            return module, name
    return None


def _named(call: ast.Call) -> re.Pattern[str] | None:
    match call.args[0] if call.args else None:
        case ast.Constant(value=str(text)):
            return re.compile(re.escape(text))
        case ast.JoinedStr(values=parts):
            patterns = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in parts)
            return re.compile("".join(patterns))
    return None
