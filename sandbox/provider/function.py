"""Declares functions: invokes such as aws.get_caller_identity.

    @function("aws:index/getRegion:getRegion", region=Input())
    def get_region(api, args, *, preview): ...

In a preview it returns, with no engine running, what it will return in the update.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from sandbox.provider.api import Api
from sandbox.provider.properties import Input
from sandbox.provider.values import Values


class Body(Protocol):
    """The implementation of a function."""

    def __call__(self, api: Api, args: Values, *, preview: bool) -> Values:
        """Return the outputs."""


@dataclass(frozen=True)
class Function:
    """A function that the provider serves."""

    token: str
    inputs: dict[str, Input]
    body: Body

    def problems(self, args: Values) -> Iterator[tuple[str, str]]:
        """Return the problems of the arguments: (path, reason)."""
        for name, value in args.items():
            if name in self.inputs:
                yield from self.inputs[name].kind.problems(value, name)
            else:
                served = ", ".join(sorted(self.inputs)) or "none"
                yield name, f"is not an argument that the sandbox serves for {self.token}. Served: {served}."
        yield from ((name, "is required") for name, known in self.inputs.items() if known.required and name not in args)


def function(token: str, **inputs: Input) -> Callable[[Body], Function]:
    """Declare a function; arguments have the names of Pulumi's schema."""

    def declare(body: Body) -> Function:
        return Function(token, inputs, body)

    return declare
