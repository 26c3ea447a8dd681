from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sandbox.engine import Engine, health, ports
from tests.repository import CLONE

SERVICES_OF_MODULE = {
    "ec2transitgateway": {"ec2"},
    "vpc": {"ec2"},
    "cloudwatch": {"cloudwatch", "logs"},
    "route53": {"route53", "route53resolver"},
}
"""Modules of the Pulumi SDK that have another name than their service."""


class Refusing(BaseHTTPRequestHandler):
    """A LocalStack that implements no services."""

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b'{"__type": "InternalFailure", "message": "not included"}'
        self.send_response(501)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def empty_endpoint() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_every_service_of_the_programs_is_probed() -> None:
    source = "".join(
        path.read_text() for package in ("accounts", "network") for path in (CLONE / package).rglob("*.py")
    )
    modules = set(re.findall(r"\baws\.([a-z0-9]+)\.[A-Z]", source))

    used = set().union(*(SERVICES_OF_MODULE.get(module, {module}) for module in modules))

    assert used - set(health.PROBES) == set()


@pytest.mark.engine
def test_the_engine_responds_for_every_service(engine: Engine) -> None:
    assert health.silent(engine.endpoint) == {}


def test_missing_services_are_named_with_their_reasons(empty_endpoint: str) -> None:
    silent = health.silent(empty_endpoint)

    assert set(silent) == set(health.PROBES)
    assert "DescribeConnections" in silent["directconnect"]


def test_without_an_endpoint_no_service_responds() -> None:
    assert set(health.silent(f"http://127.0.0.1:{ports.any_free()}")) == set(health.PROBES)
