"""Requests of web pages, and of callers with forged headers, paths and sizes, to a running engine."""

from __future__ import annotations

import http.client
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.engine import Engine
from sandbox.settings import Settings

pytestmark = pytest.mark.engine

CREATE_USER = "/?Action=CreateUser&UserName=planted&Version=2010-05-08"


def send(engine: Engine, method: str, path: str, body: str = "", **headers: str) -> int:
    with closing(http.client.HTTPConnection(engine.endpoint.removeprefix("http://"), timeout=20)) as connection:
        connection.putrequest(method, path, skip_host="host" in headers)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body.encode())
        with connection.getresponse() as answer:
            return answer.status


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"host": "evil.example:4566"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "http://127.0.0.1:3000"},
        {"referer": "https://evil.example/"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", CREATE_USER), ("PUT", "/_causeway/datacentre"), ("GET", "/_localstack/health"), ("OPTIONS", "/")],
)
def test_a_web_pages_request_is_refused_and_changes_nothing(
    engine: Engine, client: Any, method: str, path: str, headers: dict[str, str]
):
    assert send(engine, method, path, **headers) == http.client.FORBIDDEN
    users = client("iam", account="000000000000").list_users()["Users"]
    assert "planted" not in [user["UserName"] for user in users]


def test_a_request_that_is_not_of_a_web_page_is_answered(engine: Engine):
    assert send(engine, "GET", "/_localstack/health") == http.client.OK


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_web_page_cannot_write_to_a_bucket(engine: Engine, client: Any, account: str, origin: str):
    s3 = client("s3", account=account)
    s3.create_bucket(Bucket=f"planted-{account}")
    assert send(engine, "PUT", f"/planted-{account}/key", "x", origin=origin) == http.client.FORBIDDEN
    assert "Contents" not in s3.list_objects_v2(Bucket=f"planted-{account}")


UPGRADE = {
    "upgrade": "websocket",
    "connection": "Upgrade",
    "sec_websocket_key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec_websocket_version": "13",
}


def test_a_websocket_is_refused(engine: Engine):
    assert send(engine, "GET", "/", origin="https://evil.example", **UPGRADE) == http.client.FORBIDDEN
    assert send(engine, "GET", "/", **UPGRADE) == http.client.NOT_IMPLEMENTED


def test_refused_websockets_do_not_close_other_connections(engine: Engine):
    """Each request has a new connection that reuses the file descriptor of a refused websocket."""
    with ThreadPoolExecutor(4) as threads:
        opened = [
            threads.submit(send, engine, "GET", "/", **({} if even else {"origin": "https://evil.example", **UPGRADE}))
            for even in [True, False] * 1500
        ]
        answers = [one.result() for one in opened]
    assert answers == [http.client.OK, http.client.FORBIDDEN] * 1500


def test_the_account_header_of_moto_has_no_effect(client: Any, account: str):
    client("iam", account=account).create_user(UserName="alice")
    other = client("iam", account=str(int(account) ^ 1))
    other.meta.events.register("before-send.iam.ListUsers", lambda request, **_: _forge_account(request, account))
    assert other.list_users()["Users"] == []


def _forge_account(request: Any, account: str) -> None:
    request.headers["x-moto-account-id"] = account


@pytest.mark.parametrize("key", ["../../../{}", "..", "/../../{}", "%2e%2e/{}", "a/../../{}"])
def test_no_object_key_leaves_the_folder_of_bodies(client: Any, account: str, settings: Settings, key: str):
    s3 = client("s3", account=account)
    bucket, stray = f"bodies-{account}", f"stray-{account}"
    key = key.format(stray)
    s3.create_bucket(Bucket=bucket)
    body = key.encode() * 200_000
    s3.put_object(Bucket=bucket, Key=key, Body=body)
    upload = s3.create_multipart_upload(Bucket=bucket, Key=key + "-parts")["UploadId"]
    part = s3.upload_part(Bucket=bucket, Key=key + "-parts", UploadId=upload, PartNumber=1, Body=body)
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == body
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=bucket)["Contents"]] == [key]
    assert part["ETag"]
    assert list(settings.root.parent.rglob(f"*{stray}*")) == []
    folders = [path.parent for path in Path(settings.state, "engine", "tmp").rglob(bucket)]
    assert [folder.name.startswith("causeway-s3-") for folder in folders] == [True]


def test_a_bucket_name_with_dots_only_is_refused(client: Any, account: str):
    with pytest.raises((ClientError, ValueError)):
        client("s3", account=account).create_bucket(Bucket="..")


@pytest.mark.parametrize(
    "head",
    [
        "CONNECT queue.amazonaws.com:443 HTTP/1.1",
        "CONNECT 127.0.0.1:22 HTTP/1.1",
        "GET http://sqs.us-east-1.amazonaws.com/ HTTP/1.1",
        "POST https://sts.amazonaws.com/ HTTP/1.1",
    ],
)
def test_the_engine_is_not_a_proxy_to_other_hosts(engine: Engine, head: str):
    host, _, port = engine.endpoint.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(f"{head}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
    assert answer.startswith("HTTP/1.1 403 ")
    assert "reaches nothing outside this machine" in answer


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost.localstack.cloud", "111111111111.localhost.localstack.cloud"])
def test_a_client_with_the_engine_as_proxy_reaches_the_engine(engine: Engine, name: str):
    host, _, port = engine.endpoint.removeprefix("http://").partition(":")
    head = f"GET http://{name}:{port}/_localstack/health HTTP/1.1\r\nhost: {name}:{port}\r\nconnection: close\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head.encode())
        assert connection.recv(12) == b"HTTP/1.1 200"


def test_a_body_above_the_limit_of_aws_is_refused_before_it_is_read(engine: Engine):
    host, _, port = engine.endpoint.removeprefix("http://").partition(":")
    for head in (f"POST / HTTP/1.1\r\ncontent-length: {1 << 40}", f"PUT /b/k HTTP/1.1\r\ncontent-length: {6 << 30}"):
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(f"{head}\r\nhost: localhost\r\n\r\n".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_four_hundred_concurrent_connections_are_answered(engine: Engine):
    """More connections than worker threads, all opened before one is read."""
    host, _, port = engine.endpoint.removeprefix("http://").partition(":")
    with ExitStack() as opened:
        sockets = [opened.enter_context(socket.create_connection((host, int(port)), timeout=60)) for _ in range(400)]
        for each in sockets:
            each.sendall(b"GET /_localstack/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        answers = [each.recv(20)[:12] for each in sockets]
    assert answers == [b"HTTP/1.1 200"] * 400


def test_the_engine_still_responds(client: Any):
    assert json.dumps(client("sts").get_caller_identity()["Account"])
