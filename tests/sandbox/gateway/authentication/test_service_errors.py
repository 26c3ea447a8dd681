"""Each protocol's error for each fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.service_errors import error_of
from tests.sandbox.gateway.authentication.signed import SESSION, USER, Request, now, refusal, signed

QUERY = Request()
UNKNOWN = replace(USER, caller=replace(USER.caller, access_key="LKIAUNKNOWN"))
PROTOCOLS = {
    "iam": ("query", 403),
    "route53": ("rest-xml", 403),
    "ram": ("rest-json", 403),
    "kms": ("json", 400),
    "cloudwatch": ("smithy-rpc-v2-cbor", 400),
}
CODES = {
    Reason.MISMATCH: ("SignatureDoesNotMatch", "InvalidSignatureException"),
    Reason.SCOPE_REGION: ("SignatureDoesNotMatch", "InvalidSignatureException"),
    Reason.TOO_OLD: ("SignatureDoesNotMatch", "InvalidSignatureException"),
    Reason.UNKNOWN_KEY: ("InvalidClientTokenId", "UnrecognizedClientException"),
    Reason.INVALID_TOKEN: ("InvalidClientTokenId", "UnrecognizedClientException"),
    Reason.EXPIRED_TOKEN: ("ExpiredToken", "ExpiredTokenException"),
    Reason.NOT_A_PAIR: ("IncompleteSignature", "IncompleteSignatureException"),
}


@pytest.fixture
def refusals() -> dict[Reason, Refused]:
    """A refusal for each reason of `CODES`, as verification raises it."""
    sent = signed(QUERY)
    header = sent.header("Authorization")
    found = (
        refusal(signed(QUERY, replace(USER, secret="other")), QUERY.endpoint),
        refusal(signed(replace(QUERY, region="mars-1")), QUERY.endpoint),
        refusal(sent, QUERY.endpoint, now() + 10_000),
        refusal(signed(QUERY, UNKNOWN), QUERY.endpoint),
        refusal(signed(QUERY, replace(SESSION, token="other")), QUERY.endpoint),
        refusal(sent.with_header("Authorization", header.replace("Signature=", "Signature")), QUERY.endpoint),
        Refused(Reason.EXPIRED_TOKEN),
    )
    return {each.reason: each for each in found}


@pytest.mark.parametrize("reason", CODES, ids=lambda reason: reason.name)
@pytest.mark.parametrize("service", PROTOCOLS)
def test_each_protocol_has_its_code(refusals: dict[Reason, Refused], service: str, reason: Reason):
    protocol, status = PROTOCOLS[service]
    error = error_of(refusals[reason], service, protocol)
    query, json = CODES[reason]
    assert (error.code, error.status) == (query if protocol in {"query", "rest-xml"} else json, status)


@pytest.mark.parametrize("reason", CODES, ids=lambda reason: reason.name)
def test_ec2_has_one_error_for_most_faults(refusals: dict[Reason, Refused], reason: Reason):
    error = error_of(refusals[reason], "ec2", "ec2")
    expected = ("RequestExpired", 400) if reason is Reason.EXPIRED_TOKEN else ("AuthFailure", 401)
    assert (error.code, error.status) == expected


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        (Reason.SCOPE_REGION, "Credential should be scoped to a valid region, not 'mars-1'."),
        (Reason.UNKNOWN_KEY, "The security token included in the request is invalid."),
        (Reason.EXPIRED_TOKEN, "The security token included in the request is expired"),
        (
            Reason.TOO_OLD,
            r"Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)",
        ),
        (Reason.MISMATCH, "Consult the service documentation for details.\n\nThe Canonical String for this request"),
        (Reason.NOT_A_PAIR, r"'Signature[0-9a-f]{64}' not a valid key=value pair \(missing equal-sign\) in"),
    ],
)
def test_messages_are_those_of_aws(refusals: dict[Reason, Refused], reason: Reason, message: str):
    with pytest.raises(Exception, match=message):
        raise error_of(refusals[reason], "iam", "query")


def test_version_4a_is_refused_by_name_in_every_service():
    refused = Refused(Reason.UNSUPPORTED, algorithm="AWS4-ECDSA-P256-SHA256")
    for service, protocol in [("ec2", "ec2"), ("iam", "query"), ("kms", "json"), ("s3", "rest-xml")]:
        assert "does not verify AWS4-ECDSA-P256-SHA256; sign with" in error_of(refused, service, protocol).message


def test_what_the_caller_sent_is_shown_without_control_characters():
    header = "AWS4-HMAC-SHA256 \x00\x1b[31m" + "x" * 10_000
    message = error_of(Refused(Reason.NOT_A_PAIR, piece="\x01", header=header), "iam", "query").message
    assert message.startswith("'?' not a valid key=value pair")
    assert message.replace("\n", "").isprintable()
    assert len(message) == 4000
