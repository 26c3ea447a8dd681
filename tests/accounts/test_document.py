"""Policy documents as JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from accounts.document import document, to_json

STATEMENTS = st.lists(
    st.dictionaries(st.sampled_from(["Sid", "Action", "Resource"]), st.text() | st.lists(st.text())), max_size=4
)


@given(STATEMENTS)
def test_a_document_is_read_as_it_was_written(statements: list[dict[str, object]]) -> None:
    assert json.loads(to_json(document(*statements))) == document(*statements)


def test_json_has_no_white_space_because_quotas_count_it() -> None:
    assert to_json(document({"Effect": "Deny", "Action": ["a:B", "c:D"]})) == (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["a:B","c:D"]}]}'
    )
