"""Parameters by their names, without case, hyphens and underscores."""

from __future__ import annotations

import pytest

from sandbox.authorization.parameters import Parameters, folded, names_for, texts_at

GIVEN = Parameters(
    {
        "QueueUrl": "https://q",
        "role_arn": "arn:aws:iam::1:role/r",
        "Empty": "",
        "Names": ["a", "", 3, "b"],
        "Targets": [{"RoleArn": "arn:1"}, {"RoleArn": "arn:2"}, {"Id": "3"}],
        "Keys": ["arn:aws:kms:::k"],
    }
)


def test_names_are_equal_without_case_hyphens_and_underscores() -> None:
    assert {folded(name) for name in ("dx-gateway", "DxGateway", "dx_gateway")} == {"dxgateway"}


@pytest.mark.parametrize(
    ("names", "texts"),
    [
        (("queue-url",), ("https://q",)),
        (("absent", "QueueUrl", "Names"), ("https://q",)),
        (("Names",), ("a", "b")),
        (("Empty",), ()),
        (("Targets[].RoleArn",), ("arn:1", "arn:2")),
        ((), ()),
    ],
)
def test_the_texts_of_the_first_parameter_that_has_any(names: tuple[str, ...], texts: tuple[str, ...]) -> None:
    assert GIVEN.texts(names) == texts


def test_every_arn_of_the_parameters() -> None:
    assert GIVEN.arns == ("arn:aws:iam::1:role/r", "arn:aws:kms:::k")


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        ("a.b", ["x"]),
        ("list[].c", ["y", "z"]),
        ("list.c", []),
        ("a.absent", []),
        ("texts[]", ["u", "v"]),
        ("a", []),
    ],
)
def test_texts_at_a_place_of_nested_parameters(place: str, texts: list[str]) -> None:
    value = {"a": {"b": "x"}, "list": [{"c": "y"}, {"c": "z"}, {"c": 1}], "texts": ["u", "v"]}
    assert list(texts_at(value, place)) == texts


def test_the_likeliest_name_of_a_variable_comes_first() -> None:
    names = names_for("queue", "QueueName")
    assert names[:2] == ("queuename", "queuenames")
    assert {"queue", "queueid", "queueidentifiers"} <= set(names)
    assert names_for("role", "RoleNameWithPath")[0] == "rolename"
    assert len(names) == len(set(names))
