"""The client ids of OpenID Connect providers."""

from __future__ import annotations

from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_CLIENTS_AT_MOST = 100
_NOT_FOUND = 404


@operation("AddClientIDToOpenIDConnectProvider")
def add_client_id(call: Call) -> dict[str, Any]:
    """Add a client id; adding it again is not an error."""
    clients, wanted = _clients(call, call.request), call.request["ClientID"]
    if wanted not in clients:
        if len(clients) >= _CLIENTS_AT_MOST:
            raise AwsError(
                "LimitExceeded", f"Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {_CLIENTS_AT_MOST}", 409
            )
        clients.append(wanted)
    return {}


@operation("RemoveClientIDFromOpenIDConnectProvider")
def remove_client_id(call: Call) -> dict[str, Any]:
    """Remove a client id; one that does not exist is not an error."""
    clients = _clients(call, call.request)
    if call.request["ClientID"] in clients:
        clients.remove(call.request["ClientID"])
    return {}


def _clients(call: Call, request: dict[str, Any]) -> list[str]:
    arn = request["OpenIDConnectProviderArn"]
    provider = iam_backends[call.account][call.partition].open_id_providers.get(arn)
    if provider is None:
        raise AwsError("NoSuchEntity", f"OpenIDConnect Provider not found for arn {arn}", _NOT_FOUND)
    clients: list[str] = provider.client_id_list
    return clients
