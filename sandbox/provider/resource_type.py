"""The declaration of a resource type: one class in the file of its service, found by presence.

A type names its properties, and its methods make the AWS calls that create, read, update and delete it:

    class Topic(ResourceType):
        token = "aws:sns/topic:Topic"
        service = "sns"
        identity = "{arn}"
        properties = {
            "name": Input(Text(), "Name", replaces=True, named=256),
            "displayName": Input(Text()),
            "arn": Output(plan="arn:{partition}:sns:{region}:{account}:{name}"),
        }

        def create(self, api, inputs): ...      -> id
        def read(self, api, identity): ...      -> values, or None when it is gone
        @updates("displayName")
        def rename(self, api, identity, inputs, old): ...
        def delete(self, api, identity, state): ...
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import REGION, TAGS, Input, Output
from sandbox.provider.values import Values

Update = Callable[[Any, Api, str, Values, Values], None]


def updates[Method: Callable[..., None]](*names: str) -> Callable[[Method], Method]:
    """Mark the method that changes these properties in place: `(self, api, identity, inputs, old)`."""

    def mark(method: Method) -> Method:
        method.__dict__["updates"] = names
        return method

    return mark


class ResourceType(ABC):
    """A resource type; subclasses with a `token` are served."""

    token: ClassVar[str]
    service: ClassVar[str]
    """botocore's name of the service."""
    identity: ClassVar[Any]
    """The id in a preview: a template, as for outputs (`vpc-{hex17}`, `{name}`), or a function of the plan."""
    properties: ClassVar[Mapping[str, Input | Output]]
    tagged: ClassVar[bool] = False
    """Has `tags`; then the type implements `retag`, and `read` returns all tags as `tagsAll`."""
    regional: ClassVar[bool] = True
    """Has `region`; types of global services do not."""
    delete_first: ClassVar[bool] = False
    """AWS allows one of it, so the old resource is deleted before its replacement is created."""
    exclusive: ClassVar[tuple[str, ...]] = ()
    """Inputs that hold everything of their sort where the program gives them (a table's routes, a role's policies).

    Their values are kept only then and at an import: else what other resources add would be a change of this one.
    """
    gone: ClassVar[tuple[str, ...]] = ()
    """Error codes ("Code", "Code words") that mean that it does not exist, besides NoSuch..., ...NotFound..."""
    eventual: ClassVar[tuple[str, ...]] = ()
    """Error codes ("Code", "Code words") that end by themselves soon after a dependency was created."""
    seconds: ClassVar[float] = 300
    """Seconds that any operation may wait, unless the program sets customTimeouts."""

    @classmethod
    def all_properties(cls) -> Mapping[str, Input | Output]:
        """Return all properties, those that many types share included."""
        return {**cls.properties, **(TAGS if cls.tagged else {}), **(REGION if cls.regional else {})}

    @classmethod
    def inputs(cls) -> Mapping[str, Input]:
        """Return the properties that programs set."""
        return {name: known for name, known in cls.all_properties().items() if isinstance(known, Input)}

    @classmethod
    def updaters(cls) -> list[tuple[tuple[str, ...], str]]:
        """Return the pairs (properties, method name) of the updaters, in the order of declaration."""
        methods: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            methods.update(vars(base))
        return [(method.updates, name) for name, method in methods.items() if hasattr(method, "updates")]

    @abstractmethod
    def create(self, api: Api, inputs: Values) -> str:
        """Create the resource and return its id, by which alone `read` finds it."""

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        """Complete a new resource; where this fails it is kept, marked as unfinished."""
        _ = api, identity, inputs

    @abstractmethod
    def read(self, api: Api, identity: str) -> Values | None:
        """Return its whole state from the service; None when it does not exist."""

    def read_exclusive(self, api: Api, identity: str, name: str) -> Any:
        """Return an exclusive input that `read` leaves out because it takes calls of its own."""
        raise NotImplementedError(f"{self.token} declares {name} as exclusive and does not implement read_exclusive")

    @abstractmethod
    def delete(self, api: Api, identity: str, state: Values) -> None:
        """Delete the resource; an error that it does not exist counts as success."""

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        """Set the tags `put` and remove the tags `drop`."""
        raise NotImplementedError(f"{self.token} is declared as tagged and does not implement retag")

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        """Return the broken rules between properties: (path, reason) for each."""
        _ = inputs
        return []

    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        """Return properties that mostly change in place, but need a replacement for this change.

        `old` are the current inputs and state, `new` the wanted inputs.
        """
        _ = old, new
        return set()

    def current_id(self, identity: str, values: Values) -> str:
        """Return its present id, where that changes in place: Pulumi keeps the id from its creation."""
        _ = values
        return identity

    @classmethod
    def request(cls, inputs: Values, *names: str) -> Values:
        """Return the members of a request for these inputs; for all inputs that have one, when none is named."""
        chosen = {name: known for name, known in cls.inputs().items() if not names or name in names}
        return {
            known.member: known.kind.encode(inputs[name])
            for name, known in chosen.items()
            if known.member and inputs.get(name) is not None
        }

    @classmethod
    def state(cls, answer: Values) -> Values:
        """Return the properties from a structure of AWS."""
        return {
            name: known.kind.decode(answer[known.member])
            for name, known in cls.all_properties().items()
            if known.member and answer.get(known.member) is not None
        }
