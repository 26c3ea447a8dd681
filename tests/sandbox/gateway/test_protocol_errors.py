"""The client error of each protocol for a malformed request."""

import pytest

from sandbox.gateway.protocol_errors import DETAIL, malformed, missing_action, unknown_operation


@pytest.mark.parametrize(
    ("service", "protocol", "unknown", "unreadable"),
    [
        ("iam", "query", ("InvalidAction", 400), ("MalformedInput", 400)),
        ("ec2", "ec2", ("InvalidAction", 400), ("InvalidParameterValue", 400)),
        ("organizations", "json", ("UnknownOperationException", 400), ("SerializationException", 400)),
        ("ram", "rest-json", ("UnknownOperationException", 404), ("SerializationException", 400)),
        ("cloudwatch", "smithy-rpc-v2-cbor", ("UnknownOperationException", 400), ("SerializationException", 400)),
        ("route53", "rest-xml", ("UnknownOperationException", 404), ("InvalidInput", 400)),
        ("s3", "rest-xml", ("MethodNotAllowed", 405), ("MalformedXML", 400)),
        ("cloudfront", "rest-xml", ("UnknownOperationException", 404), ("MalformedXML", 400)),
    ],
)
def test_each_protocol_has_its_codes(
    service: str, protocol: str, unknown: tuple[str, int], unreadable: tuple[str, int]
):
    first = unknown_operation(service, protocol, "Frobnicate")
    second = malformed(service, protocol, "bad")
    assert (first.code, first.status) == unknown
    assert (second.code, second.status) == unreadable
    assert first.sender_fault
    assert second.sender_fault


def test_a_query_without_an_action_gets_missing_action():
    assert (missing_action("iam").code, missing_action("iam").status) == ("MissingAction", 400)


def test_a_long_detail_is_truncated():
    assert len(malformed("organizations", "json", "x" * 100_000).message) == DETAIL
