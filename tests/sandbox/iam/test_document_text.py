"""A policy document is parsed, or kept as text that cannot be evaluated."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from sandbox.iam.document import Kind
from sandbox.iam.document_text import parsed_document
from sandbox.iam.policy_set import PolicySet

DOCUMENT = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
TEXT = json.dumps(DOCUMENT)


@pytest.mark.parametrize("written", [DOCUMENT, TEXT, quote(TEXT)], ids=["parsed", "text", "as in IAM's responses"])
def test_a_document_is_parsed_from_each_form(written: object):
    assert parsed_document(written) == DOCUMENT


@pytest.mark.parametrize(
    "text",
    [
        TEXT[:-1],
        TEXT.replace('"Effect": "Deny"', '"Effect": "Deny", "Effect": "Allow"'),
        quote(TEXT.replace('"Statement"', '"Statement": [], "Statement"')),
    ],
    ids=["cut short", "two effects", "two lists of statements"],
)
def test_invalid_or_ambiguous_json_stays_text_that_cannot_be_evaluated(text: str):
    assert parsed_document(text) == text
    assert all(statement.problems for statement in PolicySet.of([parsed_document(text)], Kind.IDENTITY).statements)
    assert PolicySet.of([parsed_document(text)], Kind.IDENTITY).statements


def test_an_empty_text_is_not_an_empty_document():
    assert parsed_document("") == ""
