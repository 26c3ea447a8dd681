"""The policy that is validated, its statements, and what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.authorization.service_reference import Reference
from sandbox.emulated.accessanalyzer.validation.issues import ISSUES
from sandbox.emulated.accessanalyzer.validation.json_nodes import Node

IDENTITY, RESOURCE = "IDENTITY_POLICY", "RESOURCE_POLICY"
SCP, RCP = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
TRUST = "AWS::IAM::AssumeRolePolicyDocument"
VARIABLES_SINCE = "2012-10-17"


@dataclass(frozen=True)
class References:
    """What exists in AWS."""

    services: Reference
    """The Service Authorization Reference."""
    regions: frozenset[str] = frozenset()
    """All Regions; none where they are not known, and then none is refused."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the issue's code, what its text names, and the places."""

    code: str
    nodes: tuple[Node, ...]
    named: Mapping[str, object] = field(default_factory=dict)

    def shown(self, text: str) -> dict[str, Any]:
        """Return the finding as the API shows it."""
        issue = ISSUES[self.code]
        return {
            "findingDetails": issue.text.format_map(self.named) if self.named else issue.text,
            "findingType": issue.type,
            "issueCode": issue.code,
            "learnMoreLink": issue.link,
            "locations": [node.location(text) for node in self.nodes],
        }


def found(code: str, *nodes: Node, **named: object) -> Finding:
    """Return a finding at some places."""
    return Finding(code, nodes, named)


@dataclass(frozen=True)
class Condition:
    """One operator on one key of a statement."""

    operator: Node
    """The operator's name."""
    key: Node
    values: Node

    @property
    def name(self) -> str:
        """Return the operator without qualifier and IfExists."""
        text = str(self.operator.value)
        for qualifier in ("ForAllValues:", "ForAnyValue:"):
            text = text.removeprefix(qualifier)
        return text.removesuffix("IfExists")

    @property
    def folded_key(self) -> str:
        """Return the key in lower case."""
        return str(self.key.value).lower()

    def texts(self) -> tuple[str, ...]:
        """Return the values as texts."""
        return tuple(_text(node.value) for node in self.values)


@dataclass(frozen=True)
class Statement:
    """One statement that is an object."""

    node: Node

    def get(self, *names: str) -> Node | None:
        """Return the first of the elements that the statement has."""
        return next((self.node.members[name] for name in names if name in self.node.members), None)

    @property
    def allows(self) -> bool:
        """Return whether its effect is Allow."""
        effect = self.get("Effect")
        return effect is not None and effect.value == "Allow"

    def conditions(self) -> Iterator[Condition]:
        """Yield each operator on each key."""
        block = self.get("Condition")
        for name, keys in block.members.items() if block is not None else ():
            for key, values in keys.members.items():
                yield Condition(block.keys[name], keys.keys[key], values)  # type: ignore[union-attr]  # has members


@dataclass(frozen=True)
class Policy:
    """A document as it was sent."""

    text: str
    root: Node
    type: str
    resource_type: str | None = None

    @property
    def is_trust(self) -> bool:
        """Return whether it is a role's trust policy."""
        return self.resource_type == TRUST

    @property
    def is_of_iam(self) -> bool:
        """Return whether IAM or Organizations keeps it, whose grammar is stricter."""
        return self.type != RESOURCE or self.is_trust

    @property
    def version(self) -> object:
        """Return the value of Version."""
        return self.root.value.get("Version")

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Return the statements that are objects."""
        node = self.root.members.get("Statement")
        return tuple(Statement(each) for each in node or () if isinstance(each.value, dict))


def _text(value: object) -> str:
    return {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else str(value)
