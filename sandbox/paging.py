"""Pages of an AWS operation: every item of a list that comes in several responses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def items(client: Any, operation: str, member: str, **request: str) -> Iterator[dict[str, Any]]:
    """Yield the items of a list in the responses of an operation, page by page.

    Args:
        client: A boto3 client.
        operation: The method's name, as in `list_accounts`.
        member: The list's name in a response, as in `Accounts`.
        **request: Parameters of the request.

    """
    for page in client.get_paginator(operation).paginate(**request):
        yield from page.get(member, ())
