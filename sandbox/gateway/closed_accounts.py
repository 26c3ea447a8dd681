"""Closed accounts: calls of their users, roles and sessions are refused."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.organizations.membership import is_closed
from sandbox.gateway.aws_error import exception
from sandbox.gateway.credentials import not_recognized


def refuse(_chain: Any, context: Any, _response: Any) -> None:
    """Refuse a call of a closed account as AWS refuses credentials that do not exist."""
    if context.is_internal_call or context.service is None or not is_closed(context.account_id):
        return
    raise exception(not_recognized(context.service.service_name, context.service.protocol))
