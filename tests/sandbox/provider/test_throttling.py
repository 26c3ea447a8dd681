"""AWS's throttling errors in each of its protocols."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from sandbox.provider.api import Api
from sandbox.provider.clients import AccountClients
from sandbox.provider.configuration import configure
from sandbox.provider.errors import CallFailed
from sandbox.provider.planning import Place
from tests.sandbox.provider.test_api import Clock

XML = "text/xml"
JSON = "application/x-amz-json-1.1"


def query(code: str) -> str:
    return f"<ErrorResponse><Error><Code>{code}</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"


def empty(operation: str) -> str:
    return f"<{operation}Response><{operation}Result/></{operation}Response>"


def ec2(code: str) -> str:
    return f"<Response><Errors><Error><Code>{code}</Code><Message>Slow</Message></Error></Errors></Response>"


# Service, operation, request, (status, type, body) of the error and of the response after it.
RESPONSES: list[tuple[str, str, dict[str, Any], tuple[int, str, str], tuple[int, str, str]]] = [
    ("iam", "ListUsers", {}, (400, XML, query("Throttling")), (200, XML, empty("ListUsers"))),
    ("sts", "GetCallerIdentity", {}, (503, XML, query("ServiceUnavailable")), (200, XML, empty("GetCallerIdentity"))),
    ("ec2", "DescribeVpcs", {}, (503, XML, ec2("RequestLimitExceeded")), (200, XML, "<DescribeVpcsResponse/>")),
    ("ec2", "DescribeSubnets", {}, (503, XML, ec2("Unavailable")), (200, XML, "<DescribeSubnetsResponse/>")),
    (
        "ssm",
        "GetParameter",
        {"Name": "x"},
        (400, JSON, '{"__type": "ThrottlingException", "message": "Rate exceeded"}'),
        (200, JSON, "{}"),
    ),
    (
        "organizations",
        "ListAccounts",
        {},
        (400, JSON, '{"__type": "com.amazonaws#TooManyRequestsException", "Message": "slow"}'),
        (200, JSON, "{}"),
    ),
    (
        "s3",
        "GetBucketPolicy",
        {"Bucket": "x"},
        (503, XML, "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"),
        (200, JSON, "{}"),
    ),
    ("route53", "ListHostedZones", {}, (400, XML, query("PriorRequestNotComplete")), (200, XML, "<X/>")),
    ("logs", "DescribeLogGroups", {}, (503, "text/html", "<html>Service Unavailable</html>"), (200, JSON, "{}")),
]


@contextmanager
def serving(*responses: tuple[int, str, str]) -> Iterator[tuple[str, list[str]]]:
    """Serve these responses in order, repeating the last; yield the address and the list of request paths."""
    waiting, seen = list(responses), []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _respond(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen.append(self.path)
            status, kind, body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_POST = _respond  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()


def api(service: str, endpoint: str, **options: Any) -> tuple[Api, Clock]:
    environment = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "111111111111",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }
    clock = Clock()
    clients = AccountClients(configure({}, environment))
    return Api(service, Place("111111111111", "us-east-1"), "urn:test", clients, clock, **options), clock


@pytest.mark.parametrize(
    ("service", "operation", "request_", "refusal", "response"),
    RESPONSES,
    ids=[f"{row[0]}:{row[1]}" for row in RESPONSES],
)
def test_a_throttled_call_is_retried_in_every_protocol(
    service: str,
    operation: str,
    request_: dict[str, Any],
    refusal: tuple[int, str, str],
    response: tuple[int, str, str],
):
    with serving(refusal, refusal, response) as (endpoint, seen):
        call, clock = api(service, endpoint)
        call(operation, **request_)
    assert len(seen) == 3
    assert clock.slept == [0.1, 0.2]


def test_the_error_after_the_last_retry_has_the_code_of_aws():
    with serving((400, XML, query("Throttling"))) as (endpoint, seen):
        call, _ = api("iam", endpoint, seconds=5)
        with pytest.raises(CallFailed, match="iam:ListUsers was refused with Throttling: Rate exceeded"):
            call("ListUsers")
    assert len(seen) > 3


@pytest.mark.parametrize("code", ["InternalError", "InternalFailure", "AccessDenied", "ValidationError"])
def test_other_errors_are_raised_without_a_retry(code: str):
    with serving((500, XML, query(code))) as (endpoint, seen):
        call, clock = api("iam", endpoint)
        with pytest.raises(CallFailed, match=code):
            call("ListUsers")
    assert (len(seen), clock.slept) == (1, [])
