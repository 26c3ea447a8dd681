"""What do all requests to RAM have in common? Pages, client tokens, the moment they arrive."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sandbox.emulated.errors import AwsError
from sandbox.emulated.paging import NotAToken, page
from sandbox.emulated.ram.store import store

MOST_RESULTS = 500


def now() -> datetime:
    """The moment of the request, to the millisecond as AWS gives it."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def new_arn(region: str, account: str, kind: str) -> str:
    """An ARN for a new share, invitation or the like."""
    return f"arn:aws:ram:{region}:{account}:{kind}/{uuid4()}"


def paged(name: str, items: Sequence[Any], request: dict[str, Any]) -> dict[str, Any]:
    """The page of items that the request asks for, under the name of the response's member."""
    try:
        found, token = page(items, request.get("nextToken"), request.get("maxResults") or MOST_RESULTS)
    except NotAToken as bad:
        raise AwsError("InvalidNextTokenException", f"The nextToken {bad} is not valid.") from bad
    return {name: list(found)} | ({"nextToken": token} if token else {})


def echo(request: dict[str, Any]) -> dict[str, Any]:
    """The client token, which answers repeat."""
    token = request.get("clientToken")
    return {"clientToken": token} if token else {}


def once(account: str, operation: str, request: dict[str, Any], make: Callable[[], str]) -> str:
    """The ARN that `make` gives; for a client token seen before, the ARN that it gave then."""
    token = request.get("clientToken")
    if not token:
        return make()
    text = json.dumps(request, sort_keys=True, default=str)
    known = store().TOKENS.get((account, operation, token))
    if known is None:
        known = store().TOKENS[account, operation, token] = (text, make())
    elif known[0] != text:
        raise AwsError(
            "IdempotentParameterMismatchException",
            f"The client token {token} was used before with other parameters of {operation}.",
        )
    return known[1]
