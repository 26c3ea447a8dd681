"""For each combination of patterns that some resource fits there is a resource, in the principal's account."""

from __future__ import annotations

import pytest

from sandbox.access.resource_classes import ResourceClassCache
from sandbox.iam.document import Kind
from sandbox.iam.glob import matcher
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.request import Request

REQUEST = Request.of("arn:aws:iam::111122223333:user/ann", "s3:GetObject")


@pytest.mark.parametrize(
    ("patterns", "classes"),
    [
        (["*"], {()}),
        (["arn:aws:s3:::a*", "arn:aws:s3:::*b"], {(), (0,), (1,), (0, 1)}),
        (["arn:aws:s3:::a/*", "arn:aws:s3:::a/private/*"], {(), (0,), (0, 1)}),
        (["arn:aws:sqs:*:*:orders", "arn:aws:sqs:eu-west-1:*:*"], {(), (0,), (1,), (0, 1)}),
        (["arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::ann/x"], {(), (0,), (0, 1)}),
    ],
)
def test_each_class_of_resources_has_one(patterns: list[str], classes: set[tuple[int, ...]]) -> None:
    statements = [{"Effect": "Allow", "Action": "*", "Resource": pattern} for pattern in patterns]
    compiled = PolicySet.of([{"Version": "2012-10-17", "Statement": statements}], Kind.IDENTITY).statements
    found = ResourceClassCache().of(compiled, REQUEST)
    resolved = [[t.resolve(REQUEST.single) or () for t in s.templates] for s in compiled]
    tests = [matcher([*(s.resources or ()), *more]) for s, more in zip(compiled, resolved, strict=True)]
    fitting = [tuple(n for n, test in enumerate(tests) if test(name)) for name in found.names]
    assert found.complete
    assert {fits for fits in fitting if patterns != ["*"]} | {()} == classes
    assert len(fitting) == len(set(fitting))


def test_a_resource_without_an_account_is_in_that_of_the_principal() -> None:
    statement = {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs:*:*:orders"}
    compiled = PolicySet.of([{"Version": "2012-10-17", "Statement": [statement]}], Kind.IDENTITY).statements
    assert ResourceClassCache().of(compiled, REQUEST).names[1] == "arn:aws:sqs:us-east-1:111122223333:orders"
