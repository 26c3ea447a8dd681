"""The request path as installed into LocalStack's gateway."""

from __future__ import annotations

import json
import subprocess

import pytest

from sandbox import toolchain
from sandbox.settings import Settings

pytestmark = pytest.mark.engine

PRINT_HANDLERS = """
import json
from localstack.aws.app import LocalstackAwsGateway
from localstack.services.plugins import SERVICE_PLUGINS
from sandbox.gateway import app

def names(handlers):
    found = [getattr(handler, "__wrapped__", handler) for handler in handlers]
    return [f"{each.__module__}.{getattr(each, '__qualname__', type(each).__qualname__)}" for each in found]

def lists(gateway):
    return [names(each) for each in (gateway.request_handlers, gateway.exception_handlers, gateway.response_handlers)]

gateway = LocalstackAwsGateway(SERVICE_PLUGINS)
stock = lists(gateway)
app.install(gateway)
print(json.dumps([stock, lists(gateway)]))
"""
OURS = "sandbox.gateway."


@pytest.fixture(scope="module")
def paths(settings: Settings) -> tuple[list[list[str]], list[list[str]]]:
    """Names of LocalStack's request, exception and response handlers before and after installation."""
    python = toolchain.engine_python(settings, print)
    done = subprocess.run([str(python), "-c", PRINT_HANDLERS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    stock, installed = json.loads(done.stdout.splitlines()[-1])
    return stock, installed


def test_every_handler_of_localstack_keeps_its_order(paths: tuple[list[list[str]], list[list[str]]]):
    stock, installed = paths
    assert [len(names) for names in stock] == [23, 4, 8]
    assert [[name for name in names if not name.startswith(OURS)] for names in installed] == stock


def test_our_handlers_have_this_order(paths: tuple[list[list[str]], list[list[str]]]):
    _, installed = paths
    assert [name.removeprefix(OURS) for names in installed for name in names if name.startswith(OURS)] == [
        "trusted_headers.remove",
        "request_limits.refuse_proxying",
        "origin_check.refuse_web_pages",
        "request_limits.refuse_websockets",
        "request_limits.refuse_long_forms",
        "vpc_endpoints.identify",
        "internal_endpoints.require_token",
        "data_planes.handler.authorize_data_plane",
        "internal_endpoints.refuse_unknown",
        "newer_services.refuse_services",
        "authentication.handler.name_presigned_service",
        "newer_services.refuse_operations",
        "authentication.handler.authenticate",
        "authentication.claimed_caller.attach_claimed_caller",
        "data_planes.queue_urls.name_queue",
        "vpc_endpoints.refuse_other_services",
        "closed_accounts.refuse",
        "authentication.sts_proofs.verify_sts_proofs",
        "authorization.handler.authorize",
        "authorization.assumable_roles.check_roles",
        "policy_documents.refuse",
        "stub_operations.refuse",
        "authorization.service_sources.name_sources",
        "authorization.denied_within.answer_denied_within",
        "unsupported_operations.rename_refusal",
        "recording.Recorder.record",
    ]
