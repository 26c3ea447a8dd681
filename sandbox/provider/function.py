"""How a function (an invoke such as aws.get_caller_identity) is declared.

    @function("aws:index/getRegion:getRegion", region=Input())
    def get_region(api, args, *, preview): ...

In a preview it must answer with nothing running, and answer what the real run will.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from sandbox.provider.api import Api
from sandbox.provider.properties import Input
from sandbox.provider.values import Values


class Body(Protocol):
    """What answers."""

    def __call__(self, api: Api, args: Values, *, preview: bool) -> Values:
        """The outputs."""


@dataclass(frozen=True)
class Function:
    """One function type."""

    token: str
    inputs: dict[str, Input]
    body: Body

    def problems(self, args: Values) -> Iterator[tuple[str, str]]:
        """What is wrong with the arguments: (path, reason)."""
        for name, value in args.items():
            if name in self.inputs:
                yield from self.inputs[name].kind.problems(value, name)
            else:
                yield name, f"is not handled here for {self.token}"
        yield from ((name, "is required") for name, known in self.inputs.items() if known.required and name not in args)


def function(token: str, **inputs: Input) -> Callable[[Body], Function]:
    """Declare one; names are the wire's."""

    def declare(body: Body) -> Function:
        return Function(token, inputs, body)

    return declare
