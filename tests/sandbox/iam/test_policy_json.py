"""Tests of `sandbox.iam.policy_json`."""

import doctest

import pytest

from sandbox.iam import policy_json
from sandbox.iam.policy_json import statement_at, statement_paths, statement_values, statements, texts

DENY = {"Effect": "Deny", "Action": "*"}


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"Statement": [DENY]}, (DENY,)),
        ({"Statement": DENY}, (DENY,)),
        ({"Statement": (DENY, DENY)}, (DENY, DENY)),
        ({"Statement": []}, ()),
        ({"Statement": None}, ()),
        ({"Version": "2012-10-17"}, ()),
        ("a document that could not be parsed", ()),
        ([DENY], ()),
        (None, ()),
    ],
)
def test_statements_of_a_document_are_one_object_or_a_list(document: object, found: object):
    assert statements(document) == found
    assert statement_values(document) == found


@pytest.mark.parametrize("value", ["a text", 7, [DENY], True])
def test_a_statement_that_is_no_object_keeps_its_index(value: object):
    assert statements({"Statement": [value, DENY]}) == ({}, DENY)
    assert statement_values({"Statement": [value, DENY]}) == (value, DENY)


def test_a_statement_is_found_by_its_index():
    assert statement_at({"Statement": [{}, DENY]}, 1) == DENY
    assert statement_at({"Statement": DENY}, 0) == DENY
    assert statement_at({"Statement": [7]}, 0) == {}
    assert statement_at({"Statement": [DENY]}, 1) == {}
    assert statement_at("a document that could not be parsed", 0) == {}


def test_a_single_statement_and_a_list_of_one_have_different_paths():
    assert statement_paths({"Statement": DENY}) == (".Statement",)
    assert statement_paths({"Statement": [DENY]}) == (".Statement[0]",)
    assert statement_paths("a document that could not be parsed") == (".Statement",)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("s3:GetObject", ("s3:GetObject",)),
        (["s3:GetObject", "s3:PutObject"], ("s3:GetObject", "s3:PutObject")),
        (("s3:GetObject",), ("s3:GetObject",)),
        (["s3:GetObject", 7, None], ("s3:GetObject",)),
        ([], ()),
        (None, ()),
        ({"AWS": "*"}, ()),
    ],
)
def test_an_element_is_one_string_or_a_list(value: object, found: object):
    assert texts(value) == found


def test_examples_in_docstrings_pass():
    results = doctest.testmod(policy_json)
    assert results.attempted > 0
    assert results.failed == 0
