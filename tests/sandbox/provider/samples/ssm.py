"""Systems Manager."""

from tests.sandbox.provider.contract import Case, SampleEnv, sample


@sample("aws:ssm/parameter:Parameter")
def parameter(env: SampleEnv) -> Case:
    return Case(
        {"name": "/causeway/key", "type": "String", "value": "one", "description": "a key"},
        change={"value": "two", "description": "the key", "tier": "Advanced"},
        replace={"tier": "Standard"},
    )
