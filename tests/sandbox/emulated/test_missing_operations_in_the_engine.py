"""Operations without an implementation are refused by name and never succeed."""

from __future__ import annotations

from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

from sandbox.emulated.stub_operations import stub_operations
from sandbox.engine import Engine
from tests.sandbox.emulated.services_page import by_service, request, spread

pytestmark = pytest.mark.engine

ABSENT = by_service()
PER_SERVICE = 4
"""The number of operations tested of each service, evenly spread."""

OTHER_SERVICE = {"WriteGetObjectResponse"}
"""Signed for another service (s3-object-lambda) that the engine does not know and answers with 500."""


def client_of(engine: Engine, service: str) -> Any:
    """Return a client without retries and without validation."""
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1}, inject_host_prefix=False)
    session = Session()
    session.set_credentials("111111111111", "test")
    client = session.create_client(service, region_name="us-east-1", endpoint_url=engine.endpoint, config=config)
    client.meta.events.register("before-send", _without_account_in_the_host)
    return client


def _without_account_in_the_host(request: Any, **_: Any) -> None:
    """Remove the account that S3 Control puts before the host name, which does not resolve here."""
    request.url = request.url.replace("//x.", "//")


def error_of(client: Any, operation: str) -> tuple[str, str, int]:
    """Return code, message and status of the error."""
    parameters = request(client.meta.service_model.operation_model(operation).input_shape)
    with pytest.raises(ClientError) as refused:
        getattr(client, xform_name(operation))(**parameters)
    response = refused.value.response
    return response["Error"]["Code"], response["Error"]["Message"], response["ResponseMetadata"]["HTTPStatusCode"]


@pytest.mark.parametrize("service", sorted(ABSENT))
def test_an_operation_without_an_implementation_is_refused(engine: Engine, service: str):
    client = client_of(engine, service)
    known = set(client.meta.service_model.operation_names)
    for operation in spread([name for name in ABSENT[service] if name in known - OTHER_SERVICE], PER_SERVICE):
        code, message, status = error_of(client, operation)
        assert (code, status) == ("InternalFailure", 501), f"{operation}: {code} {message}"


@pytest.mark.parametrize(
    ("service", "operation"), [(service, name) for service, names in stub_operations().items() for name in names]
)
def test_a_stub_operation_is_refused_by_name_with_the_reason(engine: Engine, service: str, operation: str):
    assert operation in ABSENT[service]
    code, message, status = error_of(client_of(engine, service), operation)
    assert (code, status) == ("InternalFailure", 501)
    assert f"does not emulate {operation} of {service} ({stub_operations()[service][operation]})" in message
