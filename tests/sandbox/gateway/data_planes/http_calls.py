"""HTTP requests to the engine's data planes, signed by botocore or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


@dataclass
class Answer:
    """The response to a request."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def call(endpoint: str, path: str, *, host: str | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """Send a GET with exactly these headers; `host` is the name that the client looked up."""
    netloc = urlsplit(endpoint).netloc
    connection = HTTPConnection(netloc)
    try:
        connection.request("GET", path, headers={**(headers or {}), "Host": host or netloc})
        response = connection.getresponse()
        return Answer(response.status, response.read().decode(), dict(response.headers))
    finally:
        connection.close()


def keys_of(client: Any) -> Credentials:
    """Return the credentials of a boto3 client."""
    found = client._request_signer._credentials
    return Credentials(found.access_key, found.secret_key, found.token)


def signed(endpoint: str, path: str, keys: Credentials, service: str, *, host: str | None = None) -> Answer:
    """Send a GET that is signed for a service."""
    netloc = host or urlsplit(endpoint).netloc
    request = AWSRequest("GET", f"http://{netloc}{path}", headers={"Host": netloc})
    SigV4Auth(keys, service, "us-east-1").add_auth(request)
    return call(endpoint, path, host=host, headers=dict(request.headers.items()))
