"""The errors of S3."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.s3_errors import s3_error
from tests.sandbox.gateway.authentication.signed import USER, Request, now, refusal, signed

GET = Request("GET", "http://127.0.0.1:4566/b/k", b"", {}, "s3")
TEXTS = ("algorithm", "header", "piece", "credential", "date", "name", "given", "time", "service", "names", "server")
FIELDS: dict[str, object] = {**dict.fromkeys(TEXTS, "x"), "minutes": 15, "seconds": 1}


@pytest.mark.parametrize("reason", Reason, ids=lambda reason: reason.name)
def test_every_reason_has_an_error(reason: Reason):
    error = s3_error(Refused(reason, **FIELDS))
    assert error.status in {400, 403}
    assert error.message


@pytest.mark.parametrize("expires", [None, 60])
def test_a_wrong_scope_names_header_or_query(expires: int | None):
    error = s3_error(refusal(signed(replace(GET, region="mars-1"), expires=expires), GET.endpoint))
    assert error.code == ("AuthorizationHeaderMalformed" if expires is None else "AuthorizationQueryParametersError")
    assert "; the region 'mars-1' is wrong; expecting" in error.message


def test_a_mismatch_shows_what_was_calculated():
    sent = signed(GET, replace(USER, secret="other"))
    error = s3_error(refusal(sent, GET.endpoint))
    assert error.code == "SignatureDoesNotMatch"
    assert error.fields["AWSAccessKeyId"] == "LKIAALICE"
    assert error.fields["SignatureProvided"] == sent.header("Authorization").rpartition("=")[2]
    assert str(error.fields["CanonicalRequest"]).startswith("GET\n/b/k\n\nhost:127.0.0.1:4566\n")
    assert str(error.fields["StringToSignBytes"]).startswith("41 57 53 34 2D")


def test_a_wrong_clock_shows_both_times():
    error = s3_error(refusal(signed(GET), GET.endpoint, now() + 10_000))
    assert (error.code, error.status) == ("RequestTimeTooSkewed", 403)
    assert error.fields["MaxAllowedSkewMilliseconds"] == 900_000
    assert error.fields.keys() == {"MaxAllowedSkewMilliseconds", "RequestTime", "ServerTime"}
