"""Names and patterns of actions, as the service authorization reference spells them."""

from __future__ import annotations

import doctest

import pytest

from sandbox.access.errors import InvalidQuery, UnknownName
from sandbox.access.names.actions import action, actions, is_pattern


def test_a_name_is_returned_as_aws_spells_it() -> None:
    assert action("S3:getobject") == "s3:GetObject"
    assert actions("iam:passrole") == ("iam:PassRole",)


def test_a_pattern_is_no_single_action() -> None:
    with pytest.raises(InvalidQuery, match="is a pattern"):
        action("s3:Get*")


@pytest.mark.parametrize(
    ("pattern", "covered"),
    [
        ("s3:GetObjectA*", ("s3:GetObjectAcl", "s3:GetObjectAttributes")),
        ("S3:getobjectac?", ("s3:GetObjectAcl",)),
        ("*:AssumeRoleWithSAML", ("sts:AssumeRoleWithSAML",)),
    ],
)
def test_a_pattern_covers_what_it_covers_in_a_policy(pattern: str, covered: tuple[str, ...]) -> None:
    assert actions(pattern) == covered


@pytest.mark.parametrize(
    ("name", "similar"),
    [("s3:GetObjcet", "s3:GetObject"), ("s33:GetObject", "s3"), ("s3:GetObjcet*", "s3:GetObject")],
)
def test_an_unknown_action_or_service_is_refused_with_similar_names(name: str, similar: str) -> None:
    with pytest.raises(UnknownName, match="newer than the catalogue") as refused:
        actions(name)
    assert similar in refused.value.similar


def test_a_wildcard_makes_a_pattern() -> None:
    assert [is_pattern(name) for name in ("s3:Get*", "s3:Get?bject", "s3:GetObject")] == [True, True, False]


def test_examples_in_docstrings_pass() -> None:
    results = doctest.testmod(__import__("sandbox.access.names.actions", fromlist=["actions"]))
    assert results.attempted > 0
    assert results.failed == 0
