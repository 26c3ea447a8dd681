"""Operations that the engine's botocore does not know are refused by name, in every protocol."""

from __future__ import annotations

from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

from sandbox.engine import Engine

pytestmark = pytest.mark.engine

UNKNOWN: list[tuple[str, str, dict[str, Any]]] = [
    ("accessanalyzer", "DeleteServiceLinkedAnalyzer", {"analyzerName": "mine"}),
    ("batch", "ListQuotaShares", {}),
    ("cloudwatch", "ListAlarmMuteRules", {}),
    ("ec2", "DescribeApplicationStatus", {}),
    ("health", "DescribeTagsOnboardingStatus", {}),
    ("iam", "GetAccountProperties", {}),
    ("logs", "DescribeLookupTables", {}),
    ("s3", "DeleteObjectAnnotation", {"Bucket": "orders", "Key": "folder/one", "AnnotationName": "x"}),
    # services that the engine does not know, with a signing name of their own or of another service
    ("eventbridgev2", "ListEventBuses", {}),
    ("interconnect", "ListAttachPoints", {}),
    ("lambda-core", "ListNetworkConnectors", {}),
    ("uxc", "ListServices", {}),
]
BY_PATH = {"uxc": "GET"}
"""Requests of an unknown service in a REST protocol are named by method and path."""


@pytest.mark.parametrize(("service", "operation", "request_"), UNKNOWN)
def test_an_unknown_operation_is_refused_by_name(
    engine: Engine, service: str, operation: str, request_: dict[str, Any]
) -> None:
    session = Session()
    session.set_credentials("111111111111", "test")
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})
    client: Any = session.create_client(service, region_name="us-east-1", endpoint_url=engine.endpoint, config=config)
    with pytest.raises(ClientError) as refused:
        getattr(client, xform_name(operation))(**request_)
    client.close()
    response = refused.value.response
    assert (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]) == ("InternalFailure", 501)
    assert f" of {service}." in response["Error"]["Message"]
    assert f"does not emulate {BY_PATH.get(service, operation)}" in response["Error"]["Message"]
