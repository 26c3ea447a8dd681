"""Scalars of YAML 1.2 are parsed by their tags."""

from __future__ import annotations

import math

import pytest

from sandbox.estate.yaml_scalars import SCALARS, TAG, LeadingZero


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("int", "64512", 64512),
        ("int", "-7", -7),
        ("int", "1_000", 1000),
        ("int", "0x1F", 31),
        ("int", "0o17", 15),
        ("int", "-0b11", -3),
        ("int", "0", 0),
        ("float", "1.5", 1.5),
        ("float", "-.Inf", -math.inf),
        ("bool", "True", True),
        ("bool", "false", False),
        ("null", "~", None),
    ],
)
def test_text_is_parsed_by_its_tag(tag: str, text: str, value: object) -> None:
    parsed = SCALARS[f"{TAG}{tag}"](text)
    assert (type(parsed), parsed) == (type(value), value)


def test_a_float_can_be_not_a_number() -> None:
    parsed = SCALARS[f"{TAG}float"](".nan")
    assert isinstance(parsed, float)
    assert math.isnan(parsed)


@pytest.mark.parametrize(("text", "decimal"), [("017", 17), ("-08", -8)])
def test_a_leading_zero_is_refused_with_its_decimal_value(text: str, decimal: int) -> None:
    with pytest.raises(LeadingZero) as refused:
        SCALARS[f"{TAG}int"](text)
    assert refused.value.decimal == decimal


@pytest.mark.parametrize(("tag", "text"), [("int", "abc"), ("int", "9" * 41), ("float", "1.2.3"), ("float", "9" * 41)])
def test_text_that_is_not_a_number_is_refused(tag: str, text: str) -> None:
    with pytest.raises(ValueError, match=text[:3]):
        SCALARS[f"{TAG}{tag}"](text)
