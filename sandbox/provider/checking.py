"""Are a resource's inputs right, and what do they mean once defaults, names and tags are in?"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import count, islice
from typing import Any

from sandbox.provider.declaration import Input, ResourceType
from sandbox.provider.kinds import Text
from sandbox.provider.planning import Place
from sandbox.provider.values import UNKNOWN, Values, has_unknown

MADE_DIGITS = 7


@dataclass(frozen=True)
class Checked:
    """The inputs as the plan holds them, and what is wrong with them: (property path, reason)."""

    inputs: Values
    problems: tuple[tuple[str, str], ...]


def check(
    declared: ResourceType,
    urn: str,
    inputs: Values,
    old: Values,
    *,
    place: Place,
    default_tags: dict[str, str],
    taken: frozenset[str] = frozenset(),
) -> Checked:
    """Refuse what is not handled, by name; fill in defaults, the made name, the region and all tags.

    `taken` are names that must not be made again: the resource that is being replaced still has them.
    """
    given = {name: value for name, value in inputs.items() if not (declared.tagged and name == "tagsAll")}
    problems = list(_problems(declared, given))
    known = declared.inputs()
    checked = {name: value for name, value in given.items() if name in known}
    for name, declaration in known.items():
        if name not in checked and (value := _absent(declaration, name, urn, (checked, old), taken)) is not None:
            checked[name] = value
    problems.extend((name, "is required") for name in known if known[name].required and name not in checked)
    if declared.regional:
        checked.setdefault("region", place.region)
    if declared.tagged:
        checked["tagsAll"] = _all_tags(checked.get("tags"), default_tags)
    return Checked(checked, tuple(problems or declared.check(checked)))


def _problems(declared: ResourceType, given: Values) -> Iterator[tuple[str, str]]:
    known = declared.inputs()
    for name, value in given.items():
        if name in known:
            yield from known[name].kind.problems(value, name)
        else:
            yield name, _not_handled(declared, name)


def _not_handled(declared: ResourceType, name: str) -> str:
    every = declared.every()
    if name in every:
        return "is set by AWS, not by programs"
    near = get_close_matches(name, declared.inputs(), n=1)
    hint = f"did you mean {near[0]}?" if near else f"what is: {', '.join(sorted(declared.inputs()))}"
    return f"is not handled here for {declared.token}; {hint}"


def _absent(declaration: Input, name: str, urn: str, inputs: tuple[Values, Values], taken: frozenset[str]) -> Any:
    """What stands for an input that the program leaves out; inputs: the new ones and the old."""
    new, old = inputs
    if not declaration.named:
        return declaration.default
    prefix = new.get(declaration.prefix) if declaration.prefix else None
    if name in old and (prefix is None or str(old[name]).startswith(str(prefix))):
        return str(old[name])
    if prefix is UNKNOWN:
        return UNKNOWN
    return next(made for made in _made(urn, declaration, new) if made not in taken)


def is_made(urn: str, declaration: Input, name: str, inputs: Values) -> bool:
    """Whether the name is one that was made here."""
    return inputs[name] in islice(_made(urn, declaration, inputs), 2)


def _made(urn: str, declaration: Input, inputs: Values) -> Iterator[str]:
    """The program's name for it and seven digits of its URN, so that every preview shows the same; then others."""
    prefix = inputs.get(declaration.prefix) if declaration.prefix else None
    flag, ending = declaration.ending or ("", "")
    end = ending if inputs.get(flag) is True else ""
    start = f"{urn.rsplit('::', 1)[-1]}-" if prefix is None else str(prefix)
    canonical = declaration.kind.canonical if isinstance(declaration.kind, Text) else None
    for turn in count():
        seed = f"{urn}#{turn}" if turn else urn
        room = declaration.named - MADE_DIGITS - len(end)
        name = start[:room] + hashlib.sha256(seed.encode()).hexdigest()[:MADE_DIGITS] + end
        yield canonical(name) if canonical else name


def _all_tags(tags: object | None, default_tags: dict[str, str]) -> object:
    if tags is UNKNOWN:
        return UNKNOWN
    own = tags if isinstance(tags, dict) else {}
    merged = {**default_tags, **own}
    return UNKNOWN if any(has_unknown(name) for name in merged) else merged
