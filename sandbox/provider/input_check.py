"""Checks the inputs of a resource and completes them: defaults, generated name, Region, tags."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from sandbox.provider.naming import MADE, generated_names, named
from sandbox.provider.planning import Place
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.values import UNKNOWN, Values, has_unknown


@dataclass(frozen=True)
class Checked:
    """Inputs as the plan has them, and the problems found: (property path, reason)."""

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
    """Return the inputs with defaults, generated name, Region and all tags, and a problem for each that is not served.

    `taken` are names that must not be generated: the resource that is being replaced still has them.
    """
    own = (MADE, "tagsAll") if declared.tagged else (MADE,)
    given = {name: value for name, value in inputs.items() if name not in own}
    problems = list(_problems(declared, given))
    known = declared.inputs()
    checked = {name: value for name, value in given.items() if name in known}
    for name, declaration in known.items():
        if name in checked:
            continue
        value = named(declaration, name, urn, (checked, old), taken) if declaration.named else declaration.default
        if value is not None:
            checked[name] = value
    checked |= generated_names(declared, given)
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
    every = declared.all_properties()
    if name in every:
        return "is set by AWS, not by programs"
    near = get_close_matches(name, declared.inputs(), n=1)
    hint = f"Similar: {near[0]}." if near else f"Served: {', '.join(sorted(declared.inputs()))}."
    return f"is not an input that the sandbox serves for {declared.token}. {hint}"


def _all_tags(tags: object | None, default_tags: dict[str, str]) -> object:
    if tags is UNKNOWN:
        return UNKNOWN
    own = tags if isinstance(tags, dict) else {}
    merged = {**default_tags, **own}
    return UNKNOWN if any(has_unknown(name) for name in merged) else merged
