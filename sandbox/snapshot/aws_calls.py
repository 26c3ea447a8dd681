"""Calls of boto3 clients whose responses are kept as the AWS CLI prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from sandbox.paging import items

_OF_AWS = (".amazonaws.com", ".amazonaws.com.cn")


def pages(client: Any, operation: str, member: str, **request: str) -> Mapping[str, Any]:
    """Return the list that an operation returns, all pages of it under its name."""
    return {member: [plain(item) for item in items(client, operation, member, **request)]}


def without_account_prefix(client: Any) -> Any:
    """Return a client of S3 Control that does not put the account id before the host where the endpoint is not AWS's.

    123456789012.127.0.0.1 is no host.
    """
    endpoint = urlsplit(client.meta.endpoint_url)

    def keep_host(request: Any, **_: Any) -> None:
        request.url = urlunsplit(urlsplit(request.url)._replace(netloc=endpoint.netloc))

    if not (endpoint.hostname or "").endswith(_OF_AWS):
        client.meta.events.register("before-sign.s3-control", keep_host)
    return client


def plain(response: Any) -> Any:
    """Return a response as JSON holds it, without what belongs to the transport."""
    found = json.loads(json.dumps(response, default=str))
    if isinstance(found, dict):
        found.pop("ResponseMetadata", None)
    return found
