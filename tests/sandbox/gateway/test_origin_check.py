"""Requests of programs are answered, requests of web pages refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.gateway.origin_check import refusal

PROGRAMS: list[dict[str, str]] = [
    {},
    {"Host": "127.0.0.1:4566"},
    {"Host": "localhost:4566"},
    {"Host": "[::1]:4566"},
    {"Host": "lb-1.us-east-1.elb.localhost.localstack.cloud:4566"},
    {"Host": "bucket.s3.localhost"},
    {"Host": "LOCALHOST."},
    {"Host": "127.0.0.1", "Sec-Fetch-Site": "none"},
    {"Host": "127.0.0.1:4566", "Origin": "http://127.0.0.1:4566", "Sec-Fetch-Site": "same-origin"},
    {"Host": "127.0.0.1:4566", "Referer": "http://127.0.0.1:4566/_localstack/health"},
    {"Host": "Site.s3.localhost:4566", "Origin": "http://site.s3.localhost:4566"},
]

PAGES: list[tuple[dict[str, str], str]] = [
    ({"Host": "evil.example:4566"}, "evil.example"),
    ({"Host": "127.0.0.1.evil.example"}, "evil.example"),
    ({"Host": "localhost.evil.example"}, "evil.example"),
    ({"Host": "evillocalhost"}, "evillocalhost"),
    ({"Host": "10.0.0.7:4566"}, "10.0.0.7"),
    ({"Host": "["}, "Use 127.0.0.1"),
    ({"Host": ""}, "Use 127.0.0.1"),
    ({"Host": "127.0.0.1", "Origin": "https://evil.example"}, "Origin names one"),
    ({"Host": "127.0.0.1", "Origin": "https://app.localstack.cloud"}, "Origin names one"),
    ({"Host": "127.0.0.1", "Origin": "null"}, "Origin names one"),
    ({"Host": "127.0.0.1", "Origin": "file://"}, "Origin names one"),
    ({"Host": "127.0.0.1", "Origin": "https://127.0.0.1@evil.example"}, "Origin names one"),
    ({"Host": "127.0.0.1", "Referer": "https://evil.example/127.0.0.1"}, "Referer names one"),
    ({"Host": "127.0.0.1", "Sec-Fetch-Site": "cross-site"}, "another site"),
    ({"Host": "127.0.0.1", "Sec-Fetch-Site": "anything"}, "another site"),
    ({"Host": "127.0.0.1:4566", "Sec-Fetch-Site": "same-site"}, "another site or port"),
    ({"Host": "127.0.0.1:4566", "Origin": "http://127.0.0.1:3000"}, "Origin names one"),
    ({"Host": "127.0.0.1:4566", "Origin": "http://localhost:4566"}, "Origin names one"),
    ({"Host": "127.0.0.1:4566", "Referer": "http://127.0.0.1:3000/page"}, "Referer names one"),
    ({"Host": "127.0.0.1:4566", "Origin": "http://127.0.0.1:4566", "Sec-Fetch-Site": "cross-site"}, "another site"),
    ({"Origin": "http://127.0.0.1:4566"}, "Origin names one"),
]


@pytest.mark.parametrize("headers", PROGRAMS)
def test_programs_on_this_machine_are_answered(headers: dict[str, str]):
    assert refusal(headers) is None


@pytest.mark.parametrize(("headers", "reason"), PAGES)
def test_web_pages_are_refused_with_the_reason(headers: dict[str, str], reason: str):
    assert reason in str(refusal(headers))


@given(st.text(max_size=30), st.sampled_from(["Host", "Origin", "Referer"]))
def test_any_header_text_is_handled(text: str, header: str):
    refusal({header: text})
