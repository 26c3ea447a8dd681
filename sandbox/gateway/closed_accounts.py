"""A closed account is shut out of every service, by whatever credentials its users and roles still hold."""

from __future__ import annotations

from typing import Any

from localstack.aws.api import CommonServiceException

from sandbox.emulated.organizations.membership import is_closed
from sandbox.gateway.credentials import not_recognized


def shut_out(_chain: Any, context: Any, _response: Any) -> None:
    """Refuse the call as AWS refuses credentials that it no longer knows."""
    if context.is_internal_call or context.service is None or not is_closed(context.account_id):
        return
    refused = not_recognized(context.service.service_name, context.service.protocol)
    raise CommonServiceException(refused.code, refused.message, refused.status, sender_fault=True)
