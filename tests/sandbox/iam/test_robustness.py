"""Any input has a verdict or an error, both valid JSON."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam.decide_protocol import FIELDS, answer

texts = st.sampled_from(
    (
        *FIELDS,
        *(
            "Version",
            "Statement",
            "Effect",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Principal",
            "NotPrincipal",
        ),
        *(
            "Condition",
            "AWS",
            "Service",
            "Allow",
            "Deny",
            "*",
            "2012-10-17",
            "s3:GetObject",
            "kms:Decrypt",
            "sts:AssumeRole",
        ),
        *(
            "StringLike",
            "NumericLessThan",
            "DateEquals",
            "IpAddress",
            "Bool",
            "Null",
            "ForAllValues:ArnLike",
            "BinaryEquals",
        ),
        *(
            "${aws:username}",
            "${",
            "10.0.0.0/8",
            "arn:aws:iam::111122223333:role/x",
            "111122223333",
            "grants",
            "grantee",
        ),
        *(
            "operations",
            "manager",
            "restrict_public_buckets",
            "object_owner",
            "acl",
            "9999-12-31T23:59:59-23:59",
            "1e999",
        ),
    )
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=5) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
statements = st.dictionaries(
    st.sampled_from(("Effect", "Action", "Resource", "Principal", "NotPrincipal", "Condition", "Sid")),
    values,
    min_size=1,
)
documents = (
    st.fixed_dictionaries({"Version": texts, "Statement": st.lists(statements, min_size=1, max_size=2)}) | values
)
requests = st.fixed_dictionaries(
    {"action": st.sampled_from(("s3:GetObject", "kms:Decrypt", "sts:AssumeRole", "ec2:RunInstances"))},
    optional={
        "principal": texts | st.none(),
        "resource": texts,
        "context": st.dictionaries(texts, values, max_size=3),
        "identity": st.lists(documents, max_size=2),
        "boundaries": st.lists(documents, max_size=2),
        "session": documents,
        "resource_policy": documents,
        "scps": st.lists(st.lists(documents, max_size=2), max_size=2),
        "rcps": st.lists(st.lists(documents, max_size=2), max_size=2),
        "endpoint": st.lists(documents, max_size=2),
        "resource_settings": st.dictionaries(texts, values, max_size=2),
    },
)


def check(line: str) -> None:
    found = answer(line)
    assert "error" in found or found["decision"] in ("allow", "explicit_deny", "implicit_deny", "not_evaluable")
    json.dumps(found)


@given(st.text())
def test_any_text_has_a_verdict_or_an_error(line: str):
    check(line)


@given(values)
def test_any_json_has_a_verdict_or_an_error(value: Any):
    check(json.dumps(value))


@given(requests)
def test_any_request_has_a_verdict_or_an_error(request: Any):
    check(json.dumps(request))
