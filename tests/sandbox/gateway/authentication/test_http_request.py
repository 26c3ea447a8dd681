"""A request as it was sent."""

from __future__ import annotations

from io import BytesIO

import pytest

from sandbox.gateway.authentication.http_request import HttpRequest, body_sha256


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        (b"/a%20b?c=%2F&d", "/a%20b", "c=%2F&d"),
        (b"//a?b?c", "//a", "b?c"),
        (b"http://127.0.0.1:4566/a?b=http://c/d", "/a", "b=http://c/d"),
        (b"http://127.0.0.1:4566", "/", ""),
        (b"*", "/", ""),
        ("/é".encode(), "/Ã©", ""),
    ],
)
def test_the_target_is_split_and_stays_encoded(target: bytes, path: str, query: str):
    request = HttpRequest.of("get", target, [])
    assert (request.method, request.path, request.query) == ("GET", path, query)


def test_parameters_are_decoded_in_order():
    request = HttpRequest.of("GET", b"/?a=1&b=%C3%A9+%2B&&a=2&c", [])
    assert request.parameters == (("a", "1"), ("b", "Ã© +"), ("a", "2"), ("c", ""))


def test_headers_keep_their_repetitions():
    request = HttpRequest.of("GET", b"/", [(b"X-A", b"1"), (b"x-b", b"\xe9"), (b"x-a", b"2")])
    assert request.headers == {"x-a": ("1", "2"), "x-b": ("é",)}
    assert (request.header("x-a"), request.header("x-c")) == ("1,2", None)


def test_a_body_is_hashed_from_its_start_and_left_where_it_was():
    body = BytesIO(b"x" * 3_000_000)
    body.seek(7)
    assert body_sha256(body) == "e55b8bdf621ddaa8f462c74745db9680d3bb7536a9cf854f8d6668b34a287890"
    assert body.tell() == 7
