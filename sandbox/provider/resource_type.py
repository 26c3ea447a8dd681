"""How a resource type is declared: one class in the file of its service, found by presence.

A type names its properties and says in a few short methods which AWS calls make, read, change and end it:

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
    """One type of resource; subclasses with a `token` are served."""

    token: ClassVar[str]
    service: ClassVar[str]
    """botocore's name of the service."""
    identity: ClassVar[Any]
    """What the id is in a preview: a template, as for outputs (`vpc-{hex17}`, `{name}`), or a function of the plan."""
    properties: ClassVar[Mapping[str, Input | Output]]
    tagged: ClassVar[bool] = False
    """Takes `tags`; then `retag` is there, and `read` answers all of them as `tagsAll`."""
    regional: ClassVar[bool] = True
    """Takes `region` (global services don't)."""
    delete_first: ClassVar[bool] = False
    """AWS holds only one of it, so a replacement waits until the old one is gone."""
    exclusive: ClassVar[tuple[str, ...]] = ()
    """Inputs that are all there is of their kind where the program gives them (a table's routes, a role's policies).

    They are kept there and at an import alone: else what other resources add would be a change of this one.
    """
    gone: ClassVar[tuple[str, ...]] = ()
    """Error codes ("Code", "Code words") for "not there", besides those that say so (NoSuch..., ...NotFound...)."""
    eventual: ClassVar[tuple[str, ...]] = ()
    """Error codes that pass by themselves a moment after what is depended on was created ("Code", "Code words")."""
    seconds: ClassVar[float] = 300
    """How long any operation may wait, unless the program sets customTimeouts."""

    @classmethod
    def all_properties(cls) -> Mapping[str, Input | Output]:
        """All properties, with the ones that many types share."""
        return {**cls.properties, **(TAGS if cls.tagged else {}), **(REGION if cls.regional else {})}

    @classmethod
    def inputs(cls) -> Mapping[str, Input]:
        """Those that programs set."""
        return {name: known for name, known in cls.all_properties().items() if isinstance(known, Input)}

    @classmethod
    def updaters(cls) -> list[tuple[tuple[str, ...], str]]:
        """(properties, method name) in the order of declaration."""
        methods: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            methods.update(vars(base))
        return [(method.updates, name) for name, method in methods.items() if hasattr(method, "updates")]

    @abstractmethod
    def create(self, api: Api, inputs: Values) -> str:
        """Make it and answer its id, from which alone `read` finds it again."""

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        """What more a new one needs; when this fails the resource is kept, marked as unfinished."""
        _ = api, identity, inputs

    @abstractmethod
    def read(self, api: Api, identity: str) -> Values | None:
        """Its whole state as the service tells it; None when it isn't there."""

    def read_exclusive(self, api: Api, identity: str, name: str) -> Any:
        """One of the exclusive inputs as it is, where `read` doesn't answer it because it takes calls of its own."""
        raise NotImplementedError(f"{self.token} says that {name} is exclusive and doesn't tell it")

    @abstractmethod
    def delete(self, api: Api, identity: str, state: Values) -> None:
        """End it; "not there" counts as done."""

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        """Set and remove tags."""
        raise NotImplementedError(f"{self.token} says that it is tagged and has no retag")

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        """Rules between properties: (path, reason) for each that is broken."""
        _ = inputs
        return []

    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        """Properties that mostly change in place, and of which this change needs a new resource.

        `old` are the inputs it stands by and what AWS told of it, `new` the inputs that are wanted.
        """
        _ = old, new
        return set()

    def current_id(self, identity: str, values: Values) -> str:
        """Its id by what is known of it, where that changes in place: Pulumi keeps the one it was made with."""
        _ = values
        return identity

    @classmethod
    def request(cls, inputs: Values, *names: str) -> Values:
        """AWS's members for these inputs (all that have one, when none is named)."""
        chosen = {name: known for name, known in cls.inputs().items() if not names or name in names}
        return {
            known.member: known.kind.encode(inputs[name])
            for name, known in chosen.items()
            if known.member and inputs.get(name) is not None
        }

    @classmethod
    def state(cls, answer: Values) -> Values:
        """The properties that AWS's structure holds."""
        return {
            name: known.kind.decode(answer[known.member])
            for name, known in cls.all_properties().items()
            if known.member and answer.get(known.member) is not None
        }
