from __future__ import annotations

from typing import Any, get_args

from sandbox.estate.model import Estate, Guardrail
from sandbox.estate.schema import json_schema
from sandbox.facts.direct_connect_locations import BANDWIDTHS


def at(schema: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        found = schema["$defs"][name] if name[0].isupper() else schema["properties"][name]
        schema = {"$defs": schema.get("$defs", {})} | found
    return schema


def test_every_object_has_a_description_and_no_additional_keys():
    schema = json_schema()
    for part in (schema, *(each for each in schema["$defs"].values() if "properties" in each)):
        assert part["additionalProperties"] is False
        assert part["description"]
    assert list(schema["properties"]) == list(Estate.model_fields)


def test_editors_get_allowed_values_and_descriptions():
    schema = json_schema()
    assert at(schema, "Line", "bandwidth")["enum"] == list(BANDWIDTHS)
    assert at(schema, "Guardrails", "root")["items"]["enum"] == list(get_args(Guardrail))
    assert at(schema, "Vpc", "tiers")["propertyNames"]["enum"] == ["public", "app", "data"]
    assert at(schema, "Account", "table")["description"].startswith("The transit route table")
    assert at(schema, "Interface", "vlan")["maximum"] == 4094


def test_the_schema_names_its_dialect():
    assert json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
