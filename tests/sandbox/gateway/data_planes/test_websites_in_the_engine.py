"""A website endpoint of S3 serves what is public."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.engine import Engine
from tests.sandbox.gateway.authorization.people import Client, allow, policy
from tests.sandbox.gateway.data_planes.http_calls import call

pytestmark = pytest.mark.engine


@pytest.fixture
def s3(client: Client, account: str) -> Any:
    return client("s3", account=account)


@pytest.fixture
def bucket(s3: Any, account: str) -> str:
    name = f"site-{account}"
    s3.create_bucket(Bucket=name)
    s3.delete_public_access_block(Bucket=name)
    config = {"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"}}
    s3.put_bucket_website(Bucket=name, WebsiteConfiguration=config)
    for key in ("index.html", "error.html", "private/a"):
        s3.put_object(Bucket=name, Key=key, Body=key.encode())
    return name


def test_a_website_serves_public_objects_alone(engine: Engine, s3: Any, bucket: str) -> None:
    host = f"{bucket}.s3-website.localhost.localstack.cloud"
    denied = call(engine.endpoint, "/", host=host)
    assert denied.status == 403
    assert "<li>Code: AccessDenied</li>" in denied.body
    place = f"arn:aws:s3:::{bucket}"
    pages = allow("s3:GetObject", resource=f"{place}/*.html", Principal="*")
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(pages))
    assert call(engine.endpoint, "/", host=host).body == "index.html"
    for name in (host, host.upper()):
        assert call(engine.endpoint, "/private/a", host=name).status == 403
    assert call(engine.endpoint, "/absent.html", host=host).status == 403
    listing = allow("s3:ListBucket", resource=place, Principal="*")
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(pages, listing))
    absent = call(engine.endpoint, "/absent.html", host=host)
    assert (absent.status, absent.body) == (404, "error.html")
