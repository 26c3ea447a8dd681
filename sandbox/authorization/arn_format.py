"""The format of the ARNs of a resource type, `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

_VARIABLE = re.compile(r"\$\{(\w+)\}")
_PLACE = frozenset(("Partition", "Region", "Account"))
_ANY = "*"


@dataclass(frozen=True, slots=True)
class ArnFormat:
    """A format, the variables in it that identify the resource, and an expression for its ARNs."""

    text: str
    variables: tuple[str, ...]
    expression: re.Pattern[str]

    @classmethod
    def parse(cls, text: str) -> ArnFormat:
        """Return the format of a text with `${...}` variables."""
        variables = tuple(dict.fromkeys(name for name in _VARIABLE.findall(text) if name not in _PLACE))
        pieces = _VARIABLE.split(text)
        expression = "".join(
            re.escape(piece) if place % 2 == 0 else "[^:]*" if piece in _PLACE else ".+"
            for place, piece in enumerate(pieces)
        )
        return cls(text, variables, re.compile(expression))

    def matches(self, arn: str) -> bool:
        """Return whether the ARN has this format."""
        return self.expression.fullmatch(arn) is not None

    def fill(self, place: Mapping[str, str], values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        """Yield an ARN for each combination of values; a variable without values is a wildcard."""
        for chosen in product(*(values.get(name) or (_ANY,) for name in self.variables)):
            yield self._with({**place, **dict(zip(self.variables, chosen, strict=True))})

    def _with(self, values: Mapping[str, str]) -> str:
        return _VARIABLE.sub(lambda found: values.get(found[1], _ANY), self.text)
