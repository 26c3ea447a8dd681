"""The condition keys that policies read."""

from __future__ import annotations

from typing import Any

from sandbox.iam.context_keys import context_keys

STATEMENT: dict[str, Any] = {
    "Effect": "Allow",
    "Action": "s3:*",
    "Resource": ["arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::${*}${ aws:PrincipalTag/Team, 'none' }"],
    "Condition": {
        "StringEquals": {"aws:SourceVpc": "vpc-1", "AWS:Username": "ann"},
        "StringLike": {"s3:prefix": ["${aws:userid}", "x"]},
    },
}


def test_keys_of_variables_and_conditions_are_unique_as_first_written():
    found = context_keys([{"Version": "2012-10-17", "Statement": STATEMENT}, {"Statement": [STATEMENT]}])
    assert found == ("aws:username", "aws:PrincipalTag/Team", "aws:SourceVpc", "s3:prefix", "aws:userid")


def test_the_old_version_has_no_variables():
    assert context_keys([{"Version": "2008-10-17", "Statement": STATEMENT}]) == (
        "aws:SourceVpc",
        "AWS:Username",
        "s3:prefix",
    )


def test_what_is_no_document_reads_no_keys():
    assert context_keys(["x", {"Statement": {"Condition": {"Bool": "x"}}}]) == ()
