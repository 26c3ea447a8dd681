"""SNS."""

from tests.sandbox.provider.contract import Case, World, sample


@sample("aws:sns/topic:Topic")
def topic(world: World) -> Case:
    return Case({"name": "alarms", "tags": {"a": "b"}}, change={"displayName": "Alarms"}, replace={"name": "others"})
