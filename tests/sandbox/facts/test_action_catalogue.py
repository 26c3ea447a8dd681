from __future__ import annotations

from sandbox.facts.action_catalogue import catalogue


def test_actions_are_found_in_any_case() -> None:
    action = catalogue().action("S3:getobject")
    assert action is not None
    assert (action.name, action.level) == ("s3:GetObject", "Read")
    assert "object" in action.resources


def test_an_unknown_action_is_not_found() -> None:
    assert catalogue().action("s3:MakeCoffee") is None


def test_resource_types_have_the_form_of_their_arns_and_keys_their_types() -> None:
    bucket = next(kind for kind in catalogue().resource_types("s3") if kind.name == "bucket")
    assert bucket.arn == "arn:${Partition}:s3:::${BucketName}"
    assert catalogue().condition_keys("s3")["s3:prefix"] == "String"


def test_every_action_is_unique() -> None:
    names = catalogue().names
    assert len(names) == len({name.lower() for name in names}) > 20000
