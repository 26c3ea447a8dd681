"""Attributes of directories become condition keys."""

from __future__ import annotations

from sandbox.emulated.sts.saml.attribute_keys import attribute_keys

AFFILIATION, PRINCIPAL = "urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "urn:oid:1.3.6.1.4.1.5923.1.1.1.6"


def test_an_attribute_has_all_its_values() -> None:
    assert attribute_keys({AFFILIATION: ("staff", "member"), "urn:oid:2.5.4.3": ("Kim",)}) == {
        "saml:eduPersonAffiliation": ["staff", "member"],
        "saml:cn": ["Kim"],
    }


def test_a_key_of_one_value_has_none_where_there_are_several() -> None:
    assert attribute_keys({PRINCIPAL: ("kim@gilt.example",)}) == {"saml:eduPersonPrincipalName": "kim@gilt.example"}
    assert attribute_keys({PRINCIPAL: ("kim@gilt.example", "ann@gilt.example")}) == {}


def test_other_attributes_are_no_keys() -> None:
    assert attribute_keys({"urn:oid:1.2.3": ("x",), AFFILIATION: ()}) == {}
