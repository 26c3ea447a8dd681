"""Tests of `sandbox.snapshot.network.live` on AWS's responses; a journey reads the deployed estate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.network.live import Caller, NetworkLive

KEYS = {"aws_access_key_id": "k", "aws_secret_access_key": "s", "region_name": "us-east-1"}


@contextmanager
def stubbed(service: str) -> Iterator[tuple[Any, Stubber]]:
    client = boto3.Session(**KEYS).client(service)
    try:
        with Stubber(client) as stub:
            yield client, stub
    finally:
        client.close()


def test_every_page_is_read_with_and_without_a_paginator_of_botocore():
    unanswered: set[str] = set()
    with stubbed("ec2") as (client, stub):
        stub.add_response("describe_vpcs", {"Vpcs": [{"VpcId": "vpc-1"}], "NextToken": "t"}, {})
        stub.add_response("describe_vpcs", {"Vpcs": [{"VpcId": "vpc-2"}]}, {"NextToken": "t"})
        found = Caller(client, unanswered).every("describe_vpcs", "Vpcs")
        assert [each["VpcId"] for each in found["Vpcs"]] == ["vpc-1", "vpc-2"]
        stub.add_response("describe_vpn_gateways", {"VpnGateways": [{"VpnGatewayId": "vgw-1"}]}, {})
        assert Caller(client, unanswered).every("describe_vpn_gateways", "VpnGateways")["VpnGateways"]
    with stubbed("directconnect") as (client, stub):
        stub.add_response("describe_connections", {"connections": [{"connectionId": "dxcon-1"}], "nextToken": "t"}, {})
        stub.add_response("describe_connections", {"connections": [{"connectionId": "dxcon-2"}]}, {"nextToken": "t"})
        found = Caller(client, unanswered).every("describe_connections", "connections")
        assert [each["connectionId"] for each in found["connections"]] == ["dxcon-1", "dxcon-2"]
    assert not unanswered


def test_an_operation_that_the_endpoint_does_not_have_is_recorded():
    unanswered: set[str] = set()
    with stubbed("directconnect") as (client, stub):
        stub.add_client_error("describe_lags", "InternalFailure", http_status_code=501)
        assert Caller(client, unanswered).every("describe_lags", "lags") == {"lags": []}
        assert unanswered == {"describe_lags"}
        stub.add_client_error("describe_lags", "AccessDenied", http_status_code=403)
        with pytest.raises(ClientError):
            Caller(client, unanswered).every("describe_lags", "lags")


@pytest.mark.parametrize(
    ("code", "next_step"),
    [
        ("UnauthorizedOperation", "Let the credentials read ec2"),
        ("InternalError", "`sandbox logs` shows the engine's side"),
    ],
)
def test_a_refused_request_is_an_error_with_a_next_step(code: str, next_step: str):
    with stubbed("ec2") as (client, stub):
        stub.add_client_error("describe_vpcs", code)
        one_client: Any = SimpleNamespace(client=lambda *_: client)
        source = NetworkLive("http://127.0.0.1:1", one_client, ("us-east-1",), "111111111111")
        with pytest.raises(SourceUnreadable, match=next_step):
            source.responses(("111111111111",))
