from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from sandbox.estate import datacentre_model, field_types, model
from sandbox.estate.base_model import Model
from sandbox.estate.field_types import FieldType

MODELS = sorted(
    {
        each
        for module in (model, datacentre_model)
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Model)
    },
    key=lambda part: part.__name__,
)


@pytest.mark.parametrize("part", MODELS, ids=lambda part: part.__name__)
def test_a_placeholder_of_every_model_is_valid(part: type[BaseModel]):
    assert isinstance(part.model_validate(FieldType(part).placeholder()), part)


@pytest.mark.parametrize("part", MODELS, ids=lambda part: part.__name__)
def test_a_placeholder_of_every_field_is_valid(part: type[BaseModel]):
    for name, field in part.model_fields.items():
        annotation: Any = field.annotation
        TypeAdapter(annotation).validate_python(field_types.at(part, (name,)).placeholder())


@pytest.mark.parametrize("part", MODELS, ids=lambda part: part.__name__)
def test_every_field_has_a_description(part: type[BaseModel]):
    assert part.__doc__
    assert all(field_types.at(part, (name,)).description for name in part.model_fields)


def test_a_field_is_found_through_mappings_and_lists():
    kind = field_types.at(model.Estate, ("accounts", "any", "vpc", "tiers"))
    assert kind.keys == ("public", "app", "data")
    assert field_types.at(model.Estate, ("guardrails", "root", 3)).choices[0] == "allowed-regions"
    assert field_types.at(model.Estate, ("datacentre", "lines", 1, "preference")).choices == ("low", "medium", "high")
