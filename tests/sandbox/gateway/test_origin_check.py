"""Whom the front answers, and whom not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.gateway.origin_check import not_for_the_network, refusal

PROGRAMS: list[dict[str, str]] = [
    {},
    {"Host": "127.0.0.1:4566"},
    {"Host": "localhost:4566"},
    {"Host": "[::1]:4566"},
    {"Host": "lb-1.us-east-1.elb.localhost.localstack.cloud:4566"},
    {"Host": "bucket.s3.localhost"},
    {"Host": "LOCALHOST."},
    {"Host": "127.0.0.1", "Sec-Fetch-Site": "none"},
    {"Host": "127.0.0.1", "Origin": "http://localhost:3000", "Sec-Fetch-Site": "cross-site"},
    {"Host": "127.0.0.1", "Origin": "http://127.0.0.1:4566", "Referer": "http://127.0.0.1:4566/_localstack/health"},
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
]


@pytest.mark.parametrize("headers", PROGRAMS)
def test_programs_of_this_machine_are_answered(headers: dict[str, str]):
    assert refusal(headers) is None


@pytest.mark.parametrize(("headers", "words"), PAGES)
def test_web_pages_are_refused_in_words(headers: dict[str, str], words: str):
    assert words in str(refusal(headers))


@given(st.text(max_size=30), st.sampled_from(["Host", "Origin", "Referer"]))
def test_any_text_is_judged(text: str, header: str):
    refusal({header: text})


def test_what_only_the_engine_knows_is_taken_from_whoever_says_it():
    said = ["Host", "X-LocalStack-Data", "x-moto-account-id", "X-Amz-Target", "Authorization"]
    assert not_for_the_network(said) == ["X-LocalStack-Data", "x-moto-account-id"]
