"""The trace of an evaluation."""

from __future__ import annotations

from typing import Any

from sandbox.iam import Kind, Layer, Layers, PolicySet, Request, explain

ANN = "arn:aws:iam::111122223333:user/ann"


def policies(kind: Kind, *statements: dict[str, Any]) -> PolicySet:
    return PolicySet.of([{"Version": "2012-10-17", "Statement": list(statements)}], kind)


def allow(action: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": "*", **more}


def test_the_trace_has_every_statement_in_order():
    layers = Layers(identity=policies(Kind.IDENTITY, allow("sqs:*"), allow("s3:*"), allow("s3:Put*")))
    trace = explain(Request.of(ANN, "s3:GetObject"), layers)
    assert [(entry.statement.index, entry.matched, entry.failed) for entry in trace.entries] == [
        (0, False, "Action"),
        (1, True, None),
        (2, False, "Action"),
    ]


def test_a_policy_set_at_two_levels_has_an_entry_at_each():
    full = policies(Kind.SCP, allow("*"))
    trace = explain(
        Request.of(ANN, "s3:GetObject"), Layers(identity=policies(Kind.IDENTITY, allow("*")), scps=(full, full))
    )
    assert [entry.level for entry in trace.entries if entry.layer is Layer.SCP] == [0, 1]


def test_the_element_that_does_not_match_is_named():
    tls = {"Bool": {"aws:SecureTransport": "true"}}
    layers = Layers(
        identity=policies(Kind.IDENTITY, allow("s3:*", Resource="arn:aws:s3:::b/*"), allow("s3:*", Condition=tls)),
        resource=policies(Kind.RESOURCE, allow("s3:*", Principal={"AWS": "444455556666"})),
    )
    trace = explain(Request.of(ANN, "s3:GetObject", "arn:aws:s3:::c/x"), layers)
    assert [(entry.layer, entry.failed) for entry in trace.entries] == [
        (Layer.RESOURCE, "Principal"),
        (Layer.IDENTITY, "Resource"),
        (Layer.IDENTITY, "Condition"),
    ]


def test_keys_of_conditions_and_of_policy_variables_are_listed():
    own = allow(
        "s3:*", Resource="arn:aws:s3:::b/${aws:username}/*", Condition={"Bool": {"aws:SecureTransport": "true"}}
    )
    trace = explain(
        Request.of(ANN, "s3:GetObject", "arn:aws:s3:::b/ann/x"), Layers(identity=policies(Kind.IDENTITY, own))
    )
    assert (trace.keys, trace.missing_keys) == (("aws:SecureTransport", "aws:username"), ("aws:SecureTransport",))
