"""Documents that cannot be checked are refused with the reason."""

from __future__ import annotations

import pytest

from sandbox.access.document_checks import CheckedDocument, InvalidDocument
from sandbox.iam.document import Kind
from tests.sandbox.access.document_checks.check_documents import allow, resource


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ('{"Statement": [], "Statement": []}', "duplicate key"),
        ("[]", "Statement 0: a policy document is an object"),
        ('{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*"}}', "has no Resource"),
    ],
)
def test_a_document_that_cannot_be_evaluated_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InvalidDocument, match=reason):
        CheckedDocument.of(text, Kind.IDENTITY)


def test_the_accounts_of_a_document_are_those_of_any_text_in_it() -> None:
    document = resource(
        allow("s3:*", Principal="*", Condition={"StringEquals": {"aws:SourceAccount": "333333333333"}}),
        allow("s3:*", Principal={"AWS": "arn:aws:iam::111111111111:root"}),
    )
    assert document.accounts == {"111111111111", "333333333333"}
    assert list(document.principal_names()) == ["arn:aws:iam::111111111111:root"]
