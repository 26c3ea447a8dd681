"""Line and column of statements, as IAM's policy simulator counts them."""

from __future__ import annotations

import pytest

from sandbox.iam.statement_positions import statement_spans

LISTED = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow"
    },
    {
      "Effect": "Deny"
    }
  ]
}"""
SINGLE = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'


def test_statements_of_a_list_begin_where_the_text_before_them_ends():
    assert statement_spans(LISTED) == (((3, 17), (6, 6)), ((6, 6), (9, 6)))


def test_a_single_statement_begins_after_its_brace():
    assert statement_spans(SINGLE) == (((1, 38), (1, len(SINGLE))),)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"Statement": [}', "arn:aws:iam::aws:policy/x does not exist"])
def test_a_text_that_is_no_policy_has_no_statements(text: str):
    assert statement_spans(text) == ()
