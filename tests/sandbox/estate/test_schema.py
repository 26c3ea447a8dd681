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


def test_every_part_says_what_it_is_and_takes_no_other_key():
    schema = json_schema()
    for part in (schema, *(each for each in schema["$defs"].values() if "properties" in each)):
        assert part["additionalProperties"] is False
        assert part["description"]
    assert list(schema["properties"]) == list(Estate.model_fields)


def test_an_editor_can_complete_words_and_see_descriptions():
    schema = json_schema()
    assert at(schema, "Line", "bandwidth")["enum"] == list(BANDWIDTHS)
    assert at(schema, "Guardrails", "root")["items"]["enum"] == list(get_args(Guardrail))
    assert at(schema, "Vpc", "tiers")["propertyNames"]["enum"] == ["public", "app", "data"]
    assert at(schema, "Account", "table")["description"].startswith("The transit route table")
    assert at(schema, "Interface", "vlan")["maximum"] == 4094


def test_it_names_its_dialect():
    assert json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
