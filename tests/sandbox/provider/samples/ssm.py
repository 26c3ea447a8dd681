"""Systems Manager."""

from tests.sandbox.provider.contract import Case, World, sample


@sample("aws:ssm/parameter:Parameter")
def parameter(world: World) -> Case:
    return Case(
        {"name": "/causeway/key", "type": "String", "value": "one", "description": "a key"},
        change={"value": "two", "description": "the key", "tier": "Advanced"},
        replace={"tier": "Standard"},
    )
